import { basename, extname } from 'node:path'
import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { isPlainObject, toJson } from '../base/json.ts'
import { count } from '../base/text.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { ParseError } from '../contracts/parser.ts'
import type { ParsedPaper } from '../contracts/parser.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import { resumeLines } from '../domain/resume-line.ts'
import { proofOf } from '../domain/resume-proof.ts'
import { readResumeLines, textLines } from '../domain/resume-reading.ts'
import { schemaFaults } from '../io/json-resume/index.ts'
import { resumeMarkdown } from '../render/resume.ts'
import { insertReport } from '../store/reports.ts'
import type { App } from './app.ts'
import { decodeText, readBytes } from './text-file.ts'

const largestFile = 10_000_000
const faultsShown = 3

export type ResumeFileFormat = 'json' | 'pdf' | 'docx' | 'text'

export interface ResumeRead {
  format: ResumeFileFormat
  resume: JsonResume
  /** Lines of the file that stand in no field. */
  unplaced: string[]
}

/** Stores a résumé from a file as a new version. Nothing of a JSON Resume is lost; lines without a proof are stated by the person. */
export async function importResume(
  app: App,
  file: string,
): Promise<ResumeRead & { id: string; lines: number; stated: number }> {
  const bytes = await readBytes(file, largestFile)
  const read = await readResumeBytes(bytes, file)
  const { bullets, ...meta } = readMeta(read.resume, file)
  const lines = resumeLines(read.resume)
  const stated = lines.filter((line) => proofOf(line, bullets) === undefined).map(({ text }) => sha256(text))
  const origin = { file: basename(file), format: read.format, hash: sha256(bytes), unplaced: read.unplaced }
  const nightdesk = toJson({ ...meta, bullets, stated, import: origin })
  const document = v.parse(jsonResumeSchema, { ...read.resume, meta: { ...read.resume.meta, nightdesk } })
  const { id } = await insertReport(app.sql, app.org, {
    id: newId(),
    jobId: null,
    userId: app.userId,
    kind: 'resume',
    fromDate: null,
    toDate: null,
    title: `Résumé of ${document.basics?.name ?? 'nobody'}`,
    content: document,
    rendered: resumeMarkdown(document),
    engine: 'import',
  })
  return { ...read, id, lines: lines.length, stated: stated.length }
}

/** A résumé from the bytes of a file: JSON Resume, PDF, Word or text. Throws wrong-use, with the place that is wrong. */
export async function readResumeBytes(bytes: Uint8Array, file: string): Promise<ResumeRead> {
  const format = formatOf(bytes, file)
  if (format === 'json')
    return { format, resume: parseJsonResume(decodeText(bytes, file), file), unplaced: [] }
  const lines =
    format === 'text' ? textLines(decodeText(bytes, file)) : (await readPaper(bytes, format, file)).lines
  const { resume, unplaced } = readResumeLines(lines)
  if (lines.length === 0)
    throw new AppError('wrong-use', `"${file}" holds no text; perhaps its pages are pictures.`, {
      hint: 'Save it as text, then try: nightdesk resume import resume.txt',
    })
  return { format, resume: checked(resume, file), unplaced }
}

/** The paragraphs of a PDF or Word file, read in a thread with limits. */
export async function readPaper(
  bytes: Uint8Array,
  format: 'pdf' | 'docx',
  file: string,
): Promise<ParsedPaper> {
  const parser = (await import('../io/parse/index.ts')).createParser({ timeoutMs: 30_000 })
  try {
    return await parser.parse(format, { url: file, contentType: '', body: bytes })
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    throw new AppError('wrong-use', `"${file}" cannot be read as ${format.toUpperCase()}: ${error.message}`, {
      cause: error,
    })
  } finally {
    await parser.close()
  }
}

/** Which kind of file it is: by its first bytes, then by its name. */
export function formatOf(bytes: Uint8Array, file: string): ResumeFileFormat {
  const beginning = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (beginning.includes('%PDF-')) return 'pdf'
  if (beginning.startsWith('PK\u0003\u0004')) return 'docx'
  return extname(file).toLowerCase() === '.json' || /^(?:\u00ef\u00bb\u00bf)?\s*\{/.test(beginning)
    ? 'json'
    : 'text'
}

/** A JSON Resume, held against the official schema. Throws wrong-use that names the bad places. */
export function parseJsonResume(text: string, file: string): JsonResume {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    const where = cause instanceof Error ? cause.message : ''
    throw new AppError('wrong-use', `"${file}" is no JSON (${where}).`, { hint: exportHint, cause })
  }
  return checked(document, file)
}

const exportHint = 'Try: nightdesk resume show --format json > resume.json'

function checked(document: unknown, file: string): JsonResume {
  if (!isPlainObject(document))
    throw new AppError('wrong-use', `"${file}" is no JSON Resume: it must be an object.`, {
      hint: exportHint,
    })
  const faults = schemaFaults(document)
  const read = v.safeParse(jsonResumeSchema, document)
  const [issue] = read.issues ?? []
  if (faults.length === 0 && read.success) return read.output
  const sentences =
    faults.length > 0
      ? faults.map(({ path, why }) => `${path} ${why}`)
      : [`${issue === undefined ? '' : v.getDotPath(issue)} ${issue?.message}`]
  const more = sentences.length - faultsShown
  const shown = sentences.slice(0, faultsShown).join('. ')
  throw new AppError(
    'wrong-use',
    `"${file}" is no JSON Resume: ${shown}.${more > 0 ? ` And ${count(more, 'more fault')}.` : ''}`,
    { hint: 'The schema: https://jsonresume.org/schema' },
  )
}

function readMeta(resume: JsonResume, file: string) {
  try {
    return readResumeMeta(resume)
  } catch (cause) {
    throw new AppError('wrong-use', `"${file}": meta.nightdesk is not as nightdesk writes it.`, {
      hint: 'Take meta.nightdesk out of the file; its lines are then stated by you.',
      cause,
    })
  }
}
