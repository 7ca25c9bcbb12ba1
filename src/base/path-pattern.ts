/**
 * The part of an address that rules are matched against: path and query as they are written there, the escapes in
 * capitals. Nothing is encoded here (RFC 9309, section 2.2.2): addresses that were asked for are encoded already.
 */
export function pathOf(address: string): string {
  const [whole = ''] = address.split('#', 1)
  const rest = whole.replace(/^\/\//, '').replace(/^[^/?;]*:\/\//, '')
  const start = rest.search(/[/?;]/)
  if (start === -1) return '/'
  const path = rest.slice(start)
  return capitalEscapes(path.startsWith('/') ? path : `/${path}`)
}

/** A pattern of paths, as robots.txt and brand files have them: percent-encoded where it is not ASCII, so that equal octets compare equal. */
export function encodePattern(text: string): string {
  return capitalEscapes(text.replace(/[^\u0000-\u007f]+/gu, (run) => encodeURIComponent(run.toWellFormed())))
}

/**
 * Whether a path begins as a pattern says: `*` is any run of characters, `$` at its end the end of the path. Each part
 * between two stars is taken at its first place, so that time grows with the lengths of both and not with their product.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$')
  const parts = (anchored ? pattern.slice(0, -1) : pattern).split('*')
  const first = parts[0] ?? ''
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = parts.length - 1
  for (const [index, part] of parts.entries()) {
    if (index === 0) continue
    if (anchored && index === last) return path.endsWith(part) && path.length - part.length >= at
    const found = placeOf(part, path, at)
    if (found === -1) return false
    at = found + part.length
  }
  return !anchored || at === path.length
}

/** Up to this length the engine's own search is quick enough; its worst case is the product of both lengths. */
const shortPart = 16

function placeOf(part: string, path: string, from: number): number {
  return part.length <= shortPart ? path.indexOf(part, from) : placeOfLong(part, path, from)
}

/** Knuth, Morris and Pratt (1977): no character of the path is looked at twice. */
function placeOfLong(part: string, path: string, from: number): number {
  const borders = bordersOf(part)
  let matched = 0
  for (let index = from; index < path.length; index += 1) {
    while (matched > 0 && part[matched] !== path[index]) matched = borders[matched - 1] ?? 0
    if (part[matched] === path[index]) matched += 1
    if (matched === part.length) return index - matched + 1
  }
  return -1
}

/** For each prefix of a text, the length of its longest proper prefix that is its suffix too. */
function bordersOf(text: string): number[] {
  const borders = [0]
  for (let index = 1; index < text.length; index += 1) {
    let length = borders[index - 1] ?? 0
    while (length > 0 && text[length] !== text[index]) length = borders[length - 1] ?? 0
    borders.push(text[length] === text[index] ? length + 1 : 0)
  }
  return borders
}

function capitalEscapes(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase())
}
