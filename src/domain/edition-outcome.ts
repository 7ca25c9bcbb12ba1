import type { JsonObject } from '../base/json.ts'
import { count, truncate } from '../base/text.ts'
import type { Delivery } from '../contracts/digest.ts'

type Sending = Pick<Delivery, 'state' | 'recipient' | 'error'>

/** How the sending of an edition ended. */
export interface EditionOutcome {
  sent: number
  /** May have arrived, or may yet be sent: a person decides. */
  held: number
  /** Refused by the server for good. */
  refused: number
  status: 'sent' | 'held' | 'refused' | 'empty'
}

/** `held` where a person has to decide of a mail; else `sent` where any went out, and `refused` where the server took none. */
export function outcomeOf(deliveries: readonly Sending[]): EditionOutcome {
  const number = (...states: Delivery['state'][]) =>
    deliveries.filter(({ state }) => states.includes(state)).length
  const sent = number('sent')
  const refused = number('failed')
  const held = deliveries.length - sent - refused - number('stopped')
  const status = held > 0 ? 'held' : sent > 0 ? 'sent' : refused > 0 ? 'refused' : 'empty'
  return { sent, held, refused, status }
}

/** The edition in a sentence: what was sent, to how many, and why not to the others. */
export function conclusion(
  { top, name }: { top: number; name: string },
  deliveries: readonly Sending[],
  { chosen, summary }: { chosen: number; summary: JsonObject },
): string {
  const [shortfall, withheld] = [textOf(summary.shortfall), textOf(summary.withheld)]
  const { sent, held, refused, status } = outcomeOf(deliveries)
  if (status === 'empty')
    return `Nothing is sent for ${name}: ${withheld ?? shortfall ?? 'no reader is left'}`
  const [first] = deliveries.filter(({ state }) => state === 'failed')
  const why =
    first === undefined ? '' : ` (${first.recipient}: ${truncate(first.error ?? 'no reason given', 160)})`
  return [
    `${count(chosen, 'page')} sent to ${count(sent, 'reader')}`,
    ...(chosen < top && shortfall !== undefined ? [`fewer than ${top}: ${shortfall}`] : []),
    ...(refused > 0 ? [`${count(refused, 'mail')} refused by the mail server${why}`] : []),
    ...(held > 0 ? [`${count(held, 'mail')} held, see nightdesk email list`] : []),
    ...(withheld === undefined ? [] : [withheld]),
  ].join('; ')
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
