import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import type { Job } from '../contracts/job.ts'
import { resumeLetter } from '../contracts/resume-letter.ts'
import type { ResumeLetter } from '../contracts/resume-letter.ts'
import type { Report } from '../contracts/report.ts'
import { letterWithout } from '../domain/letter-privacy.ts'
import { letterText } from '../render/resume-letter.ts'
import type { RowNoun } from '../store/id-tail.ts'
import { findReport, latestReport } from '../store/reports.ts'
import { withheldEntries } from '../store/withheld-entries.ts'
import type { App } from './app.ts'

export { resumeLetters as letterWorkflow } from '../workflows/index.ts'

const noun: RowNoun = { one: 'letter', many: 'letters', list: 'nightdesk resume list' }

/** A letter as it may be given out today: what comes from entries that are private now is left out of it. */
export type StoredLetter = Report & { content: ResumeLetter; leftOut: number }

/** A stored letter by the end of its id, or the newest. Throws not-found where there is none. */
export async function readLetter(app: App, typed: string | undefined): Promise<StoredLetter> {
  const report =
    typed === undefined
      ? await latestReport(app.sql, app.org, 'resume-letter', app.userId)
      : await findReport(app.sql, app.org, { userId: app.userId, typed }, noun)
  if (report?.kind !== 'resume-letter')
    throw new AppError(
      'not-found',
      typed === undefined ? 'There is no letter yet.' : `"${typed}" is no letter.`,
      {
        hint: 'Try: nightdesk resume letter posting.txt',
      },
    )
  const stored = v.parse(resumeLetter, report.content)
  const named = [...stored.lines, ...stored.refused].map(({ entry }) => entry)
  const hidden = new Set(await withheldEntries(app.sql, app.org, named))
  const open = letterWithout(stored, hidden)
  return { ...report, ...open, rendered: letterText(open.content) }
}

/** The id of the letter that a finished `resume.letter` stored. */
export function letterIdOf(job: Job): string {
  return v.parse(v.object({ report: v.string() }), job.result).report
}
