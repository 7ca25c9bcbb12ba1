import type { TreeElement } from './tree.ts'

interface Selector {
  tag: string
  id: string
  classes: string[]
}

const mostSheetLength = 300_000
const mostRules = 2000

/** True for declarations that take an element out of sight: not displayed, transparent, without size, off the screen. */
export function hidesByStyle(declarations: string): boolean {
  if (declarations === '') return false
  const style = declarations.toLowerCase().replace(/\s+/g, '').replaceAll('!important', '')
  if (
    /(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:(?:0|0?\.0\d*)(?:;|$)|content-visibility:hidden)/.test(
      style,
    )
  )
    return true
  if (/(?:^|;)font-size:0(?:\.0\d*|\.[0-4]\d*px)?(?:px|em|rem|%|pt)?(?:;|$)/.test(style)) return true
  if (/(?:^|;)(?:color:transparent|-webkit-text-fill-color:transparent|transform:scale\(0)/.test(style))
    return true
  if (/(?:^|;)clip:rect\((?:0|1px)|(?:^|;)clip-path:(?:inset\((?:50|100)%|circle\(0)/.test(style)) return true
  return isOffScreen(style) || isWithoutSize(style) || isInvisibleInk(style)
}

/** The test for an element: does a simple rule of the style sheets (one selector without combinators) hide it? */
export function hiddenByStyles(sheets: readonly string[]): (element: TreeElement) => boolean {
  const hiding: Selector[] = []
  const showing: Selector[] = []
  for (const { selectors, declarations } of rulesOf(sheets)) {
    if (hidesByStyle(declarations) && !/animation|transition/i.test(declarations)) hiding.push(...selectors)
    else if (/display\s*:\s*(?!none)|visibility\s*:\s*visible|opacity\s*:\s*1/i.test(declarations))
      showing.push(...selectors)
  }
  if (hiding.length === 0) return () => false
  const [hides, shows] = [anyMatch(hiding), anyMatch(showing)]
  return (element) => hides(element) && !shows(element)
}

/** The test whether one of many selectors is met; only those are tried that name something of the element. */
function anyMatch(selectors: readonly Selector[]): (element: TreeElement) => boolean {
  const byName = new Map<string, Selector[]>()
  for (const selector of selectors) {
    const { tag, id, classes } = selector
    const name = classes[0] === undefined ? (id === '' ? tag : `#${id}`) : `.${classes[0]}`
    byName.set(name, [...(byName.get(name) ?? []), selector])
  }
  return (element) => {
    const { name, attribs } = element
    const named = [name, ...(attribs.id === undefined ? [] : [`#${attribs.id}`])]
    for (const one of attribs.class?.split(/\s+/) ?? []) named.push(`.${one}`)
    return named.some((one) => byName.get(one)?.some((selector) => matches(selector, element)) === true)
  }
}

function isOffScreen(style: string): boolean {
  if (/(?:^|;)text-indent:-\d{3,}/.test(style)) return true
  if (/(?:^|;)(?:margin-)?(?:left|top|right|bottom|margin):-\d{4,}/.test(style)) return true
  if (/(?:^|;)(?:transform:translate[xy]?|translate:?)\(?-\d{4,}/.test(style)) return true
  return (
    /(?:^|;)position:(?:absolute|fixed)/.test(style) && /(?:^|;)(?:left|top|right|bottom):-\d{3,}/.test(style)
  )
}

function isWithoutSize(style: string): boolean {
  const flat = /(?:^|;)(?:max-)?(?:width|height):[01](?:px|em|rem|%)?(?:;|$)/.test(style)
  return flat && /(?:^|;)overflow(?:-[xy])?:(?:hidden|clip)/.test(style)
}

/** Text in the colour of its own background. */
function isInvisibleInk(style: string): boolean {
  const ink = /(?:^|;)color:([^;]+)/.exec(style)?.[1]
  const paper = /(?:^|;)background(?:-color)?:([^;]+)/.exec(style)?.[1]
  return ink !== undefined && paper !== undefined && colour(ink) === colour(paper)
}

function colour(text: string): string {
  const names: Record<string, string> = {
    white: '#ffffff',
    black: '#000000',
    '#fff': '#ffffff',
    '#000': '#000000',
  }
  return names[text] ?? text
}

function* rulesOf(sheets: readonly string[]): Generator<{ selectors: Selector[]; declarations: string }> {
  let rules = 0
  for (const sheet of sheets) {
    const flat = sheet.slice(0, mostSheetLength).replace(/\/\*[\s\S]*?\*\//g, '')
    for (const [, prelude = '', declarations = ''] of topLevel(flat).matchAll(/([^{}]*)\{([^{}]*)\}/g)) {
      rules += 1
      if (rules > mostRules) return
      const selectors = prelude.split(',').map((text) => simpleSelector(text.trim()))
      yield { selectors: selectors.filter((selector) => selector !== undefined), declarations }
    }
  }
}

/** The sheet without its blocks of conditions (`@media`, `@supports`), which may not hold. */
function topLevel(sheet: string): string {
  let depth = 0
  let skipped = 0
  let out = ''
  for (const [piece] of sheet.matchAll(/[^{}]*[{}]?/g)) {
    if (piece.endsWith('{')) {
      depth += 1
      if (skipped === 0 && piece.includes('@')) skipped = depth
      if (skipped === 0) out += piece
    } else if (piece.endsWith('}')) {
      if (skipped === 0) out += piece
      else if (skipped === depth) skipped = 0
      depth = Math.max(0, depth - 1)
    }
  }
  return out
}

function simpleSelector(text: string): Selector | undefined {
  const match = /^([a-z][\w-]*)?((?:[.#][\w-]+)*)$/i.exec(text)
  if (match === null || text === '') return undefined
  const parts = match[2]?.match(/[.#][\w-]+/g) ?? []
  return {
    tag: (match[1] ?? '').toLowerCase(),
    id: parts.find((part) => part.startsWith('#'))?.slice(1) ?? '',
    classes: parts.filter((part) => part.startsWith('.')).map((part) => part.slice(1)),
  }
}

function matches({ tag, id, classes }: Selector, { name, attribs }: TreeElement): boolean {
  if (tag !== '' && tag !== name) return false
  if (id !== '' && attribs.id !== id) return false
  if (classes.length === 0) return tag !== '' || id !== ''
  const own = attribs.class?.split(/\s+/) ?? []
  return classes.every((name) => own.includes(name))
}
