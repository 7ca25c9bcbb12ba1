import { isElement } from './tree.ts'
import type { TreeElement } from './tree.ts'

/** How much text an element holds, and how much of it is in links. Counted in characters that are not white space. */
export interface Measure {
  text: number
  linked: number
  links: number
}

export type Measures = Map<TreeElement, Measure>

/** Measures every element once. */
export function measureTree(root: TreeElement): Measures {
  const measures: Measures = new Map()
  measure(root, measures)
  return measures
}

/** The part of the text that is in links: 0 to 1. */
export function linkDensity({ text, linked }: Measure): number {
  return text === 0 ? 0 : linked / text
}

function measure(element: TreeElement, measures: Measures): Measure {
  const total: Measure = { text: 0, linked: 0, links: 0 }
  for (const child of element.children)
    if (isElement(child)) {
      const inner = measure(child, measures)
      total.text += inner.text
      total.linked += inner.linked
      total.links += inner.links
    } else total.text += child.data.replace(/\s+/g, '').length
  if (element.name === 'a') Object.assign(total, { linked: total.text, links: total.links + 1 })
  measures.set(element, total)
  return total
}
