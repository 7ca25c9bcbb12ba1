import { Parser } from 'htmlparser2'

/** A page as a tree of elements and texts. */
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

/** Parses a page. Comments and processing instructions are left out; scripts and styles are kept as elements. */
export function parseTree(html: string): TreeElement {
  const root: TreeElement = { type: 'root', name: '', attribs: {}, children: [], parent: null }
  let open = root
  /** What the next text goes on with. */
  let text: TreeText | undefined
  let isData = false
  const parser = new Parser({
    onopentag(name, attribs) {
      const element: TreeElement = { type: 'tag', name, attribs, children: [], parent: open }
      open.children.push(element)
      open = element
      text = undefined
    },
    onclosetag() {
      open = open.parent ?? root
      text = undefined
    },
    ontext(data) {
      if (isData) return
      if (text === undefined) open.children.push((text = { type: 'text', data, parent: open }))
      else text.data += data
    },
    oncomment() {
      text = undefined
    },
    onprocessinginstruction() {
      text = undefined
    },
    oncdatastart() {
      isData = true
    },
    oncdataend() {
      isData = false
      text = undefined
    },
  })
  parser.end(html)
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
