import type { ReportContent } from '../contracts/report.ts'
import type { Desk } from './command.ts'
import { wrapLines } from './paragraph.ts'

export const reportFormats = ['text', 'markdown', 'slack', 'html', 'csv', 'json'] as const
export type ReportFormat = (typeof reportFormats)[number]

export interface ReportLook {
  format: Exclude<ReportFormat, 'json'> | undefined
  /** The text of a template, where a person gave one. */
  template: string | undefined
}

/** A report as a person asked for it. On a terminal its text names the entries and is broken at words. */
export async function renderReport(
  content: ReportContent,
  look: ReportLook,
  { print }: Desk,
): Promise<string> {
  const { reportCsv, reportHtml, reportMarkdown, reportSlack, reportText } =
    await import('../render/report.ts')
  if (look.template !== undefined) {
    const { reportFromTemplate } = await import('../render/report-template.ts')
    return print.safe(reportFromTemplate(look.template, content)).trimEnd()
  }
  if (look.format === 'csv') return reportCsv(content)
  if (look.format === 'markdown') return print.safe(reportMarkdown(content))
  if (look.format === 'slack') return print.safe(reportSlack(content))
  if (look.format === 'html') return print.safe(reportHtml(content))
  // A pipe gets what can be said or sent as it is; a person sees where each line comes from.
  const lines = print.safe(reportText(content, { cite: print.room !== undefined }))
  const painted = lines.replace(/\(\w{8}(?:, \w{8})*\)$/gmu, (cited) => print.paint('dim', cited))
  return wrapLines(painted, print.room)
}
