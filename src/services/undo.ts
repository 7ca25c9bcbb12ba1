import { AppError } from '../base/app-error.ts'
import { newId } from '../base/id.ts'
import {
  newestEntryChange,
  undoAnalysis,
  undoEntryChange,
  undoExtraction,
  undoReport,
  undoSkillChange,
} from '../store/undo.ts'
import type { EntryChange } from '../store/undo.ts'
import type { App } from './app.ts'

export type { EntryChange } from '../store/undo.ts'

/**
 * Takes back the user's newest change that is not undone yet, however old: of entries, by an import, or by a job that the
 * user started (analysis, extraction, report, résumé). Returns what it took back.
 */
export async function undoChange(app: App): Promise<EntryChange> {
  for (;;) {
    const change = await newestEntryChange(app.sql, app.org, app.userId)
    if (change === undefined)
      throw new AppError('not-found', 'There is nothing left to undo.', { hint: 'Try: nightdesk list' })
    const undone = await takeBack(app, change)
    // Another command took this one back between the two statements: the next one is meant.
    if (undone !== undefined) return change
  }
}

async function takeBack({ sql, org, userId }: App, { id, action }: EntryChange): Promise<number | undefined> {
  const undo = { id: newId(), userId }
  if (action === 'analyze') return await undoAnalysis(sql, org, id)
  if (action === 'extract') return await undoExtraction(sql, org, id)
  if (action.endsWith('-skill')) return await undoSkillChange(sql, org, id)
  if (action === 'report') return await undoReport(sql, org, id, undo)
  return await undoEntryChange(sql, org, id, undo)
}
