import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { blockText } from './block-text.ts'
import { findFirst, isElement, parseTree, toHtml } from './tree.ts'
import type { TreeElement, TreeNode } from './tree.ts'

/** The text that Mozilla's Readability takes for the article of a page; empty where it finds none. */
export function readabilityText(visible: TreeElement): string {
  const markup = toHtml(visible)
  const { document } = parseHTML(
    `<!doctype html>${isInBody(visible) ? markup : `<html><body>${markup}</body></html>`}`,
  )
  const content = new Readability(document).parse()?.content
  return content ? blockText(parseTree(content)) : ''
}

/** HTML may leave the tags of the body out, or text behind its end; Readability climbs from each text to a body, and fails. */
function isInBody(root: TreeElement): boolean {
  const html = findFirst(root, ({ name }) => name === 'html') ?? root
  const outside = [...root.children, ...html.children].filter((node) => !isFrame(node))
  return findFirst(html, ({ name }) => name === 'body') !== undefined && !outside.some(hasText)
}

function isFrame(node: TreeNode): boolean {
  return isElement(node) && /^(?:html|head|body|title|meta|link|style|script)$/.test(node.name)
}

function hasText(node: TreeNode): boolean {
  return isElement(node) ? node.children.some(hasText) : node.data.trim() !== ''
}
