import * as v from 'valibot'
import { toJson } from '../base/json.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { reportContent, reportKinds } from '../contracts/report.ts'
import type { Report } from '../contracts/report.ts'
import { resumeLetter } from '../contracts/resume-letter.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import { resumeScore } from '../contracts/resume-score.ts'
import { letterWithout } from '../domain/letter-privacy.ts'
import { reportWithoutPrivate } from '../domain/report-privacy.ts'
import { withoutPrivate } from '../domain/resume-privacy.ts'
import { reportText } from '../render/report.ts'
import { letterText } from '../render/resume-letter.ts'
import { resumeMarkdown } from '../render/resume.ts'
import { eraseFromReport, reportsNaming, scoresOf } from '../store/reports.ts'
import type { App } from './app.ts'

/**
 * Takes the sentences that come from some entries out of every stored report, résumé and letter, and notes there how many
 * they were. Done twice, nothing more is gone. Returns the ids of what named one of the entries.
 */
export async function eraseEntries(app: App, ids: readonly string[]): Promise<string[]> {
  const gone = new Set(ids)
  const named = await reportsNaming(app.sql, app.org, ids)
  for (const report of named) {
    const left = leftOf(report, gone)
    if (left !== undefined) await eraseFromReport(app.sql, app.org, { id: report.id, ...left })
  }
  const reports = named.map(({ id }) => id)
  for (const { id, content } of await scoresOf(app.sql, app.org, reports)) {
    const score = v.parse(resumeScore, content)
    // A model may have quoted lines in its reasons.
    const marks = score.by === 'llm' ? score.marks.map((mark) => ({ ...mark, why: '' })) : score.marks
    const rendered = marks.map(({ criterion, points, why }) => `${criterion} ${points}: ${why}`).join('\n')
    await eraseFromReport(app.sql, app.org, { id, content: { ...score, marks }, rendered })
  }
  return reports
}

/** What a report says and holds without the entries; undefined where it is of a kind that tells none. */
function leftOf({ kind, content }: Report, gone: ReadonlySet<string>) {
  if (v.is(v.picklist(reportKinds), kind)) {
    const open = reportWithoutPrivate(v.parse(reportContent, content), gone)
    const left = { ...open.content, erased: (open.content.erased ?? 0) + open.leftOut }
    return { content: left, rendered: reportText(left) }
  }
  if (kind === 'resume-letter') {
    const open = letterWithout(v.parse(resumeLetter, content), gone)
    const left = { ...open.content, erased: (open.content.erased ?? 0) + open.leftOut }
    return { content: left, rendered: letterText(left) }
  }
  if (kind !== 'resume' && kind !== 'resume-view') return undefined
  const left = erasedResume(v.parse(jsonResumeSchema, content), gone)
  return { content: left, rendered: resumeMarkdown(left) }
}

function erasedResume(resume: JsonResume, gone: ReadonlySet<string>): JsonResume {
  const { document, leftOut } = withoutPrivate(resume, gone)
  const meta = readResumeMeta(document)
  const nightdesk = toJson({ ...meta, erased: meta.erased + leftOut })
  return { ...document, meta: { ...document.meta, nightdesk } }
}
