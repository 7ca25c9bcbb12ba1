import { load } from 'cheerio/slim'
import { mendXml } from './xml-mend.ts'
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
  [/itunes\.com\/dtds\/podcast/i, 'itunes'],
  [/search\.yahoo\.com\/mrss/i, 'media'],
  [/www\.w3\.org\/1999\/xhtml/i, 'xhtml'],
  [/22-rdf-syntax-ns/i, 'rdf'],
  [/sitemap-news|google\.com\/schemas\/sitemap-news/i, 'news'],
]

type Names = ReadonlyMap<string, string>

const rssNamespace = 'http://purl.org/rss/1.0/'
const blocks = /^(?:xhtml:)?(?:p|div|br|li|ul|ol|h\d|td|tr|table|blockquote|pre|hr|dd|dt)$/

/** Parses XML as it comes, well-formed or not. Throws a WrongKind where there is no element at all. */
export function parseXml(text: string, url: string): XmlElement {
  const $ = load(mendXml(text), {
    xml: { xmlMode: true, decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  })
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

/** The same with a space where a block of inline markup begins or ends, so that its words stay apart. */
export function blockyText(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child
      return blocks.test(child.name) ? ` ${blockyText(child)} ` : blockyText(child)
    })
    .join('')
}

function addNode(parent: XmlElement, node: RawNode, names: Names): void {
  if (node.type === 'text') parent.children.push(node.data ?? '')
  else if (node.type === 'cdata') for (const child of node.children ?? []) addNode(parent, child, names)
  else if (node.name !== undefined && node.type !== 'directive') {
    const declared = declare(node.attribs ?? {}, names)
    const inScope = parent.name === '' ? withHome(node.name, declared) : declared
    const attributes = canonicalAttributes(node.attribs ?? {}, inScope)
    const element: XmlElement = {
      name: canonicalName(node.name, inScope),
      attributes,
      children: [],
      base: parent.base,
    }
    const cdf = element.name === 'channel' || element.name === 'item' ? attributes.base : undefined
    element.base = resolveBase(attributes['xml:base'] ?? cdf, parent.base)
    parent.children.push(element)
    for (const child of node.children ?? []) addNode(element, child, inScope)
  }
}

function declare(attributes: Record<string, string>, names: Names): Names {
  const declared = Object.entries(attributes).filter(
    ([name]) => name === 'xmlns' || name.startsWith('xmlns:'),
  )
  if (declared.length === 0) return names
  return new Map([...names, ...declared.map(([name, uri]): [string, string] => [name.slice(6), uri])])
}

/** The first element's own namespace is that of the feed, even where it is a strange one, or Atom's on an `<rss>`. */
function withHome(qualified: string, names: Names): Names {
  const [prefix, local] = split(qualified)
  const known = canonicalPrefix(names.get(prefix))
  const astray = known === 'atom' || known === 'xhtml' ? /^(?:rss|channel)$/i : /^(?:rss|channel|feed)$/i
  if (!astray.test(local) || (known !== undefined && known !== 'atom' && known !== 'xhtml')) return names
  return new Map([...names, [prefix, rssNamespace]])
}

function canonicalAttributes(attributes: Record<string, string>, names: Names): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name.includes(':') ? canonicalName(name, names) : name.toLowerCase(),
      value,
    ]),
  )
}

function canonicalName(qualified: string, names: Names): string {
  const [prefix, local] = split(qualified)
  const plain = prefix.toLowerCase()
  const canonical = canonicalPrefix(names.get(prefix)) ?? (/^(?:rss|rss1|rss10)$/.test(plain) ? '' : plain)
  return canonical === '' ? local.toLowerCase() : `${canonical}:${local.toLowerCase()}`
}

function canonicalPrefix(uri: string | undefined): string | undefined {
  return uri === undefined ? undefined : prefixes.find(([pattern]) => pattern.test(uri))?.[1]
}

function split(qualified: string): [prefix: string, local: string] {
  const colon = qualified.indexOf(':')
  return [colon === -1 ? '' : qualified.slice(0, colon), qualified.slice(colon + 1)]
}

function resolveBase(base: string | undefined, outer: string): string {
  if (base === undefined) return outer
  return URL.parse(base.trim(), outer)?.href ?? outer
}
