import { readEntryLine } from './entry-line.ts'
import type { EntryLine } from './entry-line.ts'

/** Marks of a list before the words of a line. */
const bullet = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)/u
const dayAndTime =
  /^\[?(\d{4}-\d{2}-\d{2}(?:(?:T|,? )\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?(?:Z|[+-]\d{2}:?\d{2})?)?)\]?\s*(?:[-–—|]\s*|\s)(?=\S)/iu
const clock = /^\[?(\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?|\d{1,2}[ap]m)\]?\s*(?:[-–—|]\s+|\s)(?=\S)/iu
/** `09:00-10:30 pairing`: the span stays in the text, its start is the time. */
const span = /^\[?(\d{1,2}:\d{2}(?:\s?[ap]m)?)\s?[-–—]\s?\d{1,2}:\d{2}(?:\s?[ap]m)?\]?\s+\S/iu
const clockAlone = /^(?:at )?\d{1,2}(?::\d{2}){0,2}\s?(?:[ap]m|h)?$|^(?:noon|midday|midnight)$/iu
const trailingClock = /,?\s*(?:at )?(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?|\d{1,2}\s?[ap]m|noon|midday)$/iu

/**
 * Lines that were pasted together, taken apart. Beside what one line may say (`yesterday: …`), a time may begin a line
 * without a colon (`09:00 fixed it`, `[2026-04-03 09:00] fixed it`), a line that is only a date dates those below it, and
 * a line that says only a time means that day. Blank lines are left out.
 */
export function readPastedLines(lines: readonly string[], options: { date: boolean }): EntryLine[] {
  const read: EntryLine[] = []
  let heading: string | undefined
  for (const line of lines) {
    const words = line
      .replace(bullet, '')
      .replace(/^\s*#{1,6}\s+(?=\S)/u, '')
      .trim()
    if (words === '') continue
    const entry = options.date ? readDated(words) : readEntryLine(words, { date: false })
    const isHeading = entry.when !== undefined && entry.text === '' && entry.tags.length === 0
    if (isHeading) heading = entry.when
    else read.push({ ...entry, ...whenOf(entry.when, heading) })
  }
  return read
}

function readDated(line: string): EntryLine {
  const entry = readEntryLine(line)
  if (entry.when !== undefined) return entry
  const start = span.exec(line)?.[1]
  if (start !== undefined) return { ...entry, when: start }
  const stamp = dayAndTime.exec(line) ?? clock.exec(line)
  if (stamp?.[1] === undefined) return entry
  return { ...readEntryLine(line.slice(stamp[0].length), { date: false }), when: stamp[1] }
}

function whenOf(when: string | undefined, heading: string | undefined): { when?: string } {
  if (when === undefined) return heading === undefined ? {} : { when: heading }
  if (heading === undefined || !clockAlone.test(when)) return { when }
  return { when: `${heading.replace(trailingClock, '')} ${when}` }
}
