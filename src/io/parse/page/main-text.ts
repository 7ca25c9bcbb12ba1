import { readabilityText } from './article.ts'
import { blockText } from './block-text.ts'
import { dropBoilerplate } from './boilerplate.ts'
import { threadText } from './forum.ts'
import { measureTree } from './measure.ts'
import { copyTree, descendants } from './tree.ts'
import type { TreeElement } from './tree.ts'

const sentenceLength = 120
const fewestProse = 500
const leastCovered = 0.85

/**
 * The main text of a page whose invisible parts are gone: the posts of a thread; else what is left of its main part
 * without the frame; else, where Readability keeps the prose and drops more of the rest, what that keeps.
 */
export function mainText(root: TreeElement, url: string): string {
  const thread = threadText(root, url)
  if (thread !== undefined) return thread
  const framed = copyTree(root)
  dropBoilerplate(framed, false)
  const own = blockText(articleOf(mainOf(framed)))
  const prose = proseLength(own)
  if (prose <= fewestProse) return own
  const article = readabilityText(root)
  return proseLength(article) > prose * leastCovered ? article : own
}

/** Characters in lines that are long enough to be sentences. */
function proseLength(text: string): number {
  return text
    .split('\n')
    .filter((line) => line.length > sentenceLength)
    .reduce((sum, line) => sum + line.length, 0)
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
