import { load } from 'cheerio/slim'

/** A page as a tree of elements and texts: what the parser behind cheerio makes, as much of it as is used here. */
export interface TreeText {
  type: 'text'
  data: string
  parent: TreeElement | null
}

export interface TreeElement {
  type: 'tag' | 'root'
  name: string
  attribs: Record<string, string>
  children: TreeNode[]
  parent: TreeElement | null
}

export type TreeNode = TreeElement | TreeText

interface RawNode {
  type: string
  name?: string
  data?: string
  attribs?: Record<string, string>
  children?: RawNode[]
}

/** Parses a page. Comments and processing instructions are left out; scripts and styles are kept as elements. */
export function parseTree(html: string): TreeElement {
  const root: TreeElement = { type: 'root', name: '', attribs: {}, children: [], parent: null }
  const raw = load(html).root().get(0) as unknown as RawNode
  for (const child of raw.children ?? []) adopt(root, child)
  return root
}

export function isElement(node: TreeNode): node is TreeElement {
  return node.type !== 'text'
}

/** All elements below, in document order. */
export function* descendants(parent: TreeElement): Generator<TreeElement> {
  for (const child of parent.children)
    if (isElement(child)) {
      yield child
      yield* descendants(child)
    }
}

/** The first element below that meets the condition. */
export function findFirst(
  parent: TreeElement,
  condition: (element: TreeElement) => boolean,
): TreeElement | undefined {
  for (const element of descendants(parent)) if (condition(element)) return element
  return undefined
}

/** Takes out every element below that meets the condition; what is in it goes with it. */
export function prune(parent: TreeElement, condition: (element: TreeElement) => boolean): void {
  parent.children = parent.children.filter((child) => !isElement(child) || !condition(child))
  for (const child of parent.children) if (isElement(child)) prune(child, condition)
}

/** All text below, as it stands. */
export function rawText(node: TreeNode): string {
  return isElement(node) ? node.children.map((child) => rawText(child)).join('') : node.data
}

/** A copy that can be changed without changing the original. */
export function copyTree(element: TreeElement, parent: TreeElement | null = null): TreeElement {
  const copy: TreeElement = { ...element, parent, children: [] }
  copy.children = element.children.map((child) =>
    isElement(child) ? copyTree(child, copy) : { ...child, parent: copy },
  )
  return copy
}

const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/** The tree as HTML again. */
export function toHtml(node: TreeNode): string {
  if (!isElement(node)) return escapeText(node.data)
  const inner = node.children.map((child) => toHtml(child)).join('')
  if (node.type === 'root') return inner
  const attributes = Object.entries(node.attribs)
    .map(([name, value]) => ` ${name}="${escapeText(value).replaceAll('"', '&quot;')}"`)
    .join('')
  return empty.has(node.name)
    ? `<${node.name}${attributes}>`
    : `<${node.name}${attributes}>${inner}</${node.name}>`
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function adopt(parent: TreeElement, raw: RawNode): void {
  if (raw.type === 'text') {
    parent.children.push({ type: 'text', data: raw.data ?? '', parent })
  } else if (raw.name !== undefined && raw.type !== 'directive' && raw.type !== 'cdata') {
    const element: TreeElement = {
      type: 'tag',
      name: raw.name.toLowerCase(),
      attribs: raw.attribs ?? {},
      children: [],
      parent,
    }
    parent.children.push(element)
    for (const child of raw.children ?? []) adopt(element, child)
  }
}
