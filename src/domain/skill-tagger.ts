import { spanChances } from './skill-tagger-chain.ts'
import type { TaggerWeights } from './skill-tagger-network.ts'
import { taggerFeatures } from './skill-tagger-features.ts'
import { taggerSentences } from './skill-tagger-words.ts'
import type { TaggerWord } from './skill-tagger-words.ts'

/** Words of a text that name a skill, `text.slice(start, end)`, and how likely they are exactly one. */
export interface TaggedSpan {
  start: number
  end: number
  surface: string
  chance: number
}

/** Finds what a posting asks to know; pure and deterministic. */
export type SkillTagger = (text: string) => TaggedSpan[]

/**
 * The bar over which taking a span raises F1: in theory half of the F1 that is expected (Lipton, Elkan and Narayanaswamy,
 * 2014); chosen by cross-validation.
 */
export const leastChance = 0.16
const longestSentence = 800

/** The tagger with its trained weights. A sentence that stands alone is judged without the features of a document. */
export function createSkillTagger(weights: TaggerWeights): SkillTagger {
  return (text) => {
    const sentences = taggerSentences(text).flatMap((words) => pieces(words))
    const plain = sentences.map((words) => words.map((word) => word.text))
    return sentences.flatMap((words, index) => {
      const context = sentences.length === 1 ? null : { sentences: plain, index }
      const features = taggerFeatures(plain[index] ?? [], context)
      const chances = spanChances(features, weights, (place) => words[place]?.joins ?? false)
      return chooseSpans(chances, words.length, leastChance).map(([from, to, chance]) => {
        const [start, end] = [words[from]?.start ?? 0, words[to - 1]?.end ?? 0]
        return { start, end, surface: text.slice(start, end), chance }
      })
    })
  }
}

/** Spans `[from, to)` of words, none over another, whose chances sum up highest when each costs `least`. */
export function chooseSpans(
  chances: readonly (readonly [number, number, number])[],
  length: number,
  least: number,
): (readonly [number, number, number])[] {
  const best = new Float64Array(length + 1)
  const taken: (readonly [number, number, number] | undefined)[] = []
  for (let end = 1; end <= length; end += 1) {
    best[end] = best[end - 1] ?? 0
    for (const span of chances) {
      const gain = (best[span[0]] ?? 0) + span[2] - least
      if (span[1] !== end || span[2] <= least || gain <= (best[end] ?? 0)) continue
      best[end] = gain
      taken[end] = span
    }
  }
  const chosen: (readonly [number, number, number])[] = []
  for (let end = length; end > 0;) {
    const span = taken[end]
    if (span !== undefined) chosen.unshift(span)
    end = span?.[0] ?? end - 1
  }
  return chosen
}

function pieces(words: readonly TaggerWord[]): TaggerWord[][] {
  const found: TaggerWord[][] = []
  for (let from = 0; from < words.length; from += longestSentence)
    found.push(words.slice(from, from + longestSentence))
  return found
}
