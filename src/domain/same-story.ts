import { cutItem, sharesPart, type Shingles } from './near-duplicate.ts'
import { differInFacts, factsOf } from './told-facts.ts'
import { wordsOf } from './word-index.ts'

/** What a page tells, as far as stories are compared. */
export interface Story {
  id: string
  title: string
  text: string
  publishedAt: Date | null
  /** Names of people, companies and places in it. */
  names?: readonly string[]
  /** Those of the text, where they are known. */
  shingles?: Shingles | undefined
}

const sharedTitle = 0.75
const sharedText = 0.3
/** Two reports in words of their own: of the names of the shorter list so much is shared, counted by rarity. */
const sharedNames = 0.6
const fewestNames = 3
const fewestRare = 2
const rareShare = 0.05
const mostDays = 3
const dayMs = 86_400_000

/**
 * Whether two of these pages tell one story: by the words of their titles, by runs of words in their texts, or by rare
 * names that they share within three days. Each page is taken apart once, however often it is compared.
 */
export function createStoryComparer(stories: readonly Story[]): (a: Story, b: Story) => boolean {
  const titles = remembered(({ title }) => titleWords(title))
  const shingles = remembered((story) => story.shingles ?? cutItem(story).set)
  const facts = remembered(({ text }) => factsOf(text))
  const names = remembered((story) => new Set(story.names?.map(keyOf)))
  const weigh = nameWeights(stories)
  return (a, b) =>
    overlap(titles(a), titles(b)) >= sharedTitle ||
    (sharesPart(shingles(a), shingles(b), sharedText) && !differInFacts(facts(a), facts(b))) ||
    (isCloseInTime(a, b) && sharesNames(names(a), names(b), weigh))
}

function remembered<Value>(of: (story: Story) => Value): (story: Story) => Value {
  const known = new Map<string, Value>()
  return (story) => {
    const value = known.get(story.id) ?? of(story)
    known.set(story.id, value)
    return value
  }
}

interface NameWeight {
  weight: number
  isRare: boolean
}

/** A name that stands in every page says nothing of a story. */
function nameWeights(stories: readonly Story[]): (name: string) => NameWeight {
  const pages = new Map<string, number>()
  for (const { names = [] } of stories)
    for (const name of new Set(names.map(keyOf))) pages.set(name, (pages.get(name) ?? 0) + 1)
  const rare = Math.max(2, stories.length * rareShare)
  return (name) => {
    const known = pages.get(name) ?? 1
    return { weight: Math.log(1 + stories.length / known), isRare: known <= rare }
  }
}

function sharesNames(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  weigh: (name: string) => NameWeight,
): boolean {
  const shared = [...a.intersection(b)].map(weigh)
  if (shared.length < fewestNames || shared.filter(({ isRare }) => isRare).length < fewestRare) return false
  const total = (weights: readonly NameWeight[]) => weights.reduce((sum, { weight }) => sum + weight, 0)
  const smaller = Math.min(total([...a].map(weigh)), total([...b].map(weigh)))
  return total(shared) >= sharedNames * smaller
}

function isCloseInTime({ publishedAt: a }: Story, { publishedAt: b }: Story): boolean {
  return a !== null && b !== null && Math.abs(a.getTime() - b.getTime()) <= mostDays * dayMs
}

function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

function titleWords(title: string): Set<string> {
  return new Set(wordsOf(title).filter((word) => word.length > 3))
}

/** The share of the smaller set that stands in the other; 0 for sets too small to compare. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = Math.min(a.size, b.size)
  return smaller < 3 ? 0 : a.intersection(b).size / smaller
}
