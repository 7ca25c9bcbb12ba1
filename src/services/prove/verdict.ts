import type { JobRecord } from '../../jobs/index.ts'
import type { LedgerLine } from './ledger.ts'

/** What the ledger and the database together show. Empty lists are the proof. */
export interface Verdict {
  /** Jobs that did not succeed, or of which the ledger knows no end. */
  lost: string[]
  /**
   * Jobs whose success was accepted twice, or whose finished step worked again. That a handler runs twice is no fault:
   * one that was frozen before its first line wakes up late, and is fenced.
   */
  doubled: string[]
  /** Jobs that began before one that must come before them had ended. */
  outOfOrder: string[]
}

/** Holds the ledger against the database. `before` names, for each job, those that must come before it. */
export function judgeProof(
  lines: readonly LedgerLine[],
  records: readonly JobRecord[],
  before: ReadonlyMap<string, readonly string[]>,
): Verdict {
  const stories = Map.groupBy(
    lines.map((line, place) => ({ ...line, place })),
    ({ job }) => job,
  )
  const byId = new Map(records.map((record) => [record.id, record]))
  const storyOf = (id: string) => stories.get(id) ?? []
  const firstEnd = (id: string) => storyOf(id).find(({ what }) => what === 'end')?.place ?? Infinity
  const firstBegin = (id: string) => storyOf(id).find(({ what }) => what === 'begin')?.place ?? Infinity
  const ids = [...before.keys()]
  return {
    lost: ids.filter((id) => byId.get(id)?.status !== 'success' || firstEnd(id) === Infinity),
    doubled: ids.filter((id) => isDoubled(storyOf(id), byId.get(id))),
    outOfOrder: ids.filter((id) =>
      (before.get(id) ?? []).some((parent) => firstBegin(id) < firstEnd(parent)),
    ),
  }
}

function isDoubled(
  story: readonly (LedgerLine & { place: number })[],
  record: JobRecord | undefined,
): boolean {
  if (record === undefined) return false
  if (record.successes > 1) return true
  const firstEnd = story.find(({ what }) => what === 'end')?.place ?? Infinity
  const begunLate = new Set(
    story.filter(({ what, place }) => what === 'begin' && place > firstEnd).map(({ attempt }) => attempt),
  )
  return story.some(({ what, attempt }) => what === 'effect' && begunLate.has(attempt))
}
