import { newId } from '../base/id.ts'
import { isPlainObject } from '../base/json.ts'
import { once } from '../base/once.ts'
import type { Agent } from '../contracts/agent.ts'
import type { Note } from '../contracts/event.ts'
import { ModelError } from '../contracts/provider.ts'
import type { Answered, AskOptions } from '../contracts/workflow.ts'
import { readAnswer } from './answer.ts'
import type { Reading } from './answer.ts'
import { awaitInHand, makeCall, say } from './call.ts'
import type { AskingJob, Call, Place } from './call.ts'
import { engineName } from './candidate.ts'
import type { Candidate } from './candidate.ts'
import { askedAgain, questionOf } from './question.ts'
import type { Question } from './question.ts'
import { route } from './route.ts'
import type { Desk } from './route.ts'

/** Asks an agent's question; one for each attempt of a job. */
export type Asker = <Input, Output>(
  agent: Agent<Input, Output>,
  input: Input,
  options?: AskOptions,
) => Promise<Answered<Output>>

/** A question at its place, and how its answers are read. */
interface Placed<Output> {
  question: Question
  place: Place
  read: Call<Output>['read']
}

/** An answer of the journal. */
interface Remembered<Output> {
  reading: Reading<Output>
  engine: string
}

/**
 * Prompt → journal → provider → parse → check → complaint → ask again (once) → record. Rejects with a ModelError, which
 * the engine knows as a JobError, so that the queue waits and no worker does.
 *
 * A call's place is (job, agent, request hash, which of the equal requests): asks that run side by side, in any
 * order, find their own answers again after a crash.
 */
export function createAsker(desk: Desk, job: AskingJob): Asker {
  const attempt = newId()
  const asked = new Map<string, number>()
  const placeOf = ({ agent, requestHash, inputHash, input }: Question): Place => {
    const key = `${agent.name} ${requestHash}`
    const sequence = asked.get(key) ?? 0
    asked.set(key, sequence + 1)
    const { org, jobId } = job
    return {
      org,
      jobId,
      sequence,
      agent: agent.name,
      agentVersion: agent.version,
      requestHash,
      inputHash,
      input,
      attempt,
    }
  }
  const hasPast = once(async () => await lookBack(desk, job, attempt))
  return async (agent, input, { provider: only } = {}) => {
    const read = async (answer: { text: string; finishReason: string }) =>
      await readAnswer(agent, input, answer)
    if (only === undefined && isOffline(desk)) {
      const [candidate] = desk.candidates[agent.role]
      if (candidate !== undefined) return await answerByRules(agent, input, { candidate, job, read })
    }
    const question = await questionOf(agent, input)
    const first = { question, place: placeOf(question), read }
    const kept = (await hasPast()) ? await recall(desk, job, first) : undefined
    if (kept?.reading.complaint === undefined && kept !== undefined)
      return { output: kept.reading.output, engine: kept.engine }
    return await route(desk, job, { question, startWith: kept?.engine, only }, async (candidate) =>
      converse({ desk, job, candidate, placeOf }, first, kept),
    )
  }
}

function isOffline({ candidates }: Pick<Desk, 'candidates'>): boolean {
  return candidates.all.every(({ config }) => config.kind === 'offline')
}

/** Where nobody else could be asked nothing is recorded, so that the question need be neither put in words nor hashed. */
async function answerByRules<Input, Output>(
  agent: Agent<Input, Output>,
  input: Input,
  { candidate, job, read }: { candidate: Candidate; job: AskingJob; read: Placed<Output>['read'] },
): Promise<Answered<Output>> {
  job.signal.throwIfAborted()
  const engine = engineName(candidate.config, agent.role)
  const provider = await candidate.open()
  const reading = await read(
    await provider.ask({ ...wordless, offline: () => agent.offline(input), signal: job.signal }),
  )
  if (reading.complaint !== undefined) throw unusable(engine, agent.name, reading.complaint)
  return { output: reading.output, engine }
}

const wordless = { model: '', system: '', user: '', schema: {}, schemaName: '', maxOutputTokens: 0 }

interface Conversation {
  desk: Desk
  job: AskingJob
  candidate: Candidate
  placeOf: (question: Question) => Place
}

/** Asks one provider, and asks it again where its answer is refused. */
async function converse<Output>(
  { desk, job, candidate, placeOf }: Conversation,
  first: Placed<Output>,
  kept: Remembered<Output> | undefined,
): Promise<Answered<Output>> {
  const engine = engineName(candidate.config, first.question.agent.role)
  const call = (placed: Placed<Output>) => makeCall({ board: desk.board, job, candidate, ...placed })
  const reading = kept?.engine === engine ? kept.reading : await call(first)
  if (reading.complaint === undefined) return { output: reading.output, engine }
  const { name } = first.question.agent
  if (candidate.config.kind === 'offline') throw unusable(engine, name, reading.complaint)
  if (reading !== kept?.reading) await job.note(refused(name, engine, reading.complaint))
  const question = askedAgain(first.question, reading.complaint)
  const again = { question, place: placeOf(question), read: first.read }
  const second = (await recall(desk, job, again))?.reading ?? (await call(again))
  if (second.complaint === undefined) return { output: second.output, engine }
  throw unusable(engine, name, second.complaint)
}

/**
 * Whether earlier attempts left anything to recall. Tells which calls broke off with their worker; one that this process
 * still has in hand is joined instead.
 */
async function lookBack({ board, candidates }: Desk, job: AskingJob, attempt: string): Promise<boolean> {
  const { org, jobId, note } = job
  if (isOffline({ candidates })) return false
  if (board.journal.lookBack === undefined) return true
  if ([...board.inHand.keys()].some((key) => key.startsWith(jobId))) return true
  const { isThere, lost } = await board.journal.lookBack({ org, jobId, attempt })
  for (const { agent, provider, model } of lost)
    await note({
      ...say(
        'call-lost',
        `A call of ${agent} to ${provider}/${model} broke off unseen: it may have been billed`,
      ),
      level: 'warning',
      data: { agent, provider, model },
    })
  return isThere
}

/** The answer of a finished call of an earlier attempt. Where the prompt has changed since, the rest is dropped, and said. */
async function recall<Output>(
  { board, candidates }: Desk,
  { note }: AskingJob,
  { place, read, question }: Placed<Output>,
): Promise<Remembered<Output> | undefined> {
  const { name } = question.agent
  if (isOffline({ candidates })) return undefined
  const intent = { ...place, provider: '', model: '' }
  await awaitInHand(board, place)
  const answer = await board.journal.recall(intent)
  if (answer === undefined) {
    const dropped = (await board.journal.dropChanged?.(intent)) ?? 0
    if (dropped > 0) await note(droppedNote(name, dropped))
    return undefined
  }
  await note({
    ...say('answer-recalled', `${name}: an answer was read back, not paid again`),
    level: 'debug',
  })
  const kept = isPlainObject(answer) ? answer : {}
  const text = typeof kept.text === 'string' ? kept.text : ''
  const engine = typeof kept.engine === 'string' ? kept.engine : 'a model'
  const finishReason = typeof kept.finishReason === 'string' ? kept.finishReason : 'stop'
  return { reading: await read({ text, finishReason }), engine }
}

function unusable(engine: string, agent: string, complaint: string): ModelError {
  return new ModelError('schema-mismatch', `${engine} gave ${agent} no usable answer: ${complaint}`)
}

function refused(agent: string, engine: string, complaint: string): Note {
  return {
    ...say('answer-refused', `${agent}: the answer of ${engine} was refused, asking once more`),
    level: 'warning',
    data: { complaint },
  }
}

function droppedNote(agent: string, dropped: number): Note {
  const answers = dropped === 1 ? 'one answer' : `${dropped} answers`
  return {
    ...say(
      'journal-dropped',
      `The prompt of ${agent} has changed since: ${answers} from there on are asked for anew`,
    ),
    level: 'warning',
    data: { agent, dropped },
  }
}
