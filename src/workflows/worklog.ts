import * as v from 'valibot'
import { worklogAnalyst } from '../agents/worklog-analyst.ts'
import type { AnalyzedEntries } from '../agents/worklog-analyst.ts'
import { newId } from '../base/id.ts'
import { toJson } from '../base/json.ts'
import { count } from '../base/text.ts'
import type { Entry, EntryAnalysis } from '../contracts/entry.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { listEntries } from '../store/entries.ts'
import { keepAnalyses } from '../store/entry-analyses.ts'
import { logOwner } from './log-owner.ts'

/** What `worklog.analyze` gives back. No words: what the log says over time is read off it when somebody asks. */
export interface AnalysisResult {
  analyzed: number
  /** How many of them are private. */
  private: number
  engine: string
}

/** What one request holds at most. */
const chunkEntries = 40
const chunkCharacters = 12_000
const offline = 'offline'

/** Finds what each entry says (kind, outcome, numbers, people, tickets, systems), and what the log says over time. */
export const worklog = defineWorkflow({
  type: 'worklog.analyze',
  summary: 'Find what each entry of the work log says',
  payload: v.object({ again: v.optional(v.boolean(), false) }),
  short: 'offline',
  async run({ again }, context) {
    const chunks = await context.step('entries', async () => await chunksToRead(context, again))
    const total = { entries: chunks.flat().length, analyzed: 0, private: 0, engine: offline }
    let read = 0
    for (const ids of chunks) {
      context.signal.throwIfAborted()
      const entries = await listEntries(context.sql, context.org, { ids })
      const answer = await analyzeChunk(entries, context)
      total.analyzed += answer.analyzed
      total.private += answer.private
      if (answer.engine !== offline) total.engine = answer.engine
      read += ids.length
      await context.progress(read, total.entries)
    }
    await context.note({
      name: 'entries-analyzed',
      message: `${count(total.analyzed, 'entry', 'entries')} analyzed (${total.engine})`,
      data: { analyzed: total.analyzed, private: total.private, engine: total.engine },
    })
    const { analyzed, private: hidden, engine } = total
    const result: AnalysisResult = { analyzed, private: hidden, engine }
    return toJson(result)
  },
})

/** The ids to read, oldest first. Kept by the step, so that a second attempt asks the same questions. */
async function chunksToRead(context: WorkflowContext, again: boolean): Promise<string[][]> {
  const entries = await listEntries(context.sql, context.org, {
    userId: logOwner(context),
    unanalyzed: !again,
  })
  const chunks: string[][] = []
  let characters = Infinity
  for (const { id, text } of entries.toReversed()) {
    const last = chunks.at(-1)
    if (last === undefined || last.length >= chunkEntries || characters + text.length > chunkCharacters) {
      chunks.push([id])
      characters = text.length
    } else {
      last.push(id)
      characters += text.length
    }
  }
  return chunks
}

async function analyzeChunk(entries: readonly Entry[], context: WorkflowContext) {
  const open = entries.filter((entry) => !entry.private)
  const hidden = entries.filter((entry) => entry.private)
  const answer =
    open.length === 0
      ? { output: { entries: [] }, engine: offline }
      : await context.ask(worklogAnalyst, inputOf(open))
  const found = [
    ...foundIn(open, answer.output, answer.engine),
    // What is private is read here by the rules, whatever model is configured.
    ...foundIn(hidden, worklogAnalyst.offline(inputOf(hidden)), offline),
  ]
  const analyzed = await keepAnalyses(context.sql, context.org, found, changeOf(context))
  return { analyzed, private: hidden.length, engine: answer.engine }
}

function changeOf({ userId, jobId }: WorkflowContext) {
  return { id: newId(), userId, jobId, action: 'analyze', subject: 'entry', subjectId: null }
}

function inputOf(entries: readonly Entry[]) {
  return { entries: entries.map(({ id, at, text }) => ({ id, at: at.toISOString(), text })) }
}

/** Trusts no answer: what the entry does not hold byte for byte is dropped. */
function foundIn(entries: readonly Entry[], { entries: answers }: AnalyzedEntries, engine: string) {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return answers.flatMap(({ id, ...answer }) => {
    const entry = byId.get(id)
    byId.delete(id)
    if (entry === undefined) return []
    const isHeld = (words: string) => words !== '' && entry.text.includes(words)
    const analysis: EntryAnalysis = {
      ...answer,
      outcome: answer.outcome !== null && isHeld(answer.outcome) ? answer.outcome : null,
      numbers: answer.numbers.filter(({ text }) => isHeld(text)),
      people: answer.people.filter(isHeld),
      tickets: answer.tickets.filter(isHeld),
      engine,
      agentVersion: worklogAnalyst.version,
    }
    return [{ id, hash: entry.hash, analysis }]
  })
}
