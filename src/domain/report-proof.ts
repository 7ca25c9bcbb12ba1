import type { ReportPoint, ReportSection } from '../contracts/report.ts'
import { judgeClaim } from './claim-gate.ts'
import type { ReportEntry } from './report-entry.ts'
import { pointsOf } from './report-point.ts'
import { otherWork } from './report-status.ts'

export interface ProvenSections {
  sections: ReportSection[]
  /** Points that their entries do not prove. The entries' own words stand in their place. */
  refused: string[]
}

/**
 * Holds every point to the entries that it cites: their own words pass, other words pass the claim gate, and what does
 * not pass gives way to the entries' own sentences. `own` are the sections that the entries make by themselves: a
 * heading that is none of theirs may claim something too, so its points stand where `own` has their entries.
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
      const place = placed.has(heading) ? heading : placeOf(point, own)
      const cited = point.entries.flatMap((id) => known.get(id) ?? [])
      const proven = isProven(point, cited)
      if (!proven) refused.push(point.text)
      const said = proven ? [point] : cited.flatMap((entry) => ownWords(entry, point))
      placed.set(place, [...(placed.get(place) ?? []), ...said])
    }
  const all = [...placed].map(([heading, points]) => withoutRepeats({ heading, points }))
  return { sections: all.filter(({ points }) => points.length > 0), refused }
}

function placeOf({ entries }: ReportPoint, own: readonly ReportSection[]): string {
  const home = own.find(({ points }) =>
    points.some((point) => point.entries.some((id) => entries.includes(id))),
  )
  return home?.heading ?? otherWork
}

function isProven({ text, state }: ReportPoint, cited: readonly ReportEntry[]): boolean {
  if (cited.some((entry) => entry.text.includes(text))) return true
  const isWork = state === 'done' || state === 'tried'
  return isWork
    ? judgeClaim(text, cited.map(asEvidence)).verdict === 'supported'
    : figuresOf(text).every((figure) => cited.some((entry) => figuresOf(entry.text).includes(figure)))
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
