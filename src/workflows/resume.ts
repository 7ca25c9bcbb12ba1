import * as v from 'valibot'
import { newId, shortId } from '../base/id.ts'
import { canonicalJson } from '../base/json.ts'
import { count } from '../base/text.ts'
import { claimJudge } from '../agents/claim-judge.ts'
import { resumeWriter } from '../agents/resume-writer.ts'
import type { ResumeDraft } from '../agents/resume-writer.ts'
import type { Entry } from '../contracts/entry.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import type { Refusal } from '../contracts/resume-proof.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { judgeClaim, withModelOpinion } from '../domain/claim-gate.ts'
import { toReportEntry } from '../domain/report-entry.ts'
import type { ReportEntry } from '../domain/report-entry.ts'
import { doneSentences } from '../domain/resume-bullet.ts'
import { onBase } from '../domain/resume-base.ts'
import type { ResumeBase } from '../domain/resume-base.ts'
import { resumeDocument } from '../domain/resume-document.ts'
import type { ProvenLine, ResumeProject } from '../domain/resume-document.ts'
import { proveLine } from '../domain/resume-proof.ts'
import { resumeMarkdown } from '../render/resume.ts'
import { listEntries } from '../store/entries.ts'
import { insertReport, latestReport, reportOf } from '../store/reports.ts'
import { listSkills, skillsOfEntries } from '../store/skills.ts'
import { readGivenName, readUser } from '../store/users.ts'
import { logOwner } from './log-owner.ts'

const otherWork = 'Other work'
/** What one request holds at most: the newest entries of one project. */
const entriesPerProject = 200

interface Project {
  name: string
  entries: ReportEntry[]
}

/** Writes a new version of the résumé, unless nothing changed. A version that is stored never changes. */
export const resume = defineWorkflow({
  type: 'resume.refresh',
  summary: 'Write a résumé (JSON Resume) from entries and skills',
  payload: v.object({ rephrase: v.optional(v.boolean(), false) }),
  async run({ rephrase }, context) {
    const { document, engine, refused } = await writeResume(context, rephrase)
    // A timeline outlives the marks of entries and is read by others: the line itself stands in the result.
    for (const { entry, reasons } of refused)
      await context.note({
        name: 'line-refused',
        level: 'warning',
        message: `Refused a line of the entry ${shortId(entry)}: ${reasons.join('; ')}.`,
        data: { entry },
      })
    const latest = await latestReport(context.sql, context.org, 'resume', context.userId)
    const bullets = readResumeMeta(document).bullets.length
    if (latest !== undefined && latest.jobId !== context.jobId && isSame(latest.content, document)) {
      await context.note({ name: 'resume-unchanged', message: 'Nothing changed since the last version.' })
      return { report: latest.id, changed: false, bullets, refused, engine }
    }
    const stored = await insertReport(context.sql, context.org, {
      id: newId(),
      jobId: context.jobId,
      userId: context.userId,
      kind: 'resume',
      fromDate: null,
      toDate: null,
      title: `Résumé of ${document.basics?.name ?? 'nobody'}`,
      content: document,
      rendered: resumeMarkdown(document),
      engine,
    })
    const message = `${stored.title}: ${count(bullets, 'line')}, each from an entry (${engine})`
    await context.note({ name: 'resume-written', message, data: { report: stored.id } })
    return { report: stored.id, changed: true, bullets, refused, engine }
  },
})

async function writeResume(
  context: WorkflowContext,
  rephrase: boolean,
): Promise<{ document: JsonResume; engine: string; refused: Refusal[] }> {
  const { sql, org } = context
  const rows = await listEntries(sql, org, { userId: logOwner(context), private: false })
  const proofs = await skillsOfEntries(sql, org, context.userId)
  const projects: ResumeProject[] = []
  const refused: Refusal[] = []
  let engine = 'offline'
  for (const project of projectsOf(rows)) {
    context.signal.throwIfAborted()
    const answered = await context.ask(resumeWriter, {
      project: project.name,
      entries: project.entries,
      ...(rephrase ? { rephrase } : {}),
    })
    engine = answered.engine
    const judged = withHighlights(project, answered.output, proofs)
    const objections = rephrase ? await objectionsTo(judged.project, context) : []
    projects.push(withoutLines(judged.project, objections))
    refused.push(...judged.refused, ...objections)
  }
  const parts = {
    person: (await readUser(sql, org, context.userId)) ?? { name: 'Nobody', email: null },
    projects,
    skills: await listSkills(sql, org, context.userId),
    engine,
    now: context.now(),
  }
  const fresh = resumeDocument(parts, new Map(rows.map(({ id, hash }) => [id, hash])))
  const base = await importedBase(context)
  const document =
    base === undefined ? fresh : onBase(fresh, base, await readGivenName(sql, org, context.userId))
  return { document: v.parse(jsonResumeSchema, document), engine, refused }
}

/** The file that the newest version goes on from. */
async function importedBase({ sql, org, userId }: WorkflowContext): Promise<ResumeBase | undefined> {
  const latest = await latestReport(sql, org, 'resume', userId)
  if (latest === undefined) return undefined
  const newest = v.parse(jsonResumeSchema, latest.content)
  const meta = readResumeMeta(newest)
  if (meta.import !== undefined) return { id: latest.id, document: newest }
  if (meta.imported === undefined) return undefined
  const found = await reportOf(sql, org, meta.imported)
  // Whoever undid the import does not want what it brought.
  if (found === undefined) return undefined
  return { id: found.id, document: v.parse(jsonResumeSchema, found.content) }
}

/** Only what was done reaches a résumé; the newest project comes first, work without one last. */
function projectsOf(rows: readonly Entry[]): Project[] {
  const byName = new Map<string, Project>()
  for (const row of rows) {
    const name = row.project ?? otherWork
    const project = byName.get(name) ?? { name, entries: [] }
    byName.set(name, project)
    const entry = toReportEntry(row)
    if (project.entries.length < entriesPerProject && doneSentences(entry).length > 0)
      project.entries.push(entry)
  }
  return [...byName.values()]
    .filter(({ entries }) => entries.length > 0)
    .sort((a, b) => Number(a.name === otherWork) - Number(b.name === otherWork))
}

/** Trusts no answer: a line that its entry does not prove is refused, and kept aside with the reasons. */
function withHighlights(
  { name, entries }: Project,
  draft: ResumeDraft,
  proofs: readonly { entryId: string; name: string }[],
): { project: ResumeProject; refused: Refusal[] } {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const highlights: ProvenLine[] = []
  const refused: Refusal[] = []
  for (const { text, entry: id } of draft.highlights) {
    const entry = byId.get(id)
    const proof =
      entry === undefined ? { refused: ['no entry of the project is named for it'] } : proveLine(text, entry)
    if ('refused' in proof) refused.push({ text, entry: id, reasons: proof.refused })
    else highlights.push({ text, entry: id, ...proof })
  }
  const skills = new Set(proofs.filter(({ entryId }) => byId.has(entryId)).map((proof) => proof.name))
  return { project: { name, entries, highlights, skills: [...skills] }, refused }
}

/** What a model objects to among the lines that were told in other words. Its yes decides nothing. */
async function objectionsTo(
  { entries, highlights }: ResumeProject,
  context: WorkflowContext,
): Promise<Refusal[]> {
  const claims = highlights.flatMap(({ text, entry: id, form }) => {
    const entry = entries.find((one) => one.id === id)
    return form === 'verbatim' || entry === undefined ? [] : [{ line: text, entry: { id, text: entry.text } }]
  })
  if (claims.length === 0) return []
  const { output } = await context.ask(claimJudge, { claims })
  return claims.flatMap(({ line, entry }) => {
    const said = output.opinions.find((one) => one.line === line)
    if (said === undefined) return []
    const quotes = said.quotes.map((text) => ({ entry: entry.id, text }))
    const judged = withModelOpinion(judgeClaim(line, [entry]), { ...said, quotes }, [entry])
    return judged.verdict === 'supported'
      ? []
      : [{ text: line, entry: entry.id, reasons: judged.reasons.slice(-1) }]
  })
}

function withoutLines(project: ResumeProject, refused: readonly Refusal[]): ResumeProject {
  const isRefused = (line: ProvenLine) =>
    refused.some(({ text, entry }) => text === line.text && entry === line.entry)
  return { ...project, highlights: project.highlights.filter((line) => !isRefused(line)) }
}

function isSame(stored: unknown, document: JsonResume): boolean {
  return comparable(stored) === comparable(document)
}

/** Without the time of writing, which alone would make every version new. */
function comparable(document: unknown): string {
  return canonicalJson(document).replace(/"lastModified":"[^"]*",?/, '')
}
