import { readFileSync } from 'node:fs'
import { first, inner, last, only } from '../../src/domain/skill-tagger-chain.ts'
import { taggerFeatures } from '../../src/domain/skill-tagger-features.ts'

/** `tags`: a label for each word, as the chain numbers them. */
export interface Sentence {
  words: string[]
  tags: Uint8Array
  source: string
}
export type Posting = Sentence[]

/** Each word's features as places in `hashes`. */
export interface Example {
  features: readonly Int32Array[]
  tags: Uint8Array
}

/** What is learned from. The commonest features come first; the first `common` were seen often. */
export interface TrainingSet {
  examples: readonly Example[]
  hashes: readonly number[]
  common: number
}

const [leastSeen, oftenSeen] = [2, 40]

/** The postings of a file of SkillSpan: one JSON document a line, {"idx","tokens","tags_knowledge","source"}. */
export function readPostings(file: string): Posting[] {
  const postings = new Map<string, Posting>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const { idx, tokens, tags_knowledge: tags, source } = JSON.parse(line)
    const key = `${source} ${idx}`
    const posting = postings.get(key) ?? []
    postings.set(key, posting)
    posting.push({ words: tokens, tags: encode(tags), source })
  }
  return [...postings.values()]
}

/** Each sentence teaches twice: inside its posting, and standing alone. */
export function trainingSet(postings: readonly Posting[]): TrainingSet {
  const hashed = postings.flatMap((posting) => {
    const sentences = posting.map(({ words }) => words)
    return posting.flatMap(({ words, tags }, index) => [
      { features: taggerFeatures(words, { sentences, index }), tags },
      { features: taggerFeatures(words, null), tags },
    ])
  })
  const seen = new Map<number, number>()
  for (const { features } of hashed)
    for (const word of features) for (const feature of word) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  const known = [...seen].filter(([, times]) => times >= 2 * leastSeen - 1).sort((a, b) => b[1] - a[1])
  const hashes = known.map(([hash]) => hash)
  const places = new Map(hashes.map((hash, place) => [hash, place]))
  const examples = hashed.map(({ features, tags }) => ({
    tags,
    features: features.map((word) => Int32Array.from([...word].flatMap((hash) => places.get(hash) ?? []))),
  }))
  return { examples, hashes, common: known.filter(([, times]) => times >= 2 * oftenSeen - 1).length }
}

function encode(tags: readonly string[]): Uint8Array {
  const isIn = (index: number) => !(tags[index] ?? 'O').startsWith('O')
  return Uint8Array.from(tags, (tag, index) => {
    if (!isIn(index)) return 0
    const begins = tag.startsWith('B') || !isIn(index - 1)
    const ends = !(tags[index + 1] ?? 'O').startsWith('I')
    return begins ? (ends ? only : first) : ends ? last : inner
  })
}
