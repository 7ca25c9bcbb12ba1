import { systemClock } from '../base/clock.ts'
import type { Clock } from '../base/clock.ts'
import type { ModelsConfig } from '../contracts/config.ts'
import type { CooldownMemory, LlmJournal } from '../contracts/llm-journal.ts'
import type { ModelAnswer } from '../contracts/provider.ts'
import type { AskingJob } from './call.ts'
import { candidatesOf } from './candidate.ts'
import type { Tape } from './cassette.ts'
import { createAsker } from './run-agent.ts'
import type { Asker } from './run-agent.ts'
import { createSlots } from './slots.ts'

export type { AskingJob } from './call.ts'
export { cassetteText, forgetfulJournal, noCooldowns, playTape, readCassette } from './cassette.ts'
export type { RecordedCall } from './cassette.ts'
export { traceCalls } from './traced-journal.ts'
export type { CallTraces } from './traced-journal.ts'
export { readAnswer } from './answer.ts'
export { candidateOf, engineName } from './candidate.ts'
export { costOf } from './estimate.ts'
export type { Asker } from './run-agent.ts'

export interface RouterOptions {
  models: ModelsConfig
  journal: LlmJournal
  cooldowns: CooldownMemory
  clock?: Clock
  /** Milliseconds that one call may take from its first byte to its last; two minutes where absent. */
  callTimeout?: number
  /** Who answers in place of the providers: a cassette. */
  tape?: Tape
}

/** Everything that a process needs to ask models. Opens no wire until a job asks. */
export interface Router {
  /** For one attempt of a job. */
  asker(job: AskingJob): Asker
}

const twoMinutes = 120_000

export function createRouter(options: RouterOptions): Router {
  const { models, journal, cooldowns, clock = systemClock, callTimeout = twoMinutes, tape } = options
  const board = {
    budget: models.budget,
    journal,
    clock,
    slots: createSlots(clock),
    inHand: new Map<string, Promise<ModelAnswer>>(),
    callTimeout,
  }
  const candidates = candidatesOf(models, clock, tape?.providerFor)
  const desk = { board, candidates, cooldowns, whenRefused: models.whenRefused ?? 'stop' }
  return { asker: (job) => createAsker(desk, job) }
}
