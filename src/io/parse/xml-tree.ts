import { load } from 'cheerio/slim'
import { WrongKind } from './wrong-kind.ts'

/** One element of an XML document, with names made canonical: `dc:title` whatever prefix the document chose. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: (XmlElement | string)[]
  /** The base that relative addresses below it are resolved against (XML Base). */
  base: string
}

/** What the parser behind cheerio gives, as much of it as is read here. */
interface RawNode {
  type: string
  name?: string
  data?: string
  attribs?: Record<string, string>
  children?: RawNode[]
}

/** Namespaces whose elements go without a prefix, and the customary prefixes of the others. */
const prefixes: [RegExp, string][] = [
  [
    /purl\.org\/rss\/1\.0\/?$|my\.netscape\.com\/|channel\.netscape\.com\/|backend\.userland\.com|blogs\.law\.harvard\.edu\/tech\/rss|cyber\.harvard\.edu\/rss|purl\.org\/net\/rss1\.1/i,
    '',
  ],
  [/purl\.org\/atom\/ns|www\.w3\.org\/2005\/atom|purl\.org\/atom\/app|xmlns\.com\/atom/i, 'atom'],
  [/purl\.org\/dc\/(?:elements|terms)/i, 'dc'],
  [/purl\.org\/rss\/1\.0\/modules\/content/i, 'content'],
  [/search\.yahoo\.com\/mrss/i, 'media'],
  [/www\.w3\.org\/1999\/xhtml/i, 'xhtml'],
  [/22-rdf-syntax-ns/i, 'rdf'],
  [/sitemap-news|google\.com\/schemas\/sitemap-news/i, 'news'],
]

/** Parses XML as it comes, well-formed or not. Throws a WrongKind where there is no element at all. */
export function parseXml(text: string, url: string): XmlElement {
  const $ = load(text, { xml: { xmlMode: true, decodeEntities: true } })
  const root: XmlElement = { name: '', attributes: {}, children: [], base: url }
  const raw = $.root().get(0) as unknown as RawNode
  for (const child of raw.children ?? []) addNode(root, child, new Map())
  if (elements(root).length === 0) throw new WrongKind('There is no element in it.')
  return root
}

export function elements(parent: XmlElement): XmlElement[] {
  return parent.children.filter((child) => typeof child !== 'string')
}

/** The first element below `parent`, at any depth, that has one of the names. */
export function findElement(parent: XmlElement, names: readonly string[]): XmlElement | undefined {
  for (const child of elements(parent)) {
    if (names.includes(child.name)) return child
    const found = findElement(child, names)
    if (found !== undefined) return found
  }
  return undefined
}

/** All text below an element, tags left out. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

function addNode(parent: XmlElement, node: RawNode, names: ReadonlyMap<string, string>): void {
  if (node.type === 'text') parent.children.push(node.data ?? '')
  else if (node.type === 'cdata') for (const child of node.children ?? []) addNode(parent, child, names)
  else if (node.name !== undefined && node.type !== 'directive') {
    const attributes = node.attribs ?? {}
    const inScope = declare(attributes, names)
    const element: XmlElement = {
      name: canonicalName(node.name, inScope),
      attributes,
      children: [],
      base: resolveBase(attributes['xml:base'], parent.base),
    }
    parent.children.push(element)
    for (const child of node.children ?? []) addNode(element, child, inScope)
  }
}

function declare(
  attributes: Record<string, string>,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const declared = Object.entries(attributes).filter(
    ([name]) => name === 'xmlns' || name.startsWith('xmlns:'),
  )
  if (declared.length === 0) return names
  return new Map([...names, ...declared.map(([name, uri]): [string, string] => [name.slice(6), uri])])
}

function canonicalName(qualified: string, names: ReadonlyMap<string, string>): string {
  const colon = qualified.indexOf(':')
  const local = qualified.slice(colon + 1).toLowerCase()
  const prefix = colon === -1 ? '' : qualified.slice(0, colon).toLowerCase()
  const uri = names.get(colon === -1 ? '' : qualified.slice(0, colon))
  const known = uri === undefined ? undefined : prefixes.find(([pattern]) => pattern.test(uri))?.[1]
  const canonical = known ?? (/^(?:rss|rss1|rss10)$/.test(prefix) ? '' : prefix)
  return canonical === '' ? local : `${canonical}:${local}`
}

function resolveBase(base: string | undefined, outer: string): string {
  if (base === undefined) return outer
  return URL.parse(base.trim(), outer)?.href ?? outer
}
