import { isDatePhrase } from './date-phrase.ts'

/** One line as a person typed it, taken apart. */
export interface EntryLine {
  /** What is left, verbatim. */
  text: string
  /** Without the plus, in the order typed, each once. */
  tags: string[]
  /** True for `+private`. */
  private: boolean
  /** The date phrase before the colon, to be read by `readMoment`. */
  when?: string | undefined
}

const tagPattern = /(?<=^|[\s(])\+(\p{L}[\p{L}\p{N}_-]*)(?=$|[\s),.;:!?])/gu
const label = /^\+\p{L}[\p{L}\p{N}_-]*$/u
/** `… +auth (1.5 h)`: how long it took may stand after the labels. */
const spent =
  /^(.*\S)(\s+[([]\d[\d.,: ]*\s?(?:h|hrs?|hours?|m|mins?|minutes)(?: ?\d{1,2} ?m(?:in)?)?[)\]])$/isu
const tagAlone = /^\p{L}[\p{L}\p{N}_-]*$/u

/**
 * Reads `yesterday: …` and `+tag`. Tags at the start and the end are labels and leave the text; one in the middle of a
 * sentence is a word of it and stays. A date is read only where a date phrase alone stands before the first colon.
 */
export function readEntryLine(line: string, options: { date: boolean } = { date: true }): EntryLine {
  const { when, rest } = options.date ? splitDate(line.trim()) : { when: undefined, rest: line.trim() }
  const tags = [...new Set([...rest.matchAll(tagPattern)].map((match) => match[1] ?? ''))]
  return {
    text: withoutLabels(rest),
    ...withoutPrivateTag(tags),
    ...(when === undefined ? {} : { when }),
  }
}

/** True for what may stand after the plus. */
export function isTag(word: string): boolean {
  return tagAlone.test(word)
}

/** `private` among tags is none: it keeps the entry out of reports, résumés and model requests. */
export function withoutPrivateTag(tags: readonly string[]): Pick<EntryLine, 'tags' | 'private'> {
  const open = tags.filter((tag) => tag.toLowerCase() !== 'private')
  return { tags: open, private: open.length < tags.length }
}

/** The phrase may hold colons itself (`yesterday 9:30: …`), so the colon that ends it is followed by white space. */
function splitDate(line: string): { when: string | undefined; rest: string } {
  const match = /^\[?(.{2,40}?)\]?:(?:\s+|$)/su.exec(line)
  const phrase = match?.[1]
  if (match === null || phrase === undefined || !isDatePhrase(phrase)) return { when: undefined, rest: line }
  return { when: phrase, rest: line.slice(match[0].length).trim() }
}

function withoutLabels(said: string): string {
  const [, text = said, time = ''] = spent.exec(said) ?? []
  const parts = text.split(/(\s+)/u)
  let start = 0
  let end = parts.length
  while (start < end && label.test(parts[start] ?? '')) start += 2
  while (end > start && label.test(parts[end - 1] ?? '')) end -= 2
  return `${parts.slice(start, Math.max(start, end)).join('')}${time}`.trim()
}
