import type { PointState, ReportPoint, ReportSection } from '../contracts/report.ts'
import { judgeClaim } from './claim-gate.ts'
import { sentenceStates } from './entry-state.ts'
import type { ReportEntry } from './report-entry.ts'
import { pointsOf } from './report-point.ts'
import { otherWork } from './report-status.ts'

export interface ProvenSections {
  sections: ReportSection[]
  /** Points that their entries do not prove. The entries' own words stand in their place. */
  refused: string[]
}

/**
 * Holds every point to the entries that it cites: their own sentences pass as what they are, other words pass the claim
 * gate, and what does not pass gives way to the entries' own sentences. `own` are the sections that the entries make by
 * themselves: a heading may claim something too, so a point stands under one that `own` has for its state.
 */
export function proveSections(
  sections: readonly ReportSection[],
  entries: readonly ReportEntry[],
  own: readonly ReportSection[],
): ProvenSections {
  const known = new Map(entries.map((entry) => [entry.id, entry]))
  const placed = new Map<string, ReportPoint[]>(own.map(({ heading }) => [heading, []]))
  const refused: string[] = []
  for (const { heading, points } of sections)
    for (const point of points) {
      const cited = point.entries.flatMap((id) => known.get(id) ?? [])
      const proven = isProven(point, cited)
      if (!proven) refused.push(point.text)
      const said = proven ? [point] : cited.flatMap((entry) => ownWords(entry, point))
      for (const [place, each] of said.flatMap((each) => placesOf(each, heading, own)))
        placed.set(place, [...(placed.get(place) ?? []), each])
    }
  const all = [...placed].map(([heading, points]) => withoutRepeats({ heading, points }))
  return { sections: all.filter(({ points }) => points.length > 0), refused }
}

/** A point under the heading that was meant where `own` has such points, else where `own` has the entry so: a brag document has no plans. */
function placesOf(point: ReportPoint, meant: string, own: readonly ReportSection[]): [string, ReportPoint][] {
  const { state, entries } = point
  const alike = own.map(({ heading, points }) => {
    return { heading, points: points.filter((each) => each.state === state) }
  })
  if (alike.some(({ heading, points }) => heading === meant && points.length > 0)) return [[meant, point]]
  const home = alike.find(({ points }) =>
    points.some((each) => each.entries.some((id) => entries.includes(id))),
  )
  const place = home?.heading ?? (isWork(state) ? otherWork : undefined)
  return place === undefined ? [] : [[place, point]]
}

function isProven({ text, state }: ReportPoint, cited: readonly ReportEntry[]): boolean {
  const told = cited.flatMap(wordsOf)
  const whole = told.filter((each) => withoutStop(each.text) === withoutStop(text))
  if (whole.length > 0) return whole.some((each) => each.state === state)
  // A part of a sentence can say more than the sentence does, so it is judged like any other words.
  if (isWork(state)) return judgeClaim(text, cited.map(asEvidence)).verdict === 'supported'
  const figures = cited.flatMap((entry) => figuresOf(entry.text))
  return (
    told.some((each) => each.state === state) && figuresOf(text).every((figure) => figures.includes(figure))
  )
}

function isWork(state: PointState): boolean {
  return state === 'done' || state === 'tried'
}

/** What an entry says, one by one and as its points have it. */
function wordsOf(entry: ReportEntry): Pick<ReportPoint, 'text' | 'state'>[] {
  const sentences = sentenceStates(entry).map(({ start, end, state }) => {
    return { text: entry.text.slice(start, end), state }
  })
  return [...sentences, ...pointsOf(entry)]
}

function withoutStop(text: string): string {
  return text.replace(/[.;]+$/u, '')
}

function asEvidence({ id, text, day }: ReportEntry) {
  return { id, text, at: day }
}

/** What a plan or a blocker is checked for: that it names no number that is not there. */
function figuresOf(text: string): string[] {
  return text.match(/\d+(?:[.,]\d+)*/gu) ?? []
}

/** The sentences of the state that was meant, else all. */
function ownWords(entry: ReportEntry, { state }: ReportPoint): ReportPoint[] {
  const points = pointsOf(entry)
  const same = points.filter((point) => point.state === state)
  return same.length > 0 ? same : points
}

function withoutRepeats({ heading, points }: ReportSection): ReportSection {
  const seen = new Set<string>()
  return {
    heading,
    points: points.filter(({ text, entries }) => {
      const key = JSON.stringify([text, entries])
      return seen.size < seen.add(key).size
    }),
  }
}
