import { htmlText } from '../domain/page-text.ts'
import { checkResume } from '../domain/resume-check.ts'
import type { ResumeCheck } from '../domain/resume-check.ts'
import type { App } from './app.ts'
import { formatOf, readPaper } from './resume-import.ts'
import { readResume } from './resume.ts'
import { readBytes } from './text-file.ts'

const largestFile = 20_000_000

export interface CheckedFile extends ResumeCheck {
  /** The id of the version that it was compared with. */
  version: string
}

/** Reads a file made from the résumé back (PDF, DOCX, HTML, Markdown, text, JSON) and compares it field by field. */
export async function checkFile(app: App, file: string, typed: string | undefined): Promise<CheckedFile> {
  const bytes = await readBytes(file, largestFile)
  const { id, content } = await readResume(app, typed)
  return { version: id, ...checkResume(content, await textOf(bytes, file)) }
}

async function textOf(bytes: Uint8Array, file: string): Promise<string> {
  const format = formatOf(bytes, file)
  if (format === 'pdf' || format === 'docx')
    return (await readPaper(bytes, format, file)).lines.map(({ text }) => text).join('\n')
  const text = new TextDecoder().decode(bytes)
  if (format === 'json') return stringsIn(JSON.parse(text)).join('\n')
  if (/<(?:html|body|!doctype)\b/iu.test(text.slice(0, 2000))) return htmlText(text)
  return /\.(?:md|markdown)$/iu.test(file) ? withoutMarks(text) : text
}

/** Markdown as its reader sees it. */
function withoutMarks(text: string): string {
  return text
    .replace(/^(?:#{1,6}|[-*+])\s+/gmu, '')
    .replace(/(\*\*|\*)(?=\S)(.+?)(?<=\S)\1/gu, '$2')
    .replace(/\\([\\`*_{}[\]()#+\-.!<>|&~])/gu, '$1')
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
