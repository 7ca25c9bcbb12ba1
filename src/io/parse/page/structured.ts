import { isPlainObject } from '../../../base/json.ts'
import { descendants, rawText } from './tree.ts'
import type { TreeElement } from './tree.ts'

/** One object of schema.org data. */
export type Thing = Record<string, unknown>

const mostThings = 500
const mostLength = 500_000
const articleTypes =
  /(?:Article|BlogPosting|NewsItem|Report|Review|Recipe|HowTo|LiveBlog|DiscussionForumPosting|QAPage|Question|PodcastEpisode|VideoObject|PressRelease)/

/** All objects of the page's JSON-LD, inner ones included, in document order. Of scripts that are no JSON only days are read. */
export function structuredData(root: TreeElement): Thing[] {
  const things: Thing[] = []
  for (const element of descendants(root))
    if (element.name === 'script' && /ld\+json/i.test(element.attribs.type ?? ''))
      gather(parseLoosely(rawText(element)) ?? datesIn(rawText(element)), things, 0)
  return things
}

/** Of data that are no JSON, by a quotation mark or a line end too many, the days. */
function datesIn(text: string): Thing {
  const value = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"]{4,40})"`).exec(text)?.[1]
  return { '@type': 'WebPage', datePublished: value('datePublished'), dateModified: value('dateModified') }
}

export function typesOf(thing: Thing): string[] {
  const type = thing['@type']
  return (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string')
}

/** The article (or posting, recipe, review…) that the page is, as its data describe it. */
export function articleOf(things: readonly Thing[]): Thing | undefined {
  const articles = things.filter((thing) => typesOf(thing).some((type) => articleTypes.test(type)))
  return articles.find((thing) => textOf(thing.datePublished) !== '') ?? articles[0]
}

/** A value of schema.org as text: itself, its name, or the first of a list. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return value.map((item) => textOf(item)).find((text) => text !== '') ?? ''
  return isPlainObject(value) ? textOf(value.name ?? value['@value'] ?? value.url) : ''
}

function gather(value: unknown, things: Thing[], depth: number): void {
  if (things.length >= mostThings || depth > 12) return
  if (Array.isArray(value)) for (const item of value) gather(item, things, depth + 1)
  if (!isPlainObject(value)) return
  if (value['@type'] !== undefined) things.push(value)
  for (const inner of Object.values(value)) if (typeof inner === 'object') gather(inner, things, depth + 1)
}

function parseLoosely(text: string): unknown {
  if (text.length > mostLength) return null
  const clean = text
    .replace(/^\s*(?:\/\/)?\s*(?:<!\[CDATA\[|<!--)/, '')
    .replace(/(?:\/\/)?\s*(?:\]\]>|-->)\s*$/, '')
  for (const attempt of [clean, clean.replace(/[\u0000-\u001f]+/g, ' '), clean.replace(/;\s*$/, '')]) {
    try {
      return JSON.parse(attempt) as unknown
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  return null
}
