import type { Entry, EntryKind } from '../contracts/entry.ts'
import { localDay } from './report-window.ts'

/** An entry as a report reads it: `kind` is what a model said of this very text, or null. */
export interface ReportEntry {
  id: string
  /** The local day: `2026-11-20`. */
  day: string
  text: string
  project: string | null
  kind: EntryKind | null
  /** How long it took, where the program that it was imported from says so. */
  minutes?: number
}

/** What a report may know of an entry. An older text's analysis is not used, nor one by rules: those look closer here. */
export function toReportEntry(entry: Entry): ReportEntry {
  const { id, at, zone, text, project, hash, analysis, analyzedHash } = entry
  const usable = analyzedHash === hash && analysis !== null && analysis.engine !== 'offline'
  const kind = usable ? analysis.kind : null
  const minutes = entry.origin?.minutes
  return { id, day: localDay(at, zone), text, project, kind, ...(minutes !== undefined && { minutes }) }
}
