import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { blockText } from './block-text.ts'
import { parseTree, toHtml } from './tree.ts'
import type { TreeElement } from './tree.ts'

/** The text that Mozilla's Readability takes for the article of a page; empty where it finds none. */
export function readabilityText(visible: TreeElement): string {
  const { document } = parseHTML(`<!doctype html>${toHtml(visible)}`)
  const content = new Readability(document).parse()?.content
  return content ? blockText(parseTree(content)) : ''
}
