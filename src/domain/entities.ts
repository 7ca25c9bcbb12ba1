const most = 8
const longestText = 20_000
const name = /\p{Lu}[\p{L}\p{N}’'&-]*(?:\s(?:(?:de|van|der|&)\s)?\p{Lu}[\p{L}\p{N}’'&-]*){0,4}/gu
const neverAlone = new Set(
  `I The A An In On At It He She We They You This That These Those But And Or If When Where Why How What Who As By For
  From To Of Our My Your His Her Its Their There Here Not No Yes Monday Tuesday Wednesday Thursday Friday Saturday Sunday
  January February March April May June July August September October November December`.split(/\s+/u),
)

/**
 * Names of people, companies, places and products in a text, by their capital letters: those that stand inside a
 * sentence, the most frequent first, at most eight. Each stands in the text as it is returned.
 */
export function findEntities(text: string): string[] {
  const found = new Map<string, number>()
  const begins = new Map<string, number>()
  const within = text.slice(0, longestText)
  for (const { 0: run, index } of within.matchAll(name)) {
    const words = withoutLead(run)
    if (words.length < 3) continue
    const mayBegin = words === run && !words.includes(' ')
    const isStart = mayBegin && /(?:^|[.!?:“"‘(\n•-])\s*$/u.test(within.slice(Math.max(0, index - 4), index))
    const counts = isStart ? begins : found
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  // The first word of a sentence is a name where it is one elsewhere.
  for (const [words, times] of begins) if (found.has(words)) found.set(words, (found.get(words) ?? 0) + times)
  return leading([...found].sort((a, b) => b[1] - a[1]).map(([words]) => words))
}

/** The first eight that are no part of one before them. */
function leading(ranked: readonly string[]): string[] {
  let before = ''
  const kept: string[] = []
  for (const words of ranked) {
    if (kept.length === most) break
    if (!before.includes(` ${words} `)) kept.push(words)
    before += ` ${words} \n`
  }
  return kept
}

/** `On Vilakazi Street` is Vilakazi Street; nothing stays of `The`. */
function withoutLead(run: string): string {
  const words = run.split(/\s/u)
  const first = words.findIndex((word) => !neverAlone.has(word))
  return first === -1 ? '' : run.slice(words.slice(0, first).join(' ').length).trim()
}
