import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError, messageOf } from '../base/app-error.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { resumeMarkdown, resumePage, resumeText } from '../render/resume.ts'
import type { App } from './app.ts'
import { readResume } from './resume.ts'

export type ResumeFormat = 'pdf' | 'docx' | 'html' | 'text' | 'markdown'

/** A stored version as a document: text, or bytes for PDF and DOCX. */
export async function renderResume(
  app: App,
  typed: string | undefined,
  format: ResumeFormat,
): Promise<{ content: string | Uint8Array; leftOut: number }> {
  const { content, leftOut } = await readResume(app, typed)
  return { content: await renderAs(content, format), leftOut }
}

async function renderAs(content: JsonResume, format: ResumeFormat): Promise<string | Uint8Array> {
  if (format === 'pdf') return await (await import('../render/resume-pdf.ts')).resumePdf(content)
  if (format === 'docx') return await (await import('../render/resume-docx.ts')).resumeDocx(content)
  if (format === 'html') return resumePage(content)
  return format === 'text' ? resumeText(content) : `${resumeMarkdown(content)}\n`
}

/** Writes a file as a whole or not at all: beside its place first, then renamed over it. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const draft = join(dirname(file), `.nightdesk-${randomUUID()}`)
  try {
    await writeFile(draft, content, { flag: 'wx' })
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw new AppError('failed', `"${file}" cannot be written: ${messageOf(error)}.`, { cause: error })
  }
}
