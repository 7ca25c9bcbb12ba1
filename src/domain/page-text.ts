/** Characters from `start` to `end` of a page. */
interface Place {
  start: number
  end: number
}

/** Where a text stands in a page as words of its own, white space aside. */
export function placesOf(text: string, page: string): Place[] {
  const wanted = plain(text)
  if (wanted === '') return [{ start: 0, end: 0 }]
  const places: Place[] = []
  const pattern = new RegExp(wanted.split(' ').map(escapeRegExp).join(' ?'), 'gu')
  for (const { index, 0: found } of page.matchAll(pattern)) {
    const end = index + found.length
    if (isEdge(page, index) && isEdge(page, end)) places.push({ start: index, end })
  }
  return places
}

/** Whether no word goes on over a place. */
function isEdge(page: string, at: number): boolean {
  return !/[\p{L}\p{N}]/u.test(page[at - 1] ?? ' ') || !/[\p{L}\p{N}]/u.test(page[at] ?? ' ')
}

/** A text without the marks of Markdown. */
export function withoutMarks(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)\s]+\)/gu, '$1').replace(/(\*\*?|__?|`)(?=\S)(.+?)(?<=\S)\1/gu, '$2')
}

/** A text as it is compared: what a program does to case, spaces, quotes and dashes taken out. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ`´]/gu, "'")
    .replace(/[“”„«»]/gu, '"')
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/\u00ad/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
}

/** The words of a page without its tags, scripts and styles. */
export function htmlText(html: string): string {
  return html
    .replace(/<!--[^]*?-->/gu, ' ')
    .replace(/<(script|style|template|head)\b[^]*?<\/\1\s*>/giu, ' ')
    .replace(/<\/?(?:b|i|em|strong|code|wbr)\b[^>]*>/giu, '')
    .replace(/<[^>]*>/gu, ' ')
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return entities[name.toLowerCase()] ?? whole
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return code > 0x10ffff ? whole : String.fromCodePoint(code)
      },
    )
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '-',
  mdash: '-',
  middot: '·',
  hellip: '…',
  rsquo: "'",
  lsquo: "'",
}
