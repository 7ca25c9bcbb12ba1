import * as v from 'valibot'
import { newId } from '../base/id.ts'
import { count } from '../base/text.ts'
import { skillExtractor } from '../agents/skill-extractor.ts'
import type { ExtractedSkills } from '../agents/skill-extractor.ts'
import type { PointState } from '../contracts/report.ts'
import type { NewEvidence } from '../contracts/skill.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { sentenceStates, stateAt } from '../domain/entry-state.ts'
import { canonicalSkill } from '../domain/skill-finder.ts'
import { entriesToExtract, keepEvidence } from '../store/skills.ts'
import type { UnreadEntry } from '../store/skills.ts'
import { logOwner } from './log-owner.ts'

/** What one request holds at most. */
const chunkEntries = 40
const chunkCharacters = 12_000

/** Finds skills in the entries that changed since it last ran, and keeps each with its verbatim excerpts. */
export const skills = defineWorkflow({
  type: 'skills.extract',
  summary: 'Find the skills that entries prove',
  payload: v.object({ again: v.optional(v.boolean(), false) }),
  short: 'offline',
  async run({ again }, context) {
    const entries = await entriesToExtract(context.sql, context.org, { userId: logOwner(context), again })
    const total = { entries: entries.length, evidence: 0, removed: 0, engine: 'offline' }
    const named = new Set<string>()
    let done = 0
    for (const chunk of chunksOf(entries)) {
      context.signal.throwIfAborted()
      const read = await readChunk(chunk, context)
      for (const name of read.names) named.add(name)
      total.evidence += read.kept
      total.removed += read.removed
      total.engine = read.engine
      done += chunk.length
      await context.progress(done, entries.length)
    }
    const result = { ...total, skills: [...named].sort() }
    await context.note({
      name: 'skills-found',
      message: `${count(named.size, 'skill')} in ${count(entries.length, 'entry', 'entries')} (${total.engine})`,
      data: result,
    })
    return result
  },
})

async function readChunk(chunk: readonly UnreadEntry[], context: WorkflowContext) {
  const proving = chunk.filter((entry) => sentenceStates(entry).some(({ state }) => proves(state)))
  const input = { entries: proving.map(({ id, text }) => ({ id, text })) }
  const { output, engine } =
    proving.length === 0
      ? { output: { skills: [] }, engine: 'offline' }
      : await context.ask(skillExtractor, input)
  const evidence = evidenceOf(output, proving)
  const change = {
    id: newId(),
    userId: context.userId,
    jobId: context.jobId,
    action: 'extract',
    subject: 'entry',
    subjectId: null,
  }
  const { sql, org } = context
  const { kept, removed } = await keepEvidence(sql, org, chunk, { engine, evidence, change })
  return { kept, removed, engine, names: new Set(evidence.map(({ name }) => name)) }
}

/** Trusts no answer: an excerpt that its entry does not hold byte for byte, or holds in a plan, is dropped. */
function evidenceOf(
  { skills }: ExtractedSkills,
  entries: readonly UnreadEntry[],
): (NewEvidence & { skillId: string })[] {
  const known = new Map(entries.map((entry) => [entry.id, { entry, sentences: sentenceStates(entry) }]))
  return skills.flatMap((skill) => {
    const { name, category } = canonicalSkill(skill.name) ?? skill
    return skill.excerpts.flatMap(({ entry: id, quote, confidence }) => {
      const cited = known.get(id)
      const start = cited?.entry.text.indexOf(quote) ?? -1
      if (cited === undefined || start === -1 || !proves(stateAt(cited.sentences, start))) return []
      const end = start + quote.length
      return [{ skillId: newId(), name, category, entryId: id, start, end, excerpt: quote, confidence }]
    })
  })
}

/** What was only planned or asked for proves no skill. */
function proves(state: PointState): boolean {
  return state !== 'next' && state !== 'asked'
}

function chunksOf(entries: readonly UnreadEntry[]): UnreadEntry[][] {
  const chunks: UnreadEntry[][] = []
  let characters = Infinity
  for (const entry of entries) {
    const last = chunks.at(-1)
    if (
      last === undefined ||
      last.length >= chunkEntries ||
      characters + entry.text.length > chunkCharacters
    ) {
      chunks.push([entry])
      characters = entry.text.length
    } else {
      last.push(entry)
      characters += entry.text.length
    }
  }
  return chunks
}
