import { shortId } from '../base/id.ts'
import { squeeze } from '../base/text.ts'
import type { Entry } from '../contracts/entry.ts'
import { dayAndTime } from './day.ts'
import type { Printer } from './print.ts'
import { cut, widthOf } from './table.ts'

const leastText = 12

/** What was just logged, on one line: the time as it was understood, the text as far as the terminal goes, labels and id. */
export function loggedLine(entry: Entry, print: Pick<Printer, 'paint' | 'safe' | 'room'>): string {
  const { paint, safe, room = Infinity } = print
  const head = `${paint('green', '✓')} ${dayAndTime(entry.at)}`
  const tail = [...labelsOf(entry, print), '', paint('dim', shortId(entry.id))].join(' ')
  const left = room - widthOf(head) - widthOf(tail) - 3
  return `${head}  ${cut(squeeze(safe(entry.text)), Math.max(leastText, left))} ${tail}`
}

/** `[shop]`, `+legal`, `private`, in their colours. */
export function labelsOf(entry: Entry, { paint, safe }: Pick<Printer, 'paint' | 'safe'>): string[] {
  return [
    ...(entry.project === null ? [] : [paint('magenta', safe(`[${entry.project}]`))]),
    ...entry.tags.map((tag) => paint('cyan', safe(`+${tag}`))),
    ...(entry.private ? [paint('yellow', 'private')] : []),
  ]
}
