import { reportWriter } from '../agents/report-writer.ts'
import { count } from '../base/text.ts'
import { pointStates } from '../contracts/report.ts'
import type { ReportKind, ReportPoint, ReportSection, WrittenKind } from '../contracts/report.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { strongestEntries } from '../domain/report-achievement.ts'
import type { ReportEntry } from '../domain/report-entry.ts'
import { limitSections } from '../domain/report-limit.ts'
import { proveSections } from '../domain/report-proof.ts'
import { sectionsFor } from '../domain/report-sections.ts'
import { carriedDays, openBlockers, withCarried } from '../domain/report-standup.ts'
import { timesheetSections } from '../domain/report-timesheet.ts'
import type { ReportWindow } from '../domain/report-window.ts'
import { readEntries } from './report-entries.ts'

const batchSize = 150
const dayLength = 86_400_000

export interface SectionsWish {
  kind: ReportKind
  window: ReportWindow
  /** The oldest first. */
  entries: readonly ReportEntry[]
  /** Entries of the same days that an earlier report told. */
  told: readonly ReportEntry[]
  project: string | null
  /** False: sections keep their strongest points alone. */
  isWhole: boolean
}

export interface WrittenSections {
  sections: ReportSection[]
  engine: string
  leftOut?: number
}

/** The sections of a report, every point held to the entries that it cites. A timesheet asks nobody. */
export async function writeSections(wish: SectionsWish, context: WorkflowContext): Promise<WrittenSections> {
  const { kind, entries, isWhole } = wish
  if (kind === 'timesheet') return { sections: timesheetSections(entries), engine: 'offline' }
  const isChosen = (kind === 'brag' || kind === 'review') && !isWhole
  const chosen = isChosen ? strongestEntries(entries, batchSize) : entries
  const { sections, engine } = await askInBatches(kind, chosen, context)
  const proven =
    engine === 'offline'
      ? sections
      : await prove({ sections, own: sectionsFor[kind](chosen) }, chosen, context)
  const whole = kind === 'standup' ? withCarried(proven, await carriedInto(wish, context)) : proven
  const { sections: shown, leftOut } = isWhole ? { sections: whole, leftOut: 0 } : limitSections(kind, whole)
  const silent = leftOut + entries.length - chosen.length
  return { sections: shown, engine, ...(silent > 0 && { leftOut: silent }) }
}

/** Blockers from before the report's days, or told in an earlier report, that are still open. */
async function carriedInto(
  { window, entries, told, project }: SectionsWish,
  context: WorkflowContext,
): Promise<ReportPoint[]> {
  const since = new Date(window.since.getTime() - carriedDays * dayLength)
  const earlier = await readEntries({ since, until: window.since }, { project }, context)
  return openBlockers([...earlier, ...told], entries)
}

async function prove(
  { sections, own }: Record<'sections' | 'own', readonly ReportSection[]>,
  entries: readonly ReportEntry[],
  context: WorkflowContext,
): Promise<ReportSection[]> {
  const proven = proveSections(sections, entries, own)
  if (proven.refused.length > 0)
    await context.note({
      name: 'points-refused',
      level: 'warning',
      message: `${count(proven.refused.length, 'line says', 'lines say')} what no entry proves; the entries' own words stand there instead`,
      data: { lines: proven.refused.length },
    })
  return proven.sections
}

/** Asks once for each batch; sections of one heading become one. */
async function askInBatches(kind: WrittenKind, entries: readonly ReportEntry[], context: WorkflowContext) {
  const sections = new Map<string, ReportSection>()
  let engine = 'offline'
  for (const batch of batchesOf(kind, entries)) {
    context.signal.throwIfAborted()
    const answered = await context.ask(reportWriter, { kind, entries: batch })
    engine = answered.engine
    for (const { heading, points } of answered.output.sections) {
      const section = sections.get(heading) ?? { heading, points: [] }
      sections.set(heading, section)
      section.points.push(...points)
    }
  }
  for (const { points } of sections.values()) points.sort(byState)
  return { sections: [...sections.values()].filter(({ points }) => points.length > 0), engine }
}

/** What one request holds: a status is asked for project by project, work without one last. */
function batchesOf(kind: WrittenKind, entries: readonly ReportEntry[]): ReportEntry[][] {
  const groups = kind === 'status' ? Map.groupBy(entries, projectOf) : new Map([['', [...entries]]])
  const sorted = [...groups].sort(([a], [b]) => Number(a === '') - Number(b === ''))
  return sorted.flatMap(([, group]) =>
    Array.from({ length: Math.ceil(group.length / batchSize) }, (_, index) =>
      group.slice(index * batchSize, (index + 1) * batchSize),
    ),
  )
}

function projectOf({ project }: ReportEntry): string {
  return project ?? ''
}

/** What was done first; within one state the order stays. */
function byState(a: ReportPoint, b: ReportPoint): number {
  return pointStates.indexOf(a.state) - pointStates.indexOf(b.state)
}
