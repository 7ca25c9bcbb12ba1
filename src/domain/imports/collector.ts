import { sha256 } from '../../base/hash.ts'
import { cleanText, truncate } from '../../base/text.ts'
import type { DateOrder, ImportedItem, ImportReading, ReadOptions } from '../../contracts/import.ts'
import { isTag, readEntryLine, withoutPrivateTag } from '../entry-line.ts'
import { readMoment } from '../moment.ts'

/** What a format says of an item; the collector makes the rest. */
export interface FoundItem {
  line: number
  at: Date
  text: string
  project?: string | null | undefined
  tags?: readonly string[] | undefined
  private?: boolean | undefined
  minutes?: number | undefined
  /** What names it at its source; where absent, its time and words do. */
  key?: string | undefined
}

/** Gathers what a format reads; items that hold nothing or have not happened yet are told apart by it. */
export interface Collector {
  add(item: FoundItem): void
  skip(why: string): void
  reject(line: number, why: string): void
  reading(): ImportReading
}

const longestText = 20_000
const longestProject = 100
const mostRejected = 1000

export function createCollector(kind: string, { now, fileName }: ReadOptions): Collector {
  const items: ImportedItem[] = []
  const rejected: { line: number; why: string }[] = []
  const skipped: Record<string, number> = {}
  const times = new Map<string, number>()
  const skip = (why: string) => void (skipped[why] = (skipped[why] ?? 0) + 1)
  const reject = (line: number, why: string) => {
    if (rejected.length < mostRejected) rejected.push({ line, why })
    else skip(`cannot be read, after the first ${mostRejected}`)
  }
  return {
    skip,
    reject,
    add(item) {
      const read = readEntryLine(cleanText(item.text), { date: false })
      if (read.text === '') return reject(item.line, 'there is no text')
      if (read.text.length > longestText)
        return reject(item.line, `the text is longer than ${longestText} characters`)
      if (item.at > now) return skip('not happened yet')
      const project = cleanText(item.project ?? '')
        .trim()
        .slice(0, longestProject)
      const key = nthKey(item.key ?? contentKey(item.at, read.text), item.key === undefined, times)
      const { tags, private: hidden } = withoutPrivateTag((item.tags ?? []).flatMap(tagOf))
      items.push({
        line: item.line,
        at: item.at,
        text: read.text,
        project: project === '' ? null : project,
        tags: [...new Set([...tags, ...read.tags])],
        private: item.private === true || hidden || read.private,
        keys: [key],
        origin: {
          kind,
          source: fileName,
          ...(item.minutes === undefined ? {} : { minutes: item.minutes }),
        },
      })
    },
    reading: () => ({ items, skipped, rejected: rejected.toSorted((a, b) => a.line - b.line) }),
  }
}

/** The moment that a phrase says, in whole or not at all: a sentence of why where it says none or two. */
export function readWhen(
  phrase: string,
  { zone, now, dates }: Pick<ReadOptions, 'zone' | 'now' | 'dates'>,
): { at: Date; dateOnly: boolean } | { why: string } {
  const said = inOrder(phrase.trim(), dates)
  if (said === '') return { why: 'there is no date' }
  const moment = readMoment(said, now, zone)
  if ('at' in moment) return { at: new Date(moment.at), dateOnly: moment.dateOnly }
  const shown = truncate(said, 60)
  if ('none' in moment) return { why: `"${shown}" is no date` }
  return { why: `"${shown}" can be ${moment.ambiguous.join(' or ')}: say --dates dmy or --dates mdy` }
}

/** Labels of other programs as ours are written: `@web`, `Web Site` → `web`, `Web-Site`. */
function tagOf(label: string): string[] {
  const tag = label
    .trim()
    .replace(/^[@#+]+/u, '')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  return isTag(tag) ? [tag] : []
}

/** Day and month in the order that a person gave, so that figures have one reading. */
function inOrder(phrase: string, dates: DateOrder | undefined): string {
  const figures = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)/u.exec(phrase)
  if (dates === undefined || figures === null) return phrase
  const [all, first = '', second = '', year = ''] = figures
  const [day, month] = dates === 'dmy' ? [first, second] : [second, first]
  const full = year.length === 2 ? `20${year}` : year
  return `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${phrase.slice(all.length)}`
}

/** Time and words name an item that has no name of its own, whatever program wrote it. */
function contentKey(at: Date, text: string): string {
  return sha256(`${at.toISOString().slice(0, 16)}\n${text.replace(/\s+/gu, ' ')}`)
}

/** Equal lines of a file are as many items; the same named item twice is one. */
function nthKey(key: string, countTimes: boolean, times: Map<string, number>): string {
  const nth = (times.get(key) ?? 0) + 1
  times.set(key, nth)
  return countTimes && nth > 1 ? `${key}:${nth}` : key
}
