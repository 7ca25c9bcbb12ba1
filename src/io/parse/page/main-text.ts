import { readabilityText } from './article.ts'
import { trimArticle } from './article-lines.ts'
import type { ArticleNames } from './article-lines.ts'
import { blockText } from './block-text.ts'
import { dropBoilerplate } from './boilerplate.ts'
import { threadText } from './forum.ts'
import { dropInterruptions } from './interruptions.ts'
import { measureTree } from './measure.ts'
import { lengthOf, proseLength } from './prose.ts'
import { copyTree, descendants, isElement } from './tree.ts'
import type { TreeElement } from './tree.ts'

const fewestProse = 500
const fewestShortProse = 150
const mostlyProse = 0.5
const mostElements = 15_000
const deepest = 120
const leastCovered = 0.85

/** What a page says about itself that helps to tell its text from the rest. */
export interface PageNames extends ArticleNames {
  isProduct: boolean
}

/**
 * The main text of a page whose invisible parts are gone: the posts of a thread; else what is left of its main part
 * without the frame; of an article that without what interrupts it, or what Readability finds in it, where that keeps
 * the prose and drops more of the rest.
 */
export function mainText(root: TreeElement, url: string, names: PageNames): string {
  const thread = threadText(root, url)
  if (thread !== undefined) return thread
  const framed = copyTree(root)
  dropBoilerplate(framed, names.isProduct)
  const main = articleOf(mainOf(framed))
  const all = blockText(main)
  const prose = proseLength(all)
  if (!isArticle(all, prose)) return all
  dropInterruptions(framed, prose > lengthOf(all) * mostlyProse)
  const own = blockText(main)
  const article = isForReadability(framed) ? readabilityText(framed) : ''
  return trimArticle(proseLength(article) > proseLength(own) * leastCovered ? article : own, names)
}

/** Prose, and enough of it; on a short page, little besides. */
function isArticle(text: string, prose: number): boolean {
  return prose > fewestProse || (prose > fewestShortProse && prose > lengthOf(text) * 0.6)
}

/** Readability reads the text of each element anew: a page that is deep or huge would hold it for minutes. */
function isForReadability(root: TreeElement): boolean {
  let left = mostElements
  const fits = (element: TreeElement, depth: number): boolean => {
    left -= 1
    if (left < 0 || depth > deepest) return false
    return element.children.every((child) => !isElement(child) || fits(child, depth + 1))
  }
  return fits(root, 0)
}

function mainOf(root: TreeElement): TreeElement {
  return largest(root, 0.4, ({ name, attribs }) => name === 'main' || attribs.role === 'main')
}

function articleOf(root: TreeElement): TreeElement {
  return largest(
    root,
    0.4,
    ({ name, attribs }) => name === 'article' || /articleBody/.test(attribs.itemprop ?? ''),
  )
}

/** The largest element that meets the condition, where it holds at least that share of the text; else the root. */
function largest(
  root: TreeElement,
  share: number,
  condition: (element: TreeElement) => boolean,
): TreeElement {
  const measures = measureTree(root)
  const sizeOf = (element: TreeElement) => measures.get(element)?.text ?? 0
  let best: TreeElement | undefined
  for (const element of descendants(root))
    if (condition(element) && sizeOf(element) > (best === undefined ? 0 : sizeOf(best))) best = element
  return best !== undefined && sizeOf(best) >= sizeOf(root) * share ? best : root
}
