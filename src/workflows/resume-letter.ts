import * as v from 'valibot'
import { letterWriter } from '../agents/index.ts'
import type { LetterDraft } from '../agents/letter-writer.ts'
import { AppError } from '../base/app-error.ts'
import { sha256 } from '../base/hash.ts'
import { newId, shortId } from '../base/id.ts'
import { count } from '../base/text.ts'
import type { Entry } from '../contracts/entry.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import type { LetterLine, ResumeLetter } from '../contracts/resume-letter.ts'
import type { Refusal } from '../contracts/resume-proof.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { postingRequirements } from '../domain/posting.ts'
import { toReportEntry } from '../domain/report-entry.ts'
import { proveLine } from '../domain/resume-proof.ts'
import { matchRequirements } from '../domain/resume-tailor.ts'
import { letterText } from '../render/resume-letter.ts'
import { listEntries } from '../store/entries.ts'
import { insertReport, latestReport } from '../store/reports.ts'
import { readUser } from '../store/users.ts'
import { logOwner } from './log-owner.ts'

const longestPosting = 100_000

/** Writes a letter for a posting: each sentence from an entry, word for word or let pass by the claim gate. Stored letters never change. */
export const resumeLetters = defineWorkflow({
  type: 'resume.letter',
  summary: 'Write a letter for a job posting, each sentence from the log',
  payload: v.object({
    posting: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestPosting)),
    title: v.string(),
  }),
  async run({ posting, title }, context) {
    const { draft, entries, engine } = await draftLetter(posting, title, context)
    const { lines, refused } = provenLines(draft, entries)
    // A timeline outlives the marks of entries and is read by others: the line itself stands in the result.
    for (const { entry, reasons } of refused)
      await context.note({
        name: 'line-refused',
        level: 'warning',
        message: `Refused a line of the entry ${shortId(entry)}: ${reasons.join('; ')}.`,
        data: { entry },
      })
    const letter: ResumeLetter = {
      title,
      name: await nameOf(context),
      posting: sha256(posting),
      lines,
      refused,
    }
    const stored = await insertReport(context.sql, context.org, {
      id: newId(),
      jobId: context.jobId,
      userId: context.userId,
      kind: 'resume-letter',
      fromDate: null,
      toDate: null,
      title: `Letter for ${title}`,
      content: letter,
      rendered: letterText(letter),
      engine,
    })
    // Who reads the timeline need not know for which post.
    const message = `Letter: ${count(lines.length, 'line')}, each from an entry (${engine})`
    await context.note({ name: 'letter-written', message, data: { report: stored.id } })
    return { report: stored.id, lines: lines.length, refused, engine }
  },
})

async function draftLetter(posting: string, title: string, context: WorkflowContext) {
  const rows = await listEntries(context.sql, context.org, {
    userId: logOwner(context),
    private: false,
  })
  const asked = matchRequirements(postingRequirements(posting), rows.map(toReportEntry))
  const requirements = asked
    .filter(({ evidence }) => evidence.length > 0)
    .sort((a, b) => Number(a.state !== 'covered') - Number(b.state !== 'covered'))
  if (requirements.length === 0)
    throw new AppError('not-found', 'The log has nothing for what the posting asks.', {
      hint: 'Try: nightdesk resume tailor posting.txt',
    })
  const named = new Set(requirements.flatMap(({ evidence }) => evidence.map(({ entry }) => entry)))
  const entries = rows.filter(({ id }) => named.has(id))
  const { output, engine } = await context.ask(letterWriter, {
    title,
    requirements,
    entries: entries.map(({ id, text }) => ({ id, text })),
  })
  return { draft: output, entries, engine }
}

/** As the newest résumé names the person; else as the desk does. */
async function nameOf({ sql, org, userId }: WorkflowContext): Promise<string> {
  const latest = await latestReport(sql, org, 'resume', userId)
  const resume = v.safeParse(jsonResumeSchema, latest?.content)
  const name = resume.success ? resume.output.basics?.name : undefined
  return name ?? (await readUser(sql, org, userId))?.name ?? ''
}

/** Trusts no answer: what its entry does not prove is refused, and kept aside with the reasons. */
function provenLines(
  { lines }: LetterDraft,
  entries: readonly Entry[],
): { lines: LetterLine[]; refused: Refusal[] } {
  const kept: LetterLine[] = []
  const refused: Refusal[] = []
  for (const line of lines) {
    const entry = entries.find(({ id }) => id === line.entry)
    const proof =
      entry === undefined ? { refused: ['no entry is named for it'] } : proveLine(line.text, entry)
    if (entry === undefined || 'refused' in proof)
      refused.push({
        text: line.text,
        entry: line.entry,
        reasons: 'refused' in proof ? proof.refused : [],
      })
    else kept.push({ ...line, hash: entry.hash, ...proof })
  }
  return { lines: kept, refused }
}
