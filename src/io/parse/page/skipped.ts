import { measureTree } from './measure.ts'
import { descendants } from './tree.ts'
import type { TreeElement } from './tree.ts'

const endId = /(?:^|[-_])(?:end|skip|after)(?:$|[-_])/i
/** What one may skip is a box in the text, not the text. */
const largestSkipped = 0.2
const mostBoxes = 50

/** Takes out what a page itself offers to skip: from a link to the end of a box to that end. Changes the tree. */
export function dropSkipped(root: TreeElement): void {
  const ends = new Map<string, TreeElement>()
  const links: TreeElement[] = []
  for (const element of descendants(root)) {
    const { id = '', href = '' } = element.attribs
    if (endId.test(id)) ends.set(`#${id}`, element)
    if (element.name === 'a' && href.startsWith('#') && endId.test(href.slice(1))) links.push(element)
  }
  if (ends.size === 0 || links.length === 0) return
  const measures = measureTree(root)
  const textOf = (element: TreeElement) => measures.get(element)?.text ?? 0
  for (const link of links.slice(0, mostBoxes)) {
    const end = ends.get(link.attribs.href ?? '')
    if (end === undefined) continue
    const [first, last] = branchesOf(link, end)
    const siblings = first?.parent?.children
    if (first === undefined || last === undefined || siblings === undefined) continue
    const from = siblings.indexOf(first)
    const skipped = siblings.slice(from, siblings.indexOf(last) + 1).filter((node) => node.type !== 'text')
    const length = skipped.reduce((sum, element) => sum + textOf(element), 0)
    if (from < 0 || skipped.length === 0 || length > textOf(root) * largestSkipped) continue
    siblings.splice(from, siblings.indexOf(last) - from + 1)
  }
}

/** The children of the element that holds both, in which the two stand. */
function branchesOf(link: TreeElement, end: TreeElement): TreeElement[] {
  const path: TreeElement[] = []
  for (let up: TreeElement | null = link; up !== null; up = up.parent) path.push(up)
  for (let last = end; last.parent !== null; last = last.parent) {
    const place = path.indexOf(last.parent)
    const first = path[place - 1]
    if (place > 0 && first !== undefined) return [first, last]
  }
  return []
}
