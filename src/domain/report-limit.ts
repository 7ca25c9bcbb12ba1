import type { ReportKind, ReportSection } from '../contracts/report.ts'
import { strongestPoints } from './report-achievement.ts'

/** Lines that a section may have before nobody reads it. A timesheet is whole or wrong. */
const mostPoints: Record<ReportKind, number> = {
  standup: 12,
  status: 12,
  brag: 10,
  review: 15,
  timesheet: Infinity,
}

/** The sections with their strongest points alone, and how many points were left out. */
export function limitSections(
  kind: ReportKind,
  sections: readonly ReportSection[],
): { sections: ReportSection[]; leftOut: number } {
  const limited = sections.map(({ heading, points }) => ({
    heading,
    points: [...strongestPoints(points, mostPoints[kind])],
  }))
  return { sections: limited, leftOut: pointsIn(sections) - pointsIn(limited) }
}

function pointsIn(sections: readonly ReportSection[]): number {
  return sections.reduce((sum, { points }) => sum + points.length, 0)
}
