import { cleanText } from '../../../base/text.ts'
import { isElement } from './tree.ts'
import type { TreeElement, TreeNode } from './tree.ts'

export const blockNames = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol option p pre section summary table tbody tfoot thead tr ul ' +
    'caption legend optgroup search button'
  ).split(' '),
)

/** Zero-width characters, soft hyphens, tags, selectors of variants, bidirectional controls (Unicode: ignorable by default). */
const invisible = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu
/** Joiners belong to the spelling of some scripts, and hide nothing there. */
const strayJoiner =
  /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{M}])[\u200c\u200d]/gu

/**
 * The text of an element as it reads: blocks on lines of their own, cells apart, no invisible characters; without the
 * elements that are left out.
 */
export function blockText(
  element: TreeElement,
  isLeftOut: (element: TreeElement) => boolean = () => false,
): string {
  const out: string[] = []
  write(element, out, { preformatted: false, isLeftOut })
  return cleanCharacters(out.join(''))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Text without characters that are not seen. */
export function cleanCharacters(text: string): string {
  return cleanText(text).replace(invisible, '').replace(strayJoiner, '')
}

interface Writing {
  preformatted: boolean
  isLeftOut: (element: TreeElement) => boolean
}

function write(node: TreeNode, out: string[], writing: Writing): void {
  if (!isElement(node)) {
    out.push(writing.preformatted ? node.data : node.data.replace(/\s+/g, ' '))
    return
  }
  if (writing.isLeftOut(node)) return
  if (node.name === 'br') {
    out.push('\n')
    return
  }
  const block = blockNames.has(node.name)
  const gap = /^(?:p|h[1-6]|pre|blockquote|ul|ol|table|section|article|figure)$/.test(node.name)
    ? '\n\n'
    : '\n'
  if (block) out.push(gap)
  else if (node.name === 'time') out.push(' ')
  else if (node.name === 'td' || node.name === 'th') out.push(holdsLines(node) ? '\n' : ' ')
  const inner = node.name === 'pre' && !writing.preformatted ? { ...writing, preformatted: true } : writing
  for (const child of node.children) write(child, out, inner)
  if (block) out.push(gap)
  else if (node.name === 'time') out.push(' ')
}

/** A cell of a table that lays out a page rather than holding a value. */
function holdsLines(cell: TreeElement): boolean {
  return cell.children.some(
    (child) => isElement(child) && (child.name === 'br' || blockNames.has(child.name)),
  )
}
