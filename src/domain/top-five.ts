import { count } from '../base/text.ts'
import type { Section } from './relevance.ts'
import { createStoryComparer, type Story } from './same-story.ts'

export interface Candidate extends Story {
  relevance: number
  /** What it was judged to be worth before the votes on other pages; absent where nobody had voted. */
  judged?: number
  section: Section
  site: string
}

export interface TopWish {
  /** How many are wanted. */
  top: number
  /** Below this no page is shown, even where fewer than `top` remain. */
  minimum?: number
  /** At most so many of one site, unless the sites with good pages are too few to fill the top so. */
  perSite?: number
}

/** A wish, and how stories are told apart. */
interface Choice extends TopWish {
  sameStory: ReturnType<typeof createStoryComparer>
}

export interface Fate {
  id: string
  fate: 'chosen' | 'passed-over' | 'duplicate'
  /** From 1, the part on the brand first; null for what was not chosen. */
  position: number | null
  /** Why, as a person reads it. */
  reason: string
  /** Of a duplicate: the page that tells the same and was kept. */
  sameAs?: string
}

export const leastRelevance = 30
/** From here on the votes on other pages let in a page that was judged to be worth less than the minimum. */
const surelyWanted = 50
const onBrandShare = 0.6
const usualPerSite = 2

/**
 * Chooses the top pages in two parts, on the brand (three of five) and of its market, and says of every page what
 * became of it. A part that lacks good pages leaves its room to the other.
 */
export function chooseTop(candidates: readonly Candidate[], given: TopWish): Fate[] {
  const ranked = candidates.toSorted(byWorth)
  const chosen: Candidate[] = []
  const wish = { ...given, sameStory: createStoryComparer(candidates) }
  const limits = siteLimits(ranked, wish)
  for (const perSite of limits) fillSections(ranked, chosen, { ...wish, perSite })
  for (const perSite of limits) take(ranked, chosen, { ...wish, perSite, until: wish.top })
  const positions = chosen.toSorted(bySectionThenWorth).map((candidate) => candidate.id)
  const limit = limits.at(-1) ?? usualPerSite
  return ranked.map((candidate) => {
    const position = positions.indexOf(candidate.id) + 1
    if (position > 0) return chosenFate(candidate, position)
    return refusal(candidate, chosen, { ...wish, perSite: limit }) ?? noRoom(candidate, chosen)
  })
}

/** The limits of one site to choose by, one after the other: where too few sites have good pages, none comes last. */
function siteLimits(candidates: readonly Candidate[], wish: TopWish): number[] {
  const { top, minimum = leastRelevance, perSite = usualPerSite } = wish
  const good = candidates.filter((candidate) => isGood(candidate, minimum))
  const sites = new Set(good.map(({ site }) => site)).size
  return sites * perSite < top ? [perSite, Infinity] : [perSite]
}

function fillSections(ranked: readonly Candidate[], chosen: Candidate[], wish: Choice): void {
  const room = roomOf(wish.top)
  for (const section of ['on brand', 'market'] as const) {
    const taken = chosen.filter((candidate) => candidate.section === section).length
    const ofSection = ranked.filter((candidate) => candidate.section === section)
    take(ofSection, chosen, { ...wish, until: chosen.length + room[section] - taken })
  }
}

function take(
  candidates: readonly Candidate[],
  chosen: Candidate[],
  { until, ...wish }: Choice & { until: number },
): void {
  for (const candidate of candidates) {
    if (chosen.length >= Math.min(until, wish.top)) return
    if (!chosen.includes(candidate) && refusal(candidate, chosen, wish) === undefined) chosen.push(candidate)
  }
}

function refusal(candidate: Candidate, chosen: readonly Candidate[], wish: Choice): Fate | undefined {
  const { minimum = leastRelevance, perSite = usualPerSite, sameStory } = wish
  const { id, site } = candidate
  const refuse = (fate: Fate['fate'], reason: string): Fate => ({ id, fate, position: null, reason })
  // Votes put pages in order and may let one in; they keep none out, or readers who said no would get no more to vote on.
  if (!isGood(candidate, minimum))
    return refuse('passed-over', `it scored ${scoreOf(candidate)}, below ${minimum}`)
  const twin = chosen.find((other) => sameStory(other, candidate))
  if (twin !== undefined)
    return {
      ...refuse('duplicate', `it tells the same story as "${twin.title}" (${twin.site})`),
      sameAs: twin.id,
    }
  const ofSite = chosen.filter((other) => other.site === site).length
  if (ofSite >= perSite)
    return refuse(
      'passed-over',
      `${count(ofSite, 'page')} of ${site} were chosen, as many as one site may have`,
    )
  return undefined
}

function chosenFate(candidate: Candidate, position: number): Fate {
  const { id, section } = candidate
  return { id, fate: 'chosen', position, reason: `it scored ${scoreOf(candidate)} (${section})` }
}

function noRoom(candidate: Candidate, chosen: readonly Candidate[]): Fate {
  const { id, section, relevance } = candidate
  const rivals = chosen.filter((other) => other.section === section)
  const better = rivals.filter((other) => other.relevance >= relevance).length
  const part = section === 'on brand' ? 'on the brand' : 'of the market'
  const why = better === 0 ? 'no room was left' : `${count(better, 'page')} ${part} scored as much or more`
  return { id, fate: 'passed-over', position: null, reason: `it scored ${scoreOf(candidate)}; ${why}` }
}

function isGood({ relevance, judged = relevance }: Candidate, minimum: number): boolean {
  return judged >= minimum || relevance >= surelyWanted
}

function scoreOf({ relevance, judged = relevance }: Candidate): string {
  return judged === relevance ? String(relevance) : `${relevance}, ${judged} before the votes`
}

function roomOf(top: number): Record<Section, number> {
  const onBrand = Math.ceil(top * onBrandShare)
  return { 'on brand': onBrand, market: top - onBrand }
}

function byWorth(a: Candidate, b: Candidate): number {
  const newer = (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0)
  return b.relevance - a.relevance || newer || (a.id < b.id ? -1 : 1)
}

function bySectionThenWorth(a: Candidate, b: Candidate): number {
  if (a.section === b.section) return byWorth(a, b)
  return a.section === 'on brand' ? -1 : 1
}
