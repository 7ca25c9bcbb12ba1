import type { ReportPoint } from '../contracts/report.ts'
import { sentenceStates } from './entry-state.ts'
import type { ReportEntry } from './report-entry.ts'

/** The points of an entry, verbatim: its sentences, those of one state that follow each other together. */
export function pointsOf(entry: ReportEntry): ReportPoint[] {
  const points: (ReportPoint & { start: number })[] = []
  for (const { start, end, state } of sentenceStates(entry)) {
    const last = points.at(-1)
    if (last?.state === state) last.text = entry.text.slice(last.start, end)
    else points.push({ start, text: entry.text.slice(start, end), state, entries: [entry.id] })
  }
  return points.map(({ text, state, entries }) => ({ text, state, entries }))
}

/** Whether a point that cites the entry may stand as done work: something in it was done or tried. */
export function provesWork(entry: ReportEntry): boolean {
  return sentenceStates(entry).some(({ state }) => state === 'done' || state === 'tried')
}
