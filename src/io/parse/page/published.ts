import { parseDate } from '../date.ts'
import { blockText } from './block-text.ts'
import type { MetaValues } from './metadata.ts'
import { articleOf, textOf } from './structured.ts'
import type { Thing } from './structured.ts'
import { descendants, findFirst, isElement } from './tree.ts'
import type { TreeElement, TreeNode } from './tree.ts'
import { dateInText } from './written-date.ts'

/** Meta elements that give the day of publication, the surest first. */
const publishedNames =
  'article:published_time og:article:published_time article:published datepublished date.published publishdate publish_date publish-date published published_date pubdate publication_date publicationdate dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date parsely-pub-date sailthru.date article.published citation_publication_date citation_date originalpublicationdate date_published cxenseparse:recs:publishtime bt:pubdate rnews:datepublished og:published_time created date'.split(
    ' ',
  )
const publishedWords =
  /(?:^|[\s_-])(?:pub-?date|published|publish(?:ed)?-?(?:date|on|time)|post-?date|entry-?date|article-?date|date-?published|posted-?on|dateline|timestamp|date|byline|meta|time|posted|created)(?:$|[\s_-])/i
const modifiedWords = /modified|updated|edited/i

/**
 * The day on which a page was published, as the page itself shows it: by structured data, meta elements, time elements,
 * its address, and at last what is written near its top. Null where nothing says so. The time of day is kept where it
 * does not move the day.
 */
export function publishedDate(
  root: TreeElement,
  meta: MetaValues,
  things: readonly Thing[],
  url: string,
): Date | null {
  return (
    day(textOf(articleOf(things)?.datePublished)) ??
    firstDay(publishedNames.map((name) => meta.get(name))) ??
    markedDate(root) ??
    addressDate(url) ??
    timeElementDate(root) ??
    firstDay(
      things.map(
        (thing) => textOf(thing.datePublished) || textOf(thing.dateCreated) || textOf(thing.uploadDate),
      ),
    ) ??
    writtenDate(root)
  )
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

/** Microdata and the class names of the usual templates. */
function markedDate(root: TreeElement): Date | null {
  for (const { attribs } of descendants(root)) {
    if (!/\bdatePublished\b/i.test(attribs.itemprop ?? attribs.property ?? '')) continue
    const date = day(attribs.datetime ?? attribs.content)
    if (date !== null) return date
  }
  for (const element of descendants(root)) {
    const words = `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`
    if (
      !/publish|pub-?date|entry-?date|post-?date|posted-?on|dateline/i.test(words) ||
      modifiedWords.test(words)
    )
      continue
    const time = element.name === 'time' ? element : findFirst(element, ({ name }) => name === 'time')
    const text = spacedText(element)
    const date = day(time?.attribs.datetime) ?? (text.length < 120 ? dateInText(text) : null)
    if (date !== null) return date
  }
  return null
}

/** `/2026/11/20/`, `/2026-11-20-`. */
function addressDate(url: string): Date | null {
  const match = /[/-](20\d{2}|19\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)/.exec(
    URL.parse(url)?.pathname ?? '',
  )
  return match === null
    ? null
    : parseDate(`${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`)
}

/** The first time element after the headline, else the first of all, that is not said to be of a change. */
function timeElementDate(root: TreeElement): Date | null {
  const elements = [...descendants(root)]
  const headline = elements.findIndex(({ name }) => name === 'h1')
  return firstTime(elements.slice(headline + 1)) ?? firstTime(elements)
}

function firstTime(elements: readonly TreeElement[]): Date | null {
  for (const element of elements) {
    const { name, attribs, parent } = element
    const moment = attribs.datetime ?? attribs.ts ?? attribs['created-timestamp']
    if (name !== 'time' && moment === undefined) continue
    if (modifiedWords.test(`${attribs.class ?? ''} ${attribs.itemprop ?? ''} ${parent?.attribs.class ?? ''}`))
      continue
    const date = day(moment) ?? (name === 'time' ? dateInText(spacedText(element)) : null)
    if (date !== null) return date
  }
  return null
}

/** A date that stands alone on a short line or in an element named for it, the first one of the page. */
function writtenDate(root: TreeElement): Date | null {
  for (const element of descendants(root)) {
    const words = `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`
    if (!publishedWords.test(words) || modifiedWords.test(words)) continue
    const text = spacedText(element)
    const date = text.length < 150 ? dateInText(text) : null
    if (date !== null) return date
  }
  const lines = blockText(root)
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, 400)
  const short = lines.filter((line) => line.length < 80 && !/copyright|©|\(c\)/i.test(line))
  for (const line of short) {
    const date = dateInText(line)
    if (date !== null) return date
  }
  return null
}

/** The texts below an element with a space between any two, so that a date does not stick to what stands before it. */
function spacedText(node: TreeNode): string {
  if (!isElement(node)) return node.data
  return node.children
    .map((child) => spacedText(child))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}
