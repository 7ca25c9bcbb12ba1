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
}

/** Writes a ZIP with the résumé and the evidence of each line. What is private, and what was edited since, is not in it. */
export async function exportEvidence(app: App, file: string, wish: EvidenceWish): Promise<EvidenceBundle> {
  const { content, leftOut, id, createdAt } = await readResume(app, wish.version)
  const entries = await entriesNamed(app, readResumeMeta(content).bullets)
  const open = new Map(entries.filter((entry) => !entry.private).map((entry) => [entry.id, entry]))
  const evidence = evidenceOf(content, open, wish)
  if (evidence.length === 0)
    throw new AppError('not-found', 'The résumé has no line to prove.', {
      hint: 'Try: nightdesk resume refresh',
    })
  const proven = evidence.filter(({ form }) => form !== 'none').length
  const files: Record<string, string> = {
    'evidence.json': `${JSON.stringify(evidence, null, 2)}\n`,
    'resume.json': `${JSON.stringify(shownResume(content, wish.masked), null, 2)}\n`,
    'README.txt': readme(evidence, { id, createdAt, proven }),
  }
  await writeWhole(file, zipFiles({ ...files, SHA256SUMS: digestOf(files) }))
  return { lines: evidence.length, proven, leftOut }
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
    'the SHA-256 of the whole entry. Who is shown the entry can compute it again. Black boxes are redactions.',
    'Check the files with: sha256sum -c SHA256SUMS',
    '',
  ].join('\n')
}
