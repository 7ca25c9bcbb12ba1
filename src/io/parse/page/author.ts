import { isPlainObject } from '../../../base/json.ts'
import { squeeze } from '../../../base/text.ts'
import { plainLine } from '../plain-text.ts'
import { blockText, cleanCharacters } from './block-text.ts'
import { isComment, isElsewhere, without } from './date-places.ts'
import type { MetaValues } from './metadata.ts'
import { textOf } from './structured.ts'
import type { Thing } from './structured.ts'
import { findFirst, isElement } from './tree.ts'
import type { TreeElement } from './tree.ts'

const metaNames =
  'author article:author parsely-author byl sailthru.author dc.creator dcterms.creator dc.author citation_author cxenseparse:author author-name authors'.split(
    ' ',
  )
/** What programs fill in where nobody is named. */
const nobody =
  /^(?:admin(?:istrator)?|root|user|author|authors|editor|editors|staff|guest|anonymous|unknown|webmaster|null|undefined|none|n\/a|default|wordpress|https?:.*|@.*|\S+@\S+)$/i
const sureClass =
  /(?:^|[\s_-])(?:by-?line|(?:post|article|entry|story|blog|news)?[-_]*author[-_]*(?:name|link)?|the-author|contributors?|writer|reporter|journalist)(?:[-_]+(?:name|link|info(?:rmation)?|details?|meta|text|names))*(?:$|\s)/i
const authorAddress =
  /\/(?:authors?|by|people|profiles?|staff|journalists?|contributors?|columnists?|autor(?:es|en)?|auteurs?)\/[^/?#]+\/?$/i
const prefix =
  /^(?:(?:(?:guide|story|article|review|text|words|post|report(?:ing)?|blog)?\s*(?:posted|written|published|authored|contributed|created)?\s*by|author|von|par|por|di|de|door|av|af|oleh|yazan|автор|текст|από|συντάκτης|autor(?:a|in)?|auteur|autore|redaktion|作者|文|記者|记者|撰文|كتب|بقلم|מאת)\s*[:：／/]?\s+|(?:作者|文|記者|记者|撰文)[:：／/]\s*)/iu
/** Where a name ends and something else begins: its trade, its place, a day. */
const behind = /\s*(?:[|•·–—]|\s-\s|\sfor\s|,\s+(?:updated|published|posted)|\s(?=\d)|\n)/iu
const written =
  /^(?:by|written by|reporting by|von|par|por|di|door|av|af|autor|author|oleh|yazan|автор|текст|作者|文|記者|记者|撰文|بقلم|מאת)(?:\s*[:：／/]\s*|\s+)(\S.{1,80})$/iu
const longestName = 80
const mostMarkup = 2000
const linesNear = 14

/** Who wrote a page, by its data and meta elements, else by what stands near the headline; names only. */
export function authorOf(
  root: TreeElement,
  meta: MetaValues,
  article: Thing | undefined,
  things: readonly Thing[],
): string | null {
  return (
    known(namesOf(article?.author ?? article?.creator, things)) ??
    known(metaNames.map((name) => known(meta.get(name))).find((name) => name !== null)) ??
    known(/^written by$/i.test(meta.get('twitter:label1') ?? '') ? meta.get('twitter:data1') : '') ??
    shownAuthor(root)
  )
}

/** All names, where several wrote it; an author may be a reference to another thing of the page. */
function namesOf(authors: unknown, things: readonly Thing[]): string {
  const names = (Array.isArray(authors) ? authors : [authors]).map((author) => {
    const named = textOf(author)
    if (!isPlainObject(author) || (named !== '' && !/^https?:/.test(named))) return named
    return textOf(things.find((thing) => thing['@id'] === author['@id'] && thing.name !== undefined))
  })
  return [...new Set(names.filter((name) => name !== '' && !nobody.test(name)))].join(', ')
}

function known(text: string | undefined): string | null {
  const line = plainLine(text, 300)
  const name =
    line === null
      ? ''
      : cleanCharacters(line)
          .replace(/^by\s+/i, '')
          .replace(/^"(.*)"$/, '$1')
  return name === '' || nobody.test(name) ? null : name
}

/** What templates mark as the author, the headline's first; else a line near the headline that begins with “By”. */
function shownAuthor(root: TreeElement): string | null {
  return (
    firstName(without(root, isElsewhere), isNamedAuthor) ??
    firstName(without(root, isElsewhere), isAuthorLink) ??
    writtenAuthor(root) ??
    firstName(without(root, isComment), isNamedAuthor)
  )
}

function firstName(
  elements: Iterable<TreeElement>,
  condition: (element: TreeElement) => boolean,
): string | null {
  for (const element of elements) {
    const name = condition(element) && isShort(element) ? nameIn(blockText(element)) : null
    if (name !== null) return name
  }
  return null
}

/** Whether an element holds no more than names and a word on them; looks at no more than that. */
function isShort(element: TreeElement): boolean {
  let left = mostMarkup
  const fits = (parent: TreeElement): boolean =>
    parent.children.every((child) => {
      left -= isElement(child) ? 10 : child.data.trim().length
      return left >= 0 && (!isElement(child) || fits(child))
    })
  return fits(element)
}

function isNamedAuthor({ attribs }: TreeElement): boolean {
  if (/\bauthor\b/.test(attribs.rel ?? '') || attribs.itemprop === 'author') return true
  return sureClass.test(attribs.class ?? '')
}

function isAuthorLink({ name, attribs }: TreeElement): boolean {
  return name === 'a' && authorAddress.test(URL.parse(attribs.href ?? '', 'http://localhost')?.pathname ?? '')
}

function writtenAuthor(root: TreeElement): string | null {
  const heading = findFirst(root, ({ name }) => name === 'h1')
  const title = heading === undefined ? '' : squeeze(blockText(heading))
  const lines = blockText(root, isElsewhere)
    .split('\n')
    .filter((line) => line !== '')
  const start = lines.indexOf(title)
  for (const line of lines.slice(start + 1, start + 1 + linesNear)) {
    const name = reporterIn(line) ?? written.exec(line)?.[1]
    if (name !== undefined) return nameIn(name)
  }
  return null
}

/** `記者陳大文／台北報導`, `김철수 기자`. */
function reporterIn(line: string): string | undefined {
  if (line.length > longestName) return undefined
  const match =
    /^(?:記者|记者)\s?(\p{Script=Han}{2,4})(?!\p{Script=Han})|^(\p{Script=Hangul}{2,4}) ?기자(?!\p{L}{3})/u.exec(
      line,
    )
  return match?.[1] ?? match?.[2]
}

/** The name in what is marked as an author's; null where that is no name. */
function nameIn(text: string): string | null {
  const lines = text
    .split('\n')
    .map((line) => squeeze(line))
    .filter((line) => line !== '')
  const first = lines.find((line) => !isLabel(line)) ?? ''
  const name = (reporterIn(first) ?? first.replace(prefix, '').split(behind)[0] ?? '').replace(
    /[,:;\s]+$/,
    '',
  )
  return isName(name) ? name : null
}

function isLabel(line: string): boolean {
  return prefix.test(`${line} `) && squeeze(`${line} `.replace(prefix, '')) === ''
}

/** One to a few words that begin as names do; a script without capitals has none to look at. */
function isName(text: string): boolean {
  if (text.length < 2 || text.length > longestName || nobody.test(text) || /[\d?!@#<>{}]/.test(text))
    return false
  const words = text
    .split(/[\s,&]+/u)
    .filter(
      (word) => !/^(?:and|und|et|y|e|en|och|og|de|van|von|der|la|le|al|bin|du|da|di|dos|del|и)$/u.test(word),
    )
  return (
    words.length <= 12 && words.length > 0 && words.every((word) => /^[("“]?[\p{Lu}\p{Lt}\p{Lo}]/u.test(word))
  )
}
