import { blockNames } from './block-text.ts'
import { isElement } from './tree.ts'
import type { TreeElement, TreeNode } from './tree.ts'

/** As much of a line as tells whether a sentence goes on in a link. */
const longestBefore = 40
/** Characters that stand before a link where it is a word of a sentence rather than a button with its label. */
const fewestBefore = 12
const goingOn = /[\p{L},;]\s*$/u
const goneOn = /^\s*(?:[\p{Ll}\p{Lo},.;:!?)’”]|$)/u

/** The links that are words of a sentence, whatever their class says that they open. Found in one walk. */
export function linksInSentences(root: TreeElement): Set<TreeElement> {
  const found = new Set<TreeElement>()
  let line = ''
  /** Links that a sentence has led into, until it is seen how it goes on. */
  let begun: TreeElement[] = []
  const goOn = (text: string) => {
    if (goneOn.test(text)) for (const link of begun) found.add(link)
    begun = []
  }
  const endLine = () => {
    goOn('')
    line = ''
  }
  const walk = (node: TreeNode) => {
    if (!isElement(node)) {
      if (node.data.trim() !== '') goOn(node.data)
      line = (line + node.data).slice(-longestBefore)
      return
    }
    const isBreak = node.name === 'br' || blockNames.has(node.name)
    if (isBreak) endLine()
    const isLed = node.name === 'a' && line.trim().length >= fewestBefore && goingOn.test(line)
    for (const child of node.children) walk(child)
    if (isLed) begun.push(node)
    if (isBreak) endLine()
  }
  walk(root)
  return found
}
