import { isPlainObject } from '../../../base/json.ts'
import { squeeze } from '../../../base/text.ts'
import { descendants, rawText } from './tree.ts'
import type { TreeElement } from './tree.ts'

/** One object of schema.org data. */
export type Thing = Record<string, unknown>

const mostThings = 500
const mostDepth = 12
const mostLength = 500_000
const articleTypes =
  /(?:Article|BlogPosting|NewsItem|Report|Recipe|HowTo|LiveBlog|DiscussionForumPosting|QAPage|PodcastEpisode|PressRelease)/
/** What may be the page itself, or only a part of one. */
const partTypes = /(?:Review|Question|VideoObject)$/
const shortestHeadline = 8
const vocabulary = /^(?:schema:|https?:\/\/schema\.org\/)/

/**
 * All objects of the page's JSON-LD, the outer ones first, each level in document order. Of scripts that are no JSON only
 * days are read.
 */
export function structuredData(root: TreeElement): Thing[] {
  const things: Thing[] = []
  const scripts = [...descendants(root)].filter(
    ({ name, attribs }) => name === 'script' && /ld\+json/i.test(attribs.type ?? ''),
  )
  let level: unknown[] = scripts
    .flatMap((script) => parseLoosely(rawText(script)) ?? datesIn(rawText(script)))
    .flatMap((value) => graphOf(value) ?? value)
  for (let depth = 0; depth < mostDepth && level.length > 0; depth += 1)
    level = level.flatMap((value) => gather(value, things))
  return things
}

function graphOf(value: unknown): unknown {
  return isPlainObject(value) && value['@type'] === undefined ? value['@graph'] : undefined
}

/** Of data that are no JSON, by a quotation mark or a line end too many, the days. */
function datesIn(text: string): Thing {
  const value = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"]{4,40})"`).exec(text)?.[1]
  return { '@type': 'WebPage', datePublished: value('datePublished'), dateModified: value('dateModified') }
}

export function typesOf(thing: Thing): string[] {
  const type = thing['@type']
  return (Array.isArray(type) ? type : [type])
    .filter((name) => typeof name === 'string')
    .map((name) => name.replace(vocabulary, ''))
}

/**
 * The article (or posting, recipe, review…) that the page is, as its data describe it: the one whose headline stands in
 * the page's title, before others that it may list; of several, one that says when it was published.
 */
export function articleOf(things: readonly Thing[], title: string): Thing | undefined {
  const ofTypes = (types: RegExp) => things.filter((thing) => typesOf(thing).some((type) => types.test(type)))
  const articles = [...ofTypes(articleTypes), ...ofTypes(partTypes)]
  const named = articles.filter((thing) => isNamed(thing, title))
  const isDated = (thing: Thing) => textOf(thing.datePublished) !== ''
  return named.find(isDated) ?? articles.find(isDated) ?? articles[0]
}

function isNamed(thing: Thing, title: string): boolean {
  const headline = squeeze(textOf(thing.headline ?? thing.name)).toLowerCase()
  return headline.length >= shortestHeadline && title.toLowerCase().includes(headline)
}

/** A value of schema.org as text: itself, its name, or the first of a list. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map((item) => textOf(item)).find((text) => text !== '') ?? ''
  return isPlainObject(value) ? textOf(value.name ?? value['@value'] ?? value.url) : ''
}

/** Adds an object to the things where it is one, and returns what it holds. */
function gather(value: unknown, things: Thing[]): unknown[] {
  if (Array.isArray(value)) return value
  if (!isPlainObject(value) || things.length >= mostThings) return []
  const thing = withPlainNames(value)
  if (thing['@type'] !== undefined) things.push(thing)
  return Object.values(thing).filter((inner) => typeof inner === 'object')
}

/** `schema:headline` and `https://schema.org/headline` are `headline`. */
function withPlainNames(value: Thing): Thing {
  const names = Object.keys(value)
  if (!names.some((name) => vocabulary.test(name))) return value
  return Object.fromEntries(names.map((name) => [name.replace(vocabulary, ''), value[name]]))
}

function parseLoosely(text: string): unknown {
  if (text.length > mostLength) return null
  const clean = text
    .replace(/^\s*(?:\/\/)?\s*(?:<!\[CDATA\[|<!--)/, '')
    .replace(/(?:\/\/)?\s*(?:\]\]>|-->)\s*$/, '')
  const oneLine = clean.replace(/[\u0000-\u001f]+/g, ' ')
  for (const attempt of [clean, oneLine, oneLine.replace(/;\s*$/, '').replace(/,\s*(?=[}\]])/g, '')]) {
    try {
      return JSON.parse(attempt) as unknown
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  return null
}
