import { Readability } from '@mozilla/readability'
import JSDOMParser from '@mozilla/readability/JSDOMParser.js'
import type { DomDocument, DomElement } from '@mozilla/readability/JSDOMParser.js'
import { blockText } from './block-text.ts'
import { isElement } from './tree.ts'
import type { TreeElement, TreeNode } from './tree.ts'

/** The text that Mozilla's Readability takes for the article of a page; empty where it finds none. */
export function readabilityText(visible: TreeElement): string {
  const document = toDocument(visible)
  const article = new Readability(document, { serializer: toTree }).parse()
  // Readability makes a function for each document that V8 counts as old from the start, and the document with it.
  document.body.innerHTML = ''
  return article?.content ? blockText(article.content) : ''
}

const mostAttributes = 200
/** What holds text whatever its class is called; `header-anchor` on a heading means that one can link to it. */
const ofText = /^(?:h[1-6]|p|blockquote|pre|font)$/
/** Readability leaves out every footer; one that is still here holds text. */
const names = new Map([
  ['font', 'span'],
  ['footer', 'div'],
])
const frame = '<html><body></body></html>'

/**
 * The tree as a document of the small DOM that Readability brings along. All of it stands in the body, whatever the page
 * has left out or put behind its end: Readability climbs from each text to a body, and fails without one. It takes line
 * breaks in front of a `font` away, but not in front of a `span`.
 */
function toDocument(root: TreeElement): DomDocument {
  const document = new JSDOMParser().parse(frame)
  copyChildren(root, document.body, document)
  return document
}

function copyChildren(from: TreeElement, to: DomElement, document: DomDocument): void {
  for (const child of from.children) {
    if (!isElement(child)) to.appendChild(document.createTextNode(child.data))
    else if (child.name === 'html' || child.name === 'body') {
      copyAttributes(child, document.body)
      copyChildren(child, to, document)
    } else {
      const element = document.createElement(names.get(child.name) ?? child.name)
      if (!ofText.test(child.name)) copyAttributes(child, element)
      copyChildren(child, element, document)
      to.appendChild(element)
    }
  }
}

/**
 * Readability writes the document out and parses it again where it begins anew: names that would end a tag are left out.
 * Each attribute is looked for among all before it.
 */
function copyAttributes({ attribs }: TreeElement, to: DomElement): void {
  for (const [name, value] of Object.entries(attribs).slice(0, mostAttributes))
    if (/^[^\s"'<>/=]+$/.test(name)) to.setAttribute(name, value)
}

function toTree(element: DomElement): TreeElement {
  return treeOf(element, null)
}

function treeOf({ localName, attributes, childNodes }: DomElement, parent: TreeElement | null): TreeElement {
  const attribs = Object.fromEntries(attributes.map(({ name, value }) => [name, value]))
  const tree: TreeElement = { type: 'tag', name: localName, attribs, children: [], parent }
  tree.children = childNodes.map((child): TreeNode =>
    child.nodeType === 3 ? { type: 'text', data: child.textContent, parent: tree } : treeOf(child, tree),
  )
  return tree
}
