import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../base/app-error.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { resumeMarkdown, resumePage, resumeText } from '../render/resume.ts'
import { count } from '../base/text.ts'
import { fitResume } from '../domain/resume-fit.ts'
import type { LeftOut } from '../domain/resume-fit.ts'
import type { App } from './app.ts'
import { readResume } from './resume.ts'
import { notWritten } from './text-file.ts'

export type ResumeFormat = 'pdf' | 'docx' | 'html' | 'text' | 'markdown'

export interface RenderedResume {
  content: string | Uint8Array
  /** How many lines are not given out any more. */
  leftOut: number
  /** The lines that did not fit on the pages. */
  dropped: LeftOut[]
}

/** A stored version as a document: text, or bytes for PDF and DOCX; a PDF on at most `pages` pages where it is said. */
export async function renderResume(
  app: App,
  typed: string | undefined,
  format: ResumeFormat,
  pages?: number,
): Promise<RenderedResume> {
  const { content, leftOut } = await readResume(app, typed)
  if (pages !== undefined) return { ...(await fitOn(content, pages)), leftOut }
  return { content: await renderAs(content, format), leftOut, dropped: [] }
}

async function fitOn(resume: JsonResume, pages: number): Promise<Omit<RenderedResume, 'leftOut'>> {
  const { pdfPages, resumePdf } = await import('../render/resume-pdf.ts')
  const fitted = await fitResume(resume, async (document) => pdfPages(await resumePdf(document)) <= pages)
  if (fitted === undefined)
    throw new AppError(
      'wrong-use',
      `The résumé does not fit on ${count(pages, 'page')}, even without its lines.`,
      {
        hint: `Try: nightdesk resume render --format pdf --pages ${pages + 1} -o resume.pdf`,
      },
    )
  return { content: await resumePdf(fitted.document), dropped: fitted.leftOut }
}

async function renderAs(content: JsonResume, format: ResumeFormat): Promise<string | Uint8Array> {
  if (format === 'pdf') return await (await import('../render/resume-pdf.ts')).resumePdf(content)
  if (format === 'docx') return await (await import('../render/resume-docx.ts')).resumeDocx(content)
  if (format === 'html') return resumePage(content)
  return format === 'text' ? resumeText(content) : `${resumeMarkdown(content)}\n`
}

/** Writes a file as a whole or not at all: beside its place first, then renamed over it. A secret only its owner reads. */
export async function writeWhole(
  file: string,
  content: string | Uint8Array,
  { isSecret = false }: { isSecret?: boolean } = {},
): Promise<void> {
  const draft = join(dirname(file), `.nightdesk-${randomUUID()}`)
  try {
    await writeFile(draft, content, { flag: 'wx', ...(isSecret ? { mode: 0o600 } : {}) })
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw notWritten(file, error)
  }
}
