import { AppError } from '../base/app-error.ts'
import type { Clock } from '../base/clock.ts'
import type { Config, ModelsConfig, ProviderConfig } from '../contracts/config.ts'
import type { LlmJournal } from '../contracts/llm-journal.ts'
import type { Sql } from '../contracts/sql.ts'
import { persist } from '../jobs/index.ts'
import { createRouter, forgetfulJournal, noCooldowns, playTape, traceCalls } from '../llm/index.ts'
import type { CallTraces, Router } from '../llm/index.ts'
import { createLlmJournal } from '../store/llm-calls.ts'
import { sharedCooldowns } from '../store/model-cooldowns.ts'
import { loadCassette } from './cassette-file.ts'
import { offlineProvider } from './model-config.ts'

/** Everything that a process needs to ask models. Opens nothing until a job asks. */
export interface Models extends Router {
  /** `offline`, or provider and model: `openai/gpt-5-mini`. */
  engine: string
}

export interface ModelsOptions {
  config: Config
  sql: Sql
  clock: Clock
  /** Absent: calls are not traced. */
  traces?: CallTraces | undefined
}

// How long an answer waits for a database that is away; milliseconds.
const longestAway = 30_000

/** From configuration to the function that jobs ask with. */
export function createModels({ config, sql, clock, traces }: ModelsOptions): Models {
  const { cassette } = config.llm
  if (cassette !== undefined) return { ...replayRouter(config, cassette, clock), engine: engineOf(config) }
  const kept = lasting(createLlmJournal(sql, clock))
  const journal = traces === undefined ? kept : traceCalls(kept, traces, clock)
  const models = withOffline(config.llm)
  const router = createRouter({ models, journal, cooldowns: sharedCooldowns(sql, clock), clock })
  return { ...router, engine: engineOf(config) }
}

/** An answer was paid: it is written down as soon as the database is back, or it would be asked for again. */
function lasting(journal: LlmJournal): LlmJournal {
  return {
    ...journal,
    end: async (org, id, outcome) => {
      const limit = AbortSignal.timeout(longestAway)
      await persist(async () => await journal.end(org, id, outcome), noLog, limit)
    },
  }
}

function noLog(): void {}

/** By name the rules of the agents can always be asked. */
function withOffline(models: ModelsConfig): ModelsConfig {
  const isThere = models.providers.some(({ id }) => id === offlineProvider.id)
  return isThere ? models : { ...models, providers: [...models.providers, offlineProvider] }
}

/** Answers from a file alone: nothing is asked, paid or kept. */
function replayRouter({ llm }: Config, file: string, clock: Clock): Router {
  const tape = playTape(loadCassette(file), file)
  return createRouter({ models: llm, journal: forgetfulJournal, cooldowns: noCooldowns, clock, tape })
}

/** Who answers first: `offline`, or provider and model. */
export function engineOf(config: Config): string {
  const { id, kind, models } = chosenProvider(config)
  return kind === 'offline' ? kind : `${id}/${models.fast || '?'}`
}

/** What a verb says after it wrote without a model; undefined where one is configured. */
export function engineAdvice(config: Config): string | undefined {
  return engineOf(config) === 'offline'
    ? 'engine: offline. Set LLM_PROVIDER and its key (see .env.example) for more.'
    : undefined
}

/** For `--require-llm` and the like: an AppError where no model is configured, or where a route ends offline. */
export function requireModel(config: Config, option = '--require-llm'): void {
  if (engineOf(config) === 'offline')
    throw new AppError(
      'not-configured',
      `No model is set (LLM_PROVIDER is unset or "offline"), and ${option} refuses to work offline.`,
      { hint: `Set LLM_PROVIDER, LLM_MODEL and LLM_API_KEY, or leave out ${option}.` },
    )
  const { providers, routes } = config.llm
  const isOffline = (id: string) => providers.some((each) => each.id === id && each.kind === 'offline')
  const [role] = Object.entries(routes).find(([, ids]) => ids.some(isOffline)) ?? []
  if (role !== undefined)
    throw new AppError('not-configured', `The route "${role}" ends offline, and ${option} refuses that.`, {
      hint: `Take "offline" out of the routes in nightdesk.yaml, or leave out ${option}.`,
    })
}

function chosenProvider({ llm }: Config): ProviderConfig {
  const [first] = llm.routes.fast
  const provider = llm.providers.find(({ id }) => id === first)
  if (provider === undefined) throw new Error(`The route names ${first}, which is no provider.`)
  return provider
}
