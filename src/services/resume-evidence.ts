import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { count } from '../base/text.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import { digestOf, evidenceOf, shownResume } from '../domain/resume-evidence.ts'
import type { LineEvidence } from '../domain/resume-evidence.ts'
import { zipFiles } from '../io/zip/index.ts'
import type { App } from './app.ts'
import { writeWhole } from './resume-file.ts'
import { entriesNamed } from './resume-proof.ts'
import { readResume } from './resume.ts'

export interface EvidenceWish {
  version: string | undefined
  /** Words and names that are blacked out. */
  masked: readonly string[]
  /** Whether the whole entries are shown, not only the words that carry a line. */
  whole: boolean
}

export interface EvidenceBundle {
  lines: number
  proven: number
  leftOut: number
  /** The file that opens the commitments. */
  openings: string
}

const openingsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(
    v.object({ path: v.string(), entry: v.string(), salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)) }),
  ),
)

/**
 * Writes a ZIP with the résumé and the evidence of each line, and beside it, for the owner alone, the file that opens the
 * commitments in it. What is private, and what was edited since, is not in the ZIP.
 */
export async function exportEvidence(app: App, file: string, wish: EvidenceWish): Promise<EvidenceBundle> {
  const { content, leftOut, id, createdAt } = await readResume(app, wish.version)
  const entries = await entriesNamed(app, readResumeMeta(content).bullets)
  const open = new Map(entries.filter((entry) => !entry.private).map((entry) => [entry.id, entry]))
  const kept = await keptSalts(openingsFile(file))
  const saltOf = (path: string, entry: string) =>
    kept.get(`${path} ${entry}`) ?? randomBytes(32).toString('hex')
  const { lines: evidence, openings } = evidenceOf(content, open, { ...wish, saltOf })
  if (evidence.length === 0)
    throw new AppError('not-found', 'The résumé has no line to prove.', {
      hint: 'Try: nightdesk resume refresh',
    })
  const proven = evidence.filter(({ form }) => form !== 'none').length
  const files: Record<string, string> = {
    'evidence.json': `${JSON.stringify(evidence, null, 2)}\n`,
    'resume.json': `${JSON.stringify(shownResume(content, wish.masked, id), null, 2)}\n`,
    'README.txt': readme(evidence, { id, createdAt, proven }),
  }
  await writeWhole(openingsFile(file), `${JSON.stringify(openings, null, 2)}\n`, { isSecret: true })
  await writeWhole(file, zipFiles({ ...files, SHA256SUMS: digestOf(files) }))
  return { lines: evidence.length, proven, leftOut, openings: openingsFile(file) }
}

function openingsFile(file: string): string {
  return `${file.replace(/\.zip$/iu, '')}.openings.json`
}

/** The salts of an earlier bundle in the same place, so that whoever has an opening can use it for the new one too. */
async function keptSalts(file: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(file, 'utf8').catch(() => '[]')
  const kept = v.safeParse(openingsSchema, text)
  return new Map(kept.success ? kept.output.map(({ path, entry, salt }) => [`${path} ${entry}`, salt]) : [])
}

function readme(
  evidence: readonly LineEvidence[],
  { id, createdAt, proven }: { id: string; createdAt: Date; proven: number },
): string {
  return [
    `Résumé ${id}, written ${createdAt.toISOString().slice(0, 10)}.`,
    `${count(proven, 'line')} of ${evidence.length} proven by entries of a work log; the others are stated by the person.`,
    '',
    'evidence.json has for each line the entry it comes from, when that was written, the words that carry the line, and',
    'a commitment: the SHA-256 of a salt with the whole entry right behind it. The salt is with the owner. Who is shown',
    'the entry and its salt can compute it again: printf %s "SALT" | cat - entry.txt | sha256sum (no line end in the file).',
    'Black boxes are redactions.',
    'Check the files with: sha256sum -c SHA256SUMS',
    '',
  ].join('\n')
}
