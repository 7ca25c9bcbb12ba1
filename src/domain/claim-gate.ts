import { acronymsOf } from './claim-acronym.ts'
import { clausesOf } from './claim-clause.ts'
import type { Clause } from './claim-clause.ts'
import { contentOf, objectHeads } from './claim-content.ts'
import { brokenLinks } from './claim-link.ts'
import { mergeClauses } from './claim-merge.ts'
import { matchClause } from './claim-match.ts'
import type { ClauseMatch } from './claim-match.ts'
import { people } from './claim-people.ts'
import { isSaidBy, tokensOf } from './claim-token.ts'
import type { ClaimToken } from './claim-token.ts'
import { findQuote } from './quote.ts'

/** What a claim is held against. `at` is a time as ISO 8601 says it; it dates the entry. */
export interface ClaimEntry {
  id: string
  text: string
  at?: string | undefined
}

export interface ClaimEvidence {
  entry: string
  /** `text.slice(start, end)` of the entry carries the claim. */
  start: number
  end: number
}

export interface ClaimJudgement {
  verdict: 'supported' | 'unsupported' | 'undecided'
  reasons: string[]
  evidence: ClaimEvidence[]
}

/** What a model thinks of a claim, and what it quotes for it. */
export interface ModelOpinion {
  verdict: 'supported' | 'unsupported'
  reason: string
  quotes: readonly { entry: string; text: string }[]
}

interface EntryClauses {
  entry: ClaimEntry
  clauses: readonly Clause[]
  /** Year, quarter, month and weekday of the entry, as words. */
  dates: readonly ClaimToken[]
}

interface Found extends ClauseMatch {
  from: EntryClauses
  /** Places of other entries that were added up with it. */
  also?: readonly ClaimEvidence[]
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const correction = /^\s*(?:correction|erratum|corrigendum|i was wrong|scratch that|my mistake)\b/iu
const longestClaim = 1000

/**
 * Judges a claim by what a work log says, with rules over English: who did it, how much of it, whether it was done, and
 * every word, name and number. `supported` only where all of it is said; `unsupported` where the log says otherwise or
 * nothing; `undecided` where the rules cannot tell. Pure and deterministic.
 */
export function judgeClaim(claim: string, entries: readonly ClaimEntry[]): ClaimJudgement {
  const acronyms = acronymsOf([claim.slice(0, longestClaim), ...entries.map(({ text }) => text)])
  const parts = claim.length > longestClaim ? [] : clausesOf(withoutEdges(claim), acronyms).map(asRun)
  if (parts.every((part) => contentOf(part).length === 0 && part.head === -1))
    return { verdict: 'undecided', reasons: ['there is nothing in it to prove'], evidence: [] }
  const logged = entries.map((entry) => ({
    entry,
    clauses: clausesOf(entry.text, acronyms),
    dates: datesOf(entry),
  }))
  const found = parts.map((part) => {
    const match = bestMatch(part, logged)
    return match === undefined || isWhole(match) ? match : (mergedMatch(part, logged) ?? match)
  })
  const links = brokenLinks(parts, found)
  const reversed = reversals(parts, found, logged)
  return verdictOf(found, [...links], reversed)
}

/**
 * What remains of a judgement when a model has had its say. A model may only reject, or point to words: a quote that
 * stands in its entry byte for byte is added to the evidence of what the rules support. Its yes decides nothing.
 */
export function withModelOpinion(
  judgement: ClaimJudgement,
  opinion: ModelOpinion,
  entries: readonly ClaimEntry[],
): ClaimJudgement {
  if (judgement.verdict !== 'supported') return judgement
  if (opinion.verdict === 'unsupported')
    return {
      ...judgement,
      verdict: 'undecided',
      reasons: [...judgement.reasons, `the model objects: ${opinion.reason}`],
    }
  const quoted = opinion.quotes.flatMap(({ entry, text }) => {
    const cited = entries.find(({ id }) => id === entry)
    const place = cited === undefined ? undefined : findQuote(cited.text, text)
    return place === undefined || place.text !== text ? [] : [{ entry, start: place.start, end: place.end }]
  })
  return { ...judgement, evidence: distinct([...judgement.evidence, ...quoted]) }
}

/** Who ran a thing has managed it; who managed people has led them. */
function asRun(part: Clause): Clause {
  const managed = part.verb === 'lead' && part.tokens[part.head]?.stem === 'manag'
  if (
    !managed ||
    part.tokens.some(
      ({ stem }) => people.test(stem) || /^(?:team|staff|department|ward|unit|squad|group)$/u.test(stem),
    )
  )
    return part
  return { ...part, verb: 'run', share: 2 }
}

function withoutEdges(claim: string): string {
  return claim
    .trim()
    .replace(/^[-*•]\s+/u, '')
    .replace(/[.;]+$/u, '')
}

/** `in March 2026` is said by the day of the entry. The date is read as it is written, in whatever zone. */
function datesOf({ at }: ClaimEntry): readonly ClaimToken[] {
  const [, year, month] = /^(\d{4})-(\d{2})/u.exec(at ?? '') ?? []
  const name = months[Number(month) - 1]
  if (year === undefined || name === undefined) return []
  return tokensOf(`in ${name} of ${year}, Q${Math.ceil(Number(month) / 3)}`)
}

function bestMatch(part: Clause, logged: readonly EntryClauses[]): Found | undefined {
  let best: Found | undefined
  for (const from of logged)
    for (const clause of from.clauses) {
      const match = { ...matchClause(part, clause, from), from }
      if (best === undefined || isBetter(match, best)) best = match
    }
  return best
}

/** What no entry says alone, several may say together. */
function mergedMatch(part: Clause, logged: readonly EntryClauses[]): Found | undefined {
  const merge = mergeClauses(part, logged)
  const [first, ...others] = merge?.parts ?? []
  if (merge === undefined || first === undefined) return undefined
  const also = others.map(({ clause, from }) => ({
    entry: from.entry.id,
    start: clause.start,
    end: clause.end,
  }))
  const zone = [first.clause]
  const score = contentOf(part).length
  return {
    logged: first.clause,
    zone,
    conflicts: [],
    gaps: [],
    shown: [merge.shown],
    score,
    from: first.from,
    also,
  }
}

function isBetter(match: ClauseMatch, best: ClauseMatch): boolean {
  const [one, other] = [isWhole(match), isWhole(best)]
  if (one !== other) return one
  return match.score - match.conflicts.length * 0.5 > best.score - best.conflicts.length * 0.5
}

function isWhole({ conflicts, gaps }: ClauseMatch): boolean {
  return conflicts.length === 0 && gaps.length === 0
}

/** What the log says and takes back later: `Rolled back the rate limiting`. */
function reversals(
  parts: readonly Clause[],
  found: readonly (Found | undefined)[],
  logged: readonly EntryClauses[],
): string[] {
  const reverted = logged.flatMap(({ clauses }) =>
    clauses
      .filter(
        (clause) =>
          clause.verb === 'revert' && clause.state === 'done' && !/^(?:by|after|ing)$/u.test(clause.joint),
      )
      .map((clause) => ({ clause, clauses })),
  )
  const corrected = logged
    .filter(({ entry }) => correction.test(entry.text))
    .flatMap((from) => {
      const words = from.clauses.flatMap(({ tokens }) => tokens)
      const concerns = parts.some(
        (part, index) =>
          found[index]?.from !== from &&
          objectHeads(part).some((head) => words.some((word) => isSaidBy(head, word))),
      )
      return concerns ? [`the log corrects it: "${from.entry.text.slice(0, 80)}"`] : []
    })
  if (corrected.length > 0) return corrected
  return reverted.flatMap(({ clause, clauses }) => {
    // A claim that tells of the return itself: `Restored the service by rolling back a deployment`.
    if (parts.some(({ verb }, index) => verb === 'revert' && found[index]?.logged === clause)) return []
    const concerns = parts.some((part, index) => {
      const match = found[index]
      if (match === undefined || part.verb === 'revert') return false
      if (match.from.clauses === clauses && match.logged !== clause && clause.tokens.length < 4) return true
      const heads = objectHeads(part)
      return (
        heads.some((head) => clause.tokens.some((token) => isSaidBy(head, token))) && match.logged !== clause
      )
    })
    return concerns ? [`the log takes it back: "${clause.tokens.map(({ text }) => text).join(' ')}"`] : []
  })
}

function verdictOf(
  found: readonly (Found | undefined)[],
  links: readonly string[],
  reversed: readonly string[],
): ClaimJudgement {
  const matches = found.filter((match) => match !== undefined)
  const evidence = distinct(matches.filter(({ score }) => score > 0).flatMap(evidenceOf))
  if (matches.every(({ score }) => score < 1))
    return { verdict: 'unsupported', reasons: ['nothing in the log speaks of it'], evidence: [] }
  const conflicts = [...new Set([...matches.flatMap((match) => match.conflicts), ...reversed])]
  if (conflicts.length > 0) return { verdict: 'unsupported', reasons: conflicts, evidence }
  const gaps = [...new Set([...matches.flatMap((match) => match.gaps), ...links])]
  if (gaps.length > 0) return { verdict: 'undecided', reasons: gaps, evidence }
  const shown = [...new Set(matches.flatMap((match) => match.shown))]
  return { verdict: 'supported', reasons: ['the log says it', ...shown], evidence }
}

function evidenceOf({ from, logged, zone, also = [] }: Found): ClaimEvidence[] {
  const same = zone.filter(({ sentence }) => sentence === logged.sentence)
  const start = Math.min(...same.map((clause) => clause.start))
  const end = Math.max(...same.map((clause) => clause.end))
  const others = zone.filter(({ sentence }) => sentence !== logged.sentence)
  const places = [{ start, end }, ...others].map((place) => ({
    entry: from.entry.id,
    start: place.start,
    end: place.end,
  }))
  return [...places, ...also]
}

function distinct(evidence: readonly ClaimEvidence[]): ClaimEvidence[] {
  const seen = new Map(evidence.map((item) => [`${item.entry} ${item.start} ${item.end}`, item]))
  return [...seen.values()]
}
