import { parseDate } from '../date.ts'
import { dateInText } from '../written-date.ts'
import type { DateReader } from '../written-date.ts'
import { addressDate } from './date-address.ts'
import { loneDate, rewrittenDate, writtenDate } from './date-lines.ts'
import { markedDate, statedDate, timeElementDate } from './date-marks.ts'
import { changedMetas, publishedMetas } from './date-metas.ts'
import { isComment, isElsewhere } from './date-places.ts'
import type { PageData } from './metadata.ts'
import { textOf, typesOf } from './structured.ts'
import type { Thing } from './structured.ts'
import { findFirst } from './tree.ts'
import type { TreeElement } from './tree.ts'

const dayFirstHosts =
  /\.(?:uk|ie|au|nz|za|in|ke|ng|gh|sg|my|pk|lk|hk|fr|es|it|pt|br|mx|ar|cl|co|pe|de|at|ch|nl|be|dk|no|se|pl|cz|gr|ru|tr|ro|vn|id|th|il|ae|eg)$/i

const dayMs = 86_400_000
/** A page that was changed later than this is hardly the one that was published. */
const mostDaysUntouched = 60

/** What tells the day of publication: the parts of a page, and its language. */
export interface DatedPage extends PageData {
  language: string | null
}

/**
 * The day on which a page was published, as the page itself shows it: by meta elements, structured data, microdata, its
 * address, elements named for it, time elements, and at last what is written, near the headline first. A day on which
 * it was changed counts only where none other is named, or where readers are shown that day alone, months later. Null
 * where nothing says so. The time of day is kept where it does not move the day.
 */
export function publishedDate({ root, meta, things, article, url, language }: DatedPage): Date | null {
  const reader = { language: language ?? undefined, monthFirst: isMonthFirst(root, url, language) }
  const heading = findFirst(root, ({ name }) => name === 'h1')
  const day = (text: string | undefined) => dayOf(text, reader)
  const firstDay = (texts: readonly string[]) => firstOf(texts, day)
  const here = { root, heading, reader, day, isLeftOut: isElsewhere }
  const anywhere = { ...here, isLeftOut: isComment }
  return (
    day(meta.get('article:published_time')) ??
    (isRewritten(article, day) ? rewrittenDate(here) : null) ??
    day(textOf(article?.datePublished)) ??
    firstDay(publishedMetas(meta)) ??
    statedDate(here) ??
    statedDate(anywhere) ??
    firstDay(things.filter(isPage).map((thing) => textOf(thing.datePublished))) ??
    addressDate(url) ??
    shownDate(here) ??
    shownDate(anywhere) ??
    firstDay(things.map(dayOfThing)) ??
    loneDate(here) ??
    loneDate(anywhere) ??
    timeElementDate(anywhere, true) ??
    firstDay(things.map((thing) => textOf(thing.dateModified))) ??
    firstDay(changedMetas(meta))
  )
}

function isRewritten(article: Thing | undefined, day: DateSearch['day']): boolean {
  const [published, modified] = [day(textOf(article?.datePublished)), day(textOf(article?.dateModified))]
  if (published === null || modified === null) return false
  return modified.getTime() - published.getTime() > mostDaysUntouched * dayMs
}

/** What a reader sees in some part of the page. */
function shownDate(search: DateSearch): Date | null {
  return markedDate(search) ?? timeElementDate(search) ?? writtenDate(search)
}

function dayOfThing(thing: Thing): string {
  return textOf(thing.datePublished ?? thing.dateCreated ?? thing.uploadDate ?? thing.coverageStartTime)
}

function isPage(thing: Thing): boolean {
  return typesOf(thing).some((type) => /WebPage$|^ItemPage$|^(?:Creative|Media)/.test(type))
}

/** Only in American English does the month come first in `3/4/2026`; other English says by its region or its host. */
function isMonthFirst(root: TreeElement, url: string, language: string | null): boolean {
  if (language !== null && language !== 'en') return false
  const html = findFirst(root, ({ name }) => name === 'html')
  const region = /^en[-_]([a-z]{2})/i.exec(html?.attribs.lang ?? '')?.[1]?.toUpperCase()
  if (region !== undefined && region !== 'US') return false
  return !dayFirstHosts.test(URL.parse(url)?.hostname ?? '')
}

function firstOf(texts: readonly string[], day: DateSearch['day']): Date | null {
  for (const text of texts) {
    const date = day(text)
    if (date !== null) return date
  }
  return null
}

/**
 * The moment that a text names, kept on the day that it names: `2026-11-20T23:30-05:00` stays on the 20th. Null for a
 * month or a year, and for the day at which clocks begin, which programs write where they know none.
 */
function dayOf(text: string | undefined, reader: DateReader): Date | null {
  const whole = text?.trim().replace(/\[[^\]]*\]$/, '') ?? ''
  if (/^\d{4}(?:[-/]\d{1,2})?$/.test(whole)) return null
  const date = parseDate(whole)
  const written = dateInText(whole, reader) ?? parseDate(whole.replace(/\s*(?:z|[+-]\d{2}:?\d{2})$/i, ''))
  const found = date !== null && (written === null || isSameDay(date, written)) ? date : written
  return found === null || found.getTime() < 2 * dayMs ? null : found
}

function isSameDay(a: Date, b: Date): boolean {
  return a.toISOString().slice(0, 10) === b.toISOString().slice(0, 10)
}

/** How a text of an attribute becomes a day, and where one reads on. */
export interface DateSearch {
  root: TreeElement
  heading: TreeElement | undefined
  reader: DateReader
  day: (text: string | undefined) => Date | null
  isLeftOut: (element: TreeElement) => boolean
}
