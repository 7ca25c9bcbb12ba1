import { AppError } from '../base/app-error.ts'
import type { Clock } from '../base/clock.ts'
import { createRegistry } from '../base/registry.ts'
import type { Config, ProviderConfig } from '../contracts/config.ts'
import type { Note } from '../contracts/event.ts'
import type { ModelProvider, ProviderKind } from '../contracts/provider.ts'
import type { Sql } from '../contracts/sql.ts'
import { createAsker, providerKinds } from '../llm/index.ts'
import type { Asker } from '../llm/index.ts'
import { createLlmJournal } from '../store/llm-calls.ts'

/** What an asker needs to know of its job. */
export interface AskingJob {
  org: string
  jobId: string
  signal: AbortSignal
  note: (note: Note) => Promise<void>
}

/** Everything that a process needs to ask models. Opens nothing until a job asks. */
export interface Models {
  /** `offline`, or provider and model: `openai/gpt-5-mini`. */
  engine: string
  /** For one attempt of a job. What is missing in the configuration is said when it asks. */
  asker(job: AskingJob): Asker
}

export interface ModelsOptions {
  config: Config
  sql: Sql
  clock: Clock
}

/** From configuration to the function that jobs ask with. */
export function createModels({ config, sql, clock }: ModelsOptions): Models {
  const chosen = chosenProvider(config)
  const journal = chosen.kind === 'offline' ? undefined : createLlmJournal(sql, clock)
  let provider: Promise<ModelProvider> | undefined
  return {
    engine: engineOf(config),
    asker(job) {
      let asker: Asker | undefined
      return async (agent, input) => {
        provider ??= kindOf(chosen).open({ ...chosen, clock })
        const opened = await provider
        asker ??= createAsker({ provider: opened, model: chosen.models.fast, journal, clock, ...job })
        return asker(agent, input)
      }
    },
  }
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

/** For `--require-llm`: an AppError where no model is configured. */
export function requireModel(config: Config): void {
  if (engineOf(config) === 'offline')
    throw new AppError('not-configured', 'LLM_PROVIDER is "offline", and --require-llm refuses that.', {
      hint: 'Set LLM_PROVIDER, LLM_MODEL and LLM_API_KEY, or leave out --require-llm.',
    })
}

function chosenProvider({ llm }: Config): ProviderConfig {
  const [first] = llm.routes.fast
  const provider = llm.providers.find(({ id }) => id === first)
  if (provider === undefined) throw new Error(`The route names ${first}, which is no provider.`)
  return provider
}

function kindOf({ kind }: ProviderConfig): ProviderKind {
  return createRegistry('provider of models', providerKinds, ({ id }) => id).get(kind)
}
