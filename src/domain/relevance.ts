import type { Brand } from '../contracts/brand.ts'
import { type BrandWord, brandWords, noGoTopics } from './brand-words.ts'
import { type WordIndex, countPhrase, indexWords } from './word-index.ts'

export const sections = ['on brand', 'market'] as const
/** `on brand`: about the brand or what it sells. `market`: of its world, not about the brand itself. */
export type Section = (typeof sections)[number]

export interface ScorablePage {
  title: string
  text: string
  publishedAt: Date | null
  /** How much the reader trusts the source; 1 where absent. */
  sourceWeight?: number
}

export interface Relevance {
  /** 0 to 100. */
  score: number
  section: Section
  /** The words that made the score, the strongest first. */
  words: { text: string; kind: BrandWord['kind']; times: number; points: number }[]
  /** `pizza ×5, sharing ×2`. */
  reason: string
  /** `no-go topic: gambling (casino)`, `banned word: cheap`. */
  risks: string[]
}

interface Fields {
  title: WordIndex
  text: WordIndex
}

interface Hit {
  word: BrandWord
  times: number
  points: number
  inTitle: boolean
}

// BM25F (Robertson and Zaragoza, 2009): a word in the title counts as four in the text; lengths are normalised by
// those of a usual article; no single word says more than its weight, however often it stands.
const titleBoost = 4
const saturation = 1.4
const usual = { title: 10, text: 450 }
const lengthShare = { title: 0.3, text: 0.6 }

/** Where the points of all words together reach 63 of 100. */
const pointsScale = 6.5
const noGoPenalty = 2.5
const unknownAge = 0.9
const oldestShare = 0.75
const dayMs = 86_400_000

/** What a page is worth to a brand by its words, its age and its source: no model, the same answer every time. */
export function scoreRelevance(page: ScorablePage, brand: Brand, now: Date): Relevance {
  const fields = { title: indexWords(page.title), text: indexWords(page.text) }
  const hits = findHits(fields, brand)
  const noGo = findNoGo(fields, brand)
  const penalty = noGo.reduce((sum, topic) => sum + Math.min(3, topic.times) * noGoPenalty, 0)
  const points = Math.max(0, hits.reduce((sum, hit) => sum + hit.points, 0) - penalty)
  const share = (1 - Math.exp(-points / pointsScale)) * freshness(page.publishedAt, brand, now)
  return {
    score: Math.round(Math.min(100, 100 * share * (page.sourceWeight ?? 1))),
    section: isOnBrand(hits) ? 'on brand' : 'market',
    words: hits.map(({ word, times, points }) => ({ text: word.text, kind: word.kind, times, points })),
    reason: reasonOf(hits),
    risks: [...noGo.map(({ risk }) => risk), ...findBanned(fields, brand)],
  }
}

function findHits(fields: Fields, brand: Brand): Hit[] {
  const hits = brandWords(brand)
    .map((word) => toHit(word, fields))
    .filter((hit) => hit.times > 0)
  return trustProducts(withoutParts(hits)).sort((a, b) => b.points - a.points)
}

function toHit(word: BrandWord, fields: Fields): Hit {
  const inTitle = countPhrase(fields.title, word.text)
  const inText = countPhrase(fields.text, word.text)
  const frequency =
    (titleBoost * inTitle) / lengthNorm(fields.title.words, usual.title, lengthShare.title) +
    inText / lengthNorm(fields.text.words, usual.text, lengthShare.text)
  const points = (word.weight * frequency) / (saturation + frequency)
  return { word, times: inTitle + inText, points, inTitle: inTitle > 0 }
}

function lengthNorm(length: number, usualLength: number, share: number): number {
  return 1 - share + (share * length) / usualLength
}

/** `Debonairs` inside `Debonairs Pizza` is one mention of the brand: of all names only the strongest counts. */
function withoutParts(hits: readonly Hit[]): Hit[] {
  const names = hits
    .filter((hit) => hit.word.kind === 'name')
    .sort((a, b) => b.points - a.points || b.times - a.times)
  return [...names.slice(0, 1), ...hits.filter((hit) => hit.word.kind !== 'name')]
}

/** A product is often an everyday phrase ("the real deal"): alone, without the brand or what it sells, it says little. */
function trustProducts(hits: readonly Hit[]): Hit[] {
  const atHome = hits.some((hit) => hit.word.kind === 'name' || isStrongCore(hit))
  if (atHome) return [...hits]
  return hits.map((hit) => (hit.word.kind === 'product' ? { ...hit, points: hit.points / 8 } : hit))
}

function isOnBrand(hits: readonly Hit[]): boolean {
  const kinds = new Set(hits.map((hit) => hit.word.kind))
  if (kinds.has('name')) return true
  const strong = hits.filter((hit) => isStrongCore(hit))
  if (kinds.has('product') && strong.length > 0) return true
  return strong.some((hit) => hit.inTitle && hit.times >= 3)
}

/** The heaviest core words are what the brand sells; the light ones (community, culture) stand in every paper. */
function isStrongCore({ word }: Hit): boolean {
  return word.kind === 'core' && word.weight >= 2.8
}

function findNoGo(fields: Fields, brand: Brand): { risk: string; times: number }[] {
  return noGoTopics(brand).flatMap((topic) => {
    const found = topic.words
      .map((word) => ({
        word,
        times: 2 * countPhrase(fields.title, word) + countPhrase(fields.text, word),
      }))
      .filter(({ times }) => times > 0)
    const times = found.reduce((sum, { times }) => sum + times, 0)
    return times === 0
      ? []
      : [{ risk: `no-go topic: ${topic.name} (${found.map(({ word }) => word).join(', ')})`, times }]
  })
}

function findBanned({ title, text }: Fields, brand: Brand): string[] {
  return brand.banned_words
    .filter((word) => countPhrase(title, word) > 0 || countPhrase(text, word) > 0)
    .map((word) => `banned word: ${word}`)
}

function freshness(publishedAt: Date | null, brand: Brand, now: Date): number {
  if (publishedAt === null) return unknownAge
  const days = Math.max(0, now.getTime() - publishedAt.getTime()) / dayMs
  return 1 - (1 - oldestShare) * Math.min(1, days / brand.max_age_days)
}

function reasonOf(hits: readonly Hit[]): string {
  if (hits.length === 0) return 'none of the brand’s words stand in it'
  return hits
    .slice(0, 5)
    .map(({ word, times }) => `${word.text} ×${times}`)
    .join(', ')
}
