import { wordsOf } from './word-index.ts'

/** How often each term stands in a text, a word in the title as often as three in the text. */
export type TermCounts = ReadonlyMap<string, number>

/** How strongly each term stands for a text; the squares sum to 1. */
export type TermVector = ReadonlyMap<string, number>

/** How rare a term is among some texts: near 0 for one that stands in all of them. */
export type Rarity = (term: string) => number

const titleWeight = 3
const longestText = 4000
const mostTerms = 120

const stopWords = new Set(
  wordsOf(
    `a about after again all also am an and any are as at be because been before being between both but by can could
    did do does doing done down during each even every few first for from further get got had has have having he her
    here hers him his how i if in into is it its itself just last later less like made make many may me might more most
    much must my new no nor not now of off on once one only or other our ours out over own per said same say she should
    since so some still such than that the their theirs them then there these they this those three through to too two
    under until up upon us use used using very via was way we well were what when where whether which while who whom
    whose why will with within without would year years yes yet you your yours`,
  ),
)
/** Writing without spaces between words. */
const unspaced =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]{3}/u

/** The terms of a text that say something, as `wordsOf` writes them: no stop words, no lone letters. */
export function termsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => {
    if (unspaced.test(word)) return pairsOf(word)
    return word.length < 2 || stopWords.has(word) ? [] : [word]
  })
}

export function countTerms({ title, text }: { title: string; text: string }): TermCounts {
  const counts = new Map<string, number>()
  const add = (source: string, weight: number) => {
    for (const term of termsOf(source)) counts.set(term, (counts.get(term) ?? 0) + weight)
  }
  add(title, titleWeight)
  add(text.slice(0, longestText), 1)
  return counts
}

/** Counts in how many of the texts a term stands (the idf of Robertson and Spärck Jones, kept above 0). */
export function rarityAmong(texts: readonly TermCounts[]): Rarity {
  const frequency = new Map<string, number>()
  for (const counts of texts)
    for (const term of counts.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1)
  return (term) => {
    const known = frequency.get(term) ?? 0
    return Math.log(1 + (texts.length - known + 0.5) / (known + 0.5))
  }
}

/** tf-idf with the counts dampened; the strongest 120 terms, scaled to length 1. */
export function termVector(counts: TermCounts, rarity: Rarity): TermVector {
  const weighted = [...counts].map(([term, times]) => [term, (1 + Math.log(times)) * rarity(term)] as const)
  const strongest =
    weighted.length <= mostTerms ? weighted : weighted.sort((a, b) => b[1] - a[1]).slice(0, mostTerms)
  const length = Math.hypot(...strongest.map(([, weight]) => weight))
  return new Map(strongest.map(([term, weight]) => [term, length === 0 ? 0 : weight / length]))
}

function pairsOf(word: string): string[] {
  const characters = Array.from(word)
  return characters.slice(0, -1).map((character, index) => character + (characters[index + 1] ?? ''))
}
