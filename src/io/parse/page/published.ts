import { parseDate } from '../date.ts'
import type { DateReader } from '../written-date.ts'
import { loneDate, writtenDate } from './date-lines.ts'
import { markedDate, statedDate, timeElementDate } from './date-marks.ts'
import { isComment, isElsewhere } from './date-places.ts'
import type { MetaValues } from './metadata.ts'
import { articleOf, textOf, typesOf } from './structured.ts'
import type { Thing } from './structured.ts'
import { findFirst } from './tree.ts'
import type { TreeElement } from './tree.ts'

/** Meta elements that give the day of publication, the surest first; letters only, since their signs vary. */
const publishedNames =
  'articlepublishedtime ogarticlepublishedtime articlepublished articledateoriginal articlepublicationdate datepublished publishdate published publisheddate publishedat publishedtime pubdate articlepubdate publicationdate dcdateissued dcdatepublication dctermsissued dctermscreated dctermsdate dcdatecreated dccreated dcdate parselypubdate sailthrudate articlecreated articlepostdate citationpublicationdate citationonlinedate citationdate originalpublicationdate dateposted datecreated cxenseparserecspublishtime cxenseparsepublishtime btpubdate rnewsdatepublished vrpublishedtime shareaholicarticlepublishedtime ogpublishedtime ogpubdate gentime ptime releasedate firstpublished created date'.split(
    ' ',
  )
const changedNames =
  'articlemodifiedtime datemodified dctermsmodified dcdatemodified ogupdatedtime lastmodified modified updated'.split(
    ' ',
  )
const dayFirstHosts =
  /\.(?:uk|ie|au|nz|za|in|ke|ng|gh|sg|my|pk|lk|hk|fr|es|it|pt|br|mx|ar|cl|co|pe|de|at|ch|nl|be|dk|no|se|pl|cz|gr|ru|tr|ro|vn|id|th|il|ae|eg)$/i

/** What tells the day of publication: the parts of a page, and where it was found. */
export interface DatedPage {
  root: TreeElement
  meta: MetaValues
  things: readonly Thing[]
  url: string
  language: string | null
}

/**
 * The day on which a page was published, as the page itself shows it: by meta elements, structured data, microdata, its
 * address, elements named for it, time elements, and at last what is written, near the headline first. A day on which
 * it was changed counts only where none other is named. Null where nothing says so. The time of day is kept where it
 * does not move the day.
 */
export function publishedDate({ root, meta, things, url, language }: DatedPage): Date | null {
  const reader = { language: language ?? undefined, monthFirst: isMonthFirst(root, url, language) }
  const heading = findFirst(root, ({ name }) => name === 'h1')
  const named = byLetters(meta)
  const here = { root, heading, reader, day, isLeftOut: isElsewhere }
  const anywhere = { ...here, isLeftOut: isComment }
  return (
    day(meta.get('article:published_time')) ??
    day(textOf(articleOf(things)?.datePublished)) ??
    firstDay(publishedNames.map((name) => named.get(name))) ??
    statedDate(root, day) ??
    firstDay(things.filter(isPage).map((thing) => textOf(thing.datePublished))) ??
    addressDate(url) ??
    shownDate(here) ??
    shownDate(anywhere) ??
    firstDay(things.map(dayOfThing)) ??
    loneDate(here) ??
    loneDate(anywhere) ??
    timeElementDate(anywhere, true) ??
    firstDay(things.map((thing) => textOf(thing.dateModified))) ??
    firstDay(changedNames.map((name) => named.get(name)))
  )
}

/** `dc.date.issued`, `DC.Date_Issued` and `dcDateIssued` are one name. */
function byLetters(meta: MetaValues): MetaValues {
  return new Map([...meta].toReversed().map(([name, value]) => [name.replace(/[^a-z]/g, ''), value]))
}

/** What a reader sees in some part of the page. */
function shownDate(search: DateSearch): Date | null {
  return markedDate(search) ?? timeElementDate(search) ?? writtenDate(search)
}

function dayOfThing(thing: Thing): string {
  return textOf(thing.datePublished) || textOf(thing.dateCreated) || textOf(thing.uploadDate)
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

function firstDay(texts: readonly (string | undefined)[]): Date | null {
  for (const text of texts) {
    const date = day(text)
    if (date !== null) return date
  }
  return null
}

/** The moment that a text names, kept on the day that it names: `2026-11-20T23:30-05:00` stays on the 20th. */
function day(text: string | undefined): Date | null {
  const date = parseDate(text)
  if (date === null || text === undefined) return null
  const local = parseDate(text.replace(/\s*(?:z|[+-]\d{2}:?\d{2})$/i, ''))
  if (local === null || local.toISOString().slice(0, 10) === date.toISOString().slice(0, 10)) return date
  return local
}

/** `/2026/11/20/`, `/2026-11/20/`, `/20261120/`, `/2026/nov/20/`, `/20-11-2026/`, `/20112026/`. */
function addressDate(url: string): Date | null {
  const path = URL.parse(url)?.pathname ?? ''
  const match =
    /[/_-]((?:20|19)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?:[/_.-]|$)/.exec(path) ??
    /[/_-]((?:20|19)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:[/_.T-]|$)/.exec(path)
  if (match !== null)
    return parseDate(`${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`)
  const named = /\/((?:20|19)\d{2})\/([a-z]{3})\/(\d{1,2})(?:\/|$)/i.exec(path)
  if (named !== null) return parseDate(`${named[3]} ${named[2]} ${named[1]}`)
  const dayFirst =
    /[/_-](\d{1,2})-(\d{1,2})-((?:20|19)\d{2})(?:[/_.-]|$)/.exec(path) ??
    /[/_-]([0-2]\d|3[01])(0[1-9]|1[0-2])(20\d{2})(?:[/_.-]|$)/.exec(path)
  return dayFirst === null ? null : parseDate(`${dayFirst[1]}.${dayFirst[2]}.${dayFirst[3]}`)
}

/** How a text of an attribute becomes a day, and where one reads on. */
export interface DateSearch {
  root: TreeElement
  heading: TreeElement | undefined
  reader: DateReader
  day: (text: string | undefined) => Date | null
  isLeftOut: (element: TreeElement) => boolean
}
