import { AppError } from '../base/app-error.ts'
import type { ReportContent } from '../contracts/report.ts'
import type { Desk } from './command.ts'
import { wrapLines } from './paragraph.ts'

export const reportFormats = ['text', 'markdown', 'slack', 'html', 'csv', 'json'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** How a report is to be printed; `template` is a file, and once it was read its text. */
export interface Layout {
  format: ReportFormat | undefined
  template: string | undefined
}

/** Read before anything is written: a template that cannot be used writes no report. */
export async function layoutOf({ format, template }: Layout): Promise<Layout> {
  if (template === undefined) return { format, template }
  if (format !== undefined)
    throw new AppError(
      'wrong-use',
      '--format and --template both say how it is printed; only one can be meant.',
      {
        hint: `Try: --template ${template}`,
      },
    )
  const { readTemplate } = await import('../services/reports.ts')
  return { format, template: await readTemplate(template) }
}

interface Printed {
  id: string
  jobId: string | null
  content: ReportContent
}

/** Prints a report with its ids as data, or laid out. */
export async function printReport(
  desk: Desk,
  { content, ...ids }: Printed,
  { format, template }: Layout,
): Promise<void> {
  const data = { ...ids, ...content }
  const rendered =
    format === 'json'
      ? JSON.stringify(data, null, 2)
      : await renderReport(content, { format, template }, desk)
  desk.print.data(data, () => rendered)
}

/** A report as a person asked for it. On a terminal its text names the entries and is broken at words. */
async function renderReport(content: ReportContent, look: Layout, { print }: Desk): Promise<string> {
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
