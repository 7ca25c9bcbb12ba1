import { blockText } from './block-text.ts'
import { proseLength } from './prose.ts'
import { hiddenByStyles, hidesByStyle } from './styles.ts'
import { descendants, isElement, prune, rawText } from './tree.ts'
import type { TreeElement } from './tree.ts'

const never = new Set(
  'script style template iframe object embed svg canvas audio video map datalist head link meta title select'.split(
    ' ',
  ),
)
const hidingClasses = new Set(
  (
    'blind sr-only visually-hidden visuallyhidden visually-hide ' +
    'screen-reader-text screenreader-only screen-reader-only adahidden ada-hidden offscreen off-screen element-invisible element-hidden ' +
    'w-form-done w-form-fail w-dyn-empty'
  ).split(' '),
)
const bulkLength = 2000
/** Less prose than this is no text of a page, but a line of a banner or a notice that scripts are wanted. */
const leastSeen = 300

/**
 * Takes out everything that a reader of the page does not see. Only where nothing like a text is seen, a hidden element
 * that holds most of the page is kept: some pages show themselves by a script. Changes the tree.
 */
export function keepVisible(root: TreeElement): void {
  revealStreamed(root)
  const hiddenBySheet = hiddenByStyles(styleSheets(root))
  const isHidden = (element: TreeElement) =>
    !isFrame(element) &&
    (hidesByAttribute(element) || hidesByStyle(element.attribs.style ?? '') || hiddenBySheet(element))
  const opened = openedIds(root, isHidden)
  const isPage = pageTest(root, isHidden)
  prune(root, (element) => {
    if (isFrame(element)) return false
    if (never.has(element.name)) return !isShadowRoot(element)
    if (element.name === 'noscript') return !isPage(element)
    if (!isHidden(element)) return false
    if (!opened.has(element.attribs.id ?? '') && !isPage(element)) return true
    delete element.attribs.hidden
    delete element.attribs.style
    return false
  })
}

function isFrame({ name }: TreeElement): boolean {
  return name === 'html' || name === 'body'
}

/** The test whether a hidden element is the page itself: long, more than half of all, and nothing beside it is prose. */
function pageTest(
  root: TreeElement,
  isHidden: (element: TreeElement) => boolean,
): (element: TreeElement) => boolean {
  const isUnseen = (element: TreeElement) =>
    (never.has(element.name) && !isShadowRoot(element)) || element.name === 'noscript' || isHidden(element)
  let seen: number | undefined
  let total: number | undefined
  return (element) => {
    const length = textLength(element)
    if (length < bulkLength) return false
    total ??= textLength(root)
    if (length <= total / 2) return false
    seen ??= proseLength(blockText(root, isUnseen))
    return seen < leastSeen
  }
}

/** Characters of text below that are not white space; scripts and styles do not count. */
function textLength(element: TreeElement): number {
  let length = 0
  for (const child of element.children) {
    if (!isElement(child)) length += child.data.replace(/\s+/g, '').length
    else if (!never.has(child.name)) length += textLength(child)
  }
  return length
}

/** What a visible control opens, such as the panels of an accordion: a reader gets to see it. */
function openedIds(root: TreeElement, isHidden: (element: TreeElement) => boolean): Set<string> {
  const ids = new Set<string>()
  const collect = (parent: TreeElement) => {
    for (const child of parent.children) {
      if (!isElement(child) || never.has(child.name) || isHidden(child)) continue
      if (isControl(child) && child.attribs['aria-controls']) ids.add(child.attribs['aria-controls'])
      collect(child)
    }
  }
  collect(root)
  return ids
}

function isControl({ name, attribs }: TreeElement): boolean {
  return /^(?:button|a|summary)$/.test(name) || attribs.role === 'tab' || attribs.role === 'button'
}

/** React sends late parts of a page as `<div hidden id="S:1">` and a script that moves them into their place. */
function revealStreamed(root: TreeElement): void {
  const scripts = [...descendants(root)]
    .filter(({ name }) => name === 'script')
    .map((script) => rawText(script))
  for (const element of descendants(root)) {
    const id = element.attribs.id ?? ''
    if (element.attribs.hidden === undefined || !/^S:[\da-f]+$/i.test(id)) continue
    if (scripts.some((script) => script.includes(`"${id}"`))) delete element.attribs.hidden
  }
}

function hidesByAttribute({ name, attribs }: TreeElement): boolean {
  if (attribs.hidden !== undefined) return true
  if (name === 'input' || name === 'textarea') return true
  if (name === 'dialog') return attribs.open === undefined
  return hidesByClass(attribs.class ?? '')
}

/** The class names by which the usual style sheets hide an element, unless another one shows it on wider screens. */
function hidesByClass(classes: string): boolean {
  if (!/hid|blind|sr-only|w-|off-?screen|screen-?reader|invisible/i.test(classes)) return false
  const names = classes.toLowerCase().split(/\s+/)
  if (
    names.some((name) =>
      /^[\w-]+:(?:!?block|!?flex|!?inline|!?grid|!?table|!?contents)|^d-\w+-(?:block|flex|inline|grid|table)/.test(
        name,
      ),
    )
  )
    return false
  return names.some((name) => hidingClasses.has(name))
}

/** Declarative shadow roots are shown in the place of their host's content. */
function isShadowRoot({ name, attribs }: TreeElement): boolean {
  return name === 'template' && attribs.shadowrootmode !== undefined
}

function styleSheets(root: TreeElement): string[] {
  const sheets: string[] = []
  prune(root, (element) => {
    if (element.name !== 'style') return false
    if (/^(?:|all|screen)$/i.test(element.attribs.media ?? '')) sheets.push(rawText(element))
    return true
  })
  return sheets
}
