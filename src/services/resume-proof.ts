import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import type { Entry } from '../contracts/entry.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import type { BulletProof, Requirement } from '../contracts/resume-proof.ts'
import { compareResumes } from '../domain/resume-difference.ts'
import type { ResumeDifference } from '../domain/resume-difference.ts'
import { unmasked } from '../domain/resume-evidence.ts'
import { resumeLines } from '../domain/resume-line.ts'
import type { ResumeLine } from '../domain/resume-line.ts'
import { brokenLines, isStated, proofOf } from '../domain/resume-proof.ts'
import type { BrokenLine } from '../domain/resume-proof.ts'
import { listEntries } from '../store/entries.ts'
import { reportsNaming } from '../store/reports.ts'
import { skillsProvenBy } from '../store/skills.ts'
import type { App } from './app.ts'
import { parseJsonResume } from './resume-import.ts'
import { readResume } from './resume.ts'
import type { StoredResume } from './resume.ts'
import { readTextFile } from './text-file.ts'
import { showEntry } from './worklog.ts'

const largestResume = 2_000_000

export type { ResumeDifference } from '../domain/resume-difference.ts'

/** A line with its proof and its entry as it is today; `broken` says why the proof does not hold any more. */
export interface ExplainedLine {
  version: string
  line: ResumeLine
  proof: BulletProof | null
  entry: Pick<Entry, 'id' | 'at' | 'project' | 'text'> | null
  /** The words of the entry that carry the line. */
  quote: string | null
  broken: Pick<BrokenLine, 'fault' | 'why'> | null
  /** True where no entry proves it: it came with a résumé of the person's own. */
  stated: boolean
}

/** Why a line stands in a résumé. Throws not-found for a number that no line has. */
export async function explainLine(
  app: App,
  number: number,
  typed: string | undefined,
): Promise<ExplainedLine> {
  const resume = await readResume(app, typed)
  const lines = resumeLines(resume.content)
  const line = lines.find((one) => one.number === number)
  if (line === undefined)
    throw new AppError('not-found', `The résumé has ${lines.length} lines; there is no line ${number}.`, {
      hint: 'Try: nightdesk resume why 1',
    })
  const { bullets, stated: statedLines } = readResumeMeta(resume.content)
  const stated = isStated(line, bullets, statedLines)
  const proof = stated ? null : (proofOf(line, bullets) ?? null)
  const [entry] = proof === null ? [] : await entriesNamed(app, [proof])
  const broken = (await findBroken(app, resume.content)).find((one) => one.number === number) ?? null
  const quote =
    proof === null || entry === undefined || broken !== null ? null : entry.text.slice(proof.start, proof.end)
  return { version: resume.id, line, proof, entry: entry ?? null, quote, broken, stated }
}

/** Holds the lines of a JSON Resume file against the log of today. Throws for a file that is no JSON Resume. */
export async function verifyResume(
  app: App,
  file: string,
): Promise<{ lines: number; stated: ResumeLine[]; broken: BrokenLine[] }> {
  const document = await withProofs(app, parseJsonResume(await readTextFile(file, largestResume), file))
  const lines = resumeLines(document)
  const { bullets, stated } = readResumeMeta(document)
  return {
    lines: lines.length,
    stated: lines.filter((line) => isStated(line, bullets, stated)),
    broken: await findBroken(app, document),
  }
}

/** A résumé out of a bundle names its version, which has the proofs; any other has them itself. */
async function withProofs(app: App, document: JsonResume): Promise<JsonResume> {
  const { version, bullets } = readResumeMeta(document)
  if (version === undefined || bullets.length > 0) return document
  return unmasked(document, (await readResume(app, version)).content)
}

/** What changed from one stored version to another, line by line. */
export async function diffResumes(app: App, one: string, other: string): Promise<ResumeDifference> {
  const [before, after] = [await readResume(app, one), await readResume(app, other)]
  return compareResumes(proven(before), proven(after))
}

/** The requirements of a stored view, each with what the log has for it. */
export function requirementsOf(resume: StoredResume): Requirement[] {
  return readResumeMeta(resume.content).requirements
}

/** What an entry is used in: skills that it proves, and the reports and résumés that name it. */
export async function usesOfEntry(app: App, typed: string) {
  const entry = await showEntry(app, typed)
  const reports = await reportsNaming(app.sql, app.org, [entry.id])
  return {
    entry,
    skills: await skillsProvenBy(app.sql, app.org, entry.id),
    reports: reports.map(({ id, kind, title, createdAt, content }) => ({
      id,
      kind,
      title,
      createdAt,
      lines: linesFrom(content, entry.id),
    })),
  }
}

function linesFrom(content: unknown, entry: string): string[] {
  const resume = v.safeParse(jsonResumeSchema, content)
  if (!resume.success) return []
  const { bullets } = readResumeMeta(resume.output)
  return resumeLines(resume.output)
    .filter((line) => proofOf(line, bullets)?.entry === entry)
    .map(({ text }) => text)
}

async function findBroken(app: App, document: JsonResume): Promise<BrokenLine[]> {
  const { bullets: proofs, stated } = readResumeMeta(document)
  const entries = await entriesNamed(app, proofs)
  return brokenLines(document, proofs, new Map(entries.map((entry) => [entry.id, entry])), stated)
}

/** The entries that proofs name, as they are today; private ones among them, deleted ones not. */
export async function entriesNamed(app: App, proofs: readonly BulletProof[]): Promise<Entry[]> {
  const ids = [...new Set(proofs.map(({ entry }) => entry))].filter((id) =>
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id),
  )
  return ids.length === 0 ? [] : await listEntries(app.sql, app.org, { userId: app.userId, ids })
}

function proven({ content }: StoredResume) {
  return { document: content, proofs: readResumeMeta(content).bullets }
}
