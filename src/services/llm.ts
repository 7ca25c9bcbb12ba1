import { AppError } from '../base/app-error.ts'
import { createRegistry, unknownName } from '../base/registry.ts'
import type { ModelRole } from '../contracts/agent.ts'
import type { ModelPrice, ProviderConfig } from '../contracts/config.ts'
import { ModelError } from '../contracts/provider.ts'
import type { ModelFailure } from '../contracts/provider.ts'
import { candidateOf, costOf, engineName } from '../llm/index.ts'
import { usedBudgets } from '../store/model-budgets.ts'
import { sharedCooldowns } from '../store/model-cooldowns.ts'
import type { App } from './app.ts'

/** A provider as people see it; its key is only ever said to be there. */
export interface ProviderState {
  id: string
  kind: string
  models: Record<ModelRole, string>
  /** Null where the vendor's own is meant. */
  baseUrl: string | null
  hasKey: boolean
  api: string
  contextWindow: number | null
  prices: Readonly<Record<string, ModelPrice>>
  concurrency: number
  /** US dollars of today (UTC). */
  budget: { day: number; used: number } | null
  /** Why it is not asked now. */
  rests: { model: string; failure: string; reason: string; until: Date }[]
}

/** Every provider that configuration names, in its order. */
export async function listProviders(app: App): Promise<ProviderState[]> {
  const { providers } = app.config.llm
  const day = app.clock().toISOString().slice(0, 10)
  const keyOf = ({ id }: ProviderConfig) => `provider ${id} ${day}`
  const [cooldowns, used] = await Promise.all([
    sharedCooldowns(app.sql, app.clock).current(app.org),
    usedBudgets(app.sql, app.org, providers.map(keyOf)),
  ])
  return providers.map((provider) => {
    const { settingsHash } = candidateOf(provider, app.clock)
    const mine = cooldowns.filter(
      (rest) => rest.provider === provider.id && rest.settingsHash === settingsHash,
    )
    const budget = used.find(({ key }) => key === keyOf(provider))
    return {
      ...stateOf(provider),
      budget:
        provider.dailyBudget === undefined
          ? null
          : { day: provider.dailyBudget, used: (budget?.spent ?? 0) + (budget?.reserved ?? 0) },
      rests: mine.map(({ model, failure, reason, until }) => ({ model, failure, reason, until })),
    }
  })
}

function stateOf(provider: ProviderConfig): Omit<ProviderState, 'budget' | 'rests'> {
  const { id, kind, models, baseUrl, apiKey, api, contextWindow, prices, concurrency } = provider
  return {
    id,
    kind,
    models,
    baseUrl: baseUrl ?? null,
    hasKey: apiKey !== undefined,
    api,
    contextWindow: contextWindow ?? null,
    prices,
    concurrency,
  }
}

/** One provider; an AppError that suggests the nearest name otherwise. */
export async function showProvider(app: App, id: string): Promise<ProviderState> {
  const states = await listProviders(app)
  return createRegistry('provider of models', states, (state) => state.id).get(id)
}

/** Who answers for a role, in the order in which they are asked. */
export interface RouteState {
  role: ModelRole
  steps: { id: string; engine: string; restsUntil: Date | null; failure: string | null }[]
}

/** The routes of all roles, or of one. */
export async function listRoutes(app: App, role: string | undefined): Promise<RouteState[]> {
  const roles = ['fast', 'strong', 'critic'] as const
  const wanted = roles.filter((each) => role === undefined || each === role)
  if (wanted.length === 0) throw unknownName('role', role ?? '', roles)
  const states = await listProviders(app)
  return wanted.map((each) => ({
    role: each,
    steps: app.config.llm.routes[each].flatMap((id) => stepOf(app, states, { id, role: each })),
  }))
}

function stepOf(
  { config }: App,
  states: readonly ProviderState[],
  { id, role }: { id: string; role: ModelRole },
): RouteState['steps'] {
  const provider = config.llm.providers.find((each) => each.id === id)
  if (provider === undefined) return []
  const rest = states
    .find((state) => state.id === id)
    ?.rests.find(({ model }) => model === '' || model === provider.models[role])
  return [
    {
      id,
      engine: engineName(provider, role),
      restsUntil: rest?.until ?? null,
      failure: rest?.failure ?? null,
    },
  ]
}

/** How a provider answered a question of one line. */
export interface ProviderTest {
  id: string
  engine: string
  ok: boolean
  latencyMs: number
  inputTokens: number | null
  outputTokens: number | null
  /** US dollars; null where price or tokens are not known. */
  cost: number | null
  failure: ModelFailure | null
  message: string | null
}

const testTimeout = 30_000

/** Asks every provider, or one, whether it answers. One that does is asked again by jobs at once. A test is a call that costs a few tokens. */
export async function testProviders(
  app: App,
  id: string | undefined,
  signal: AbortSignal,
): Promise<ProviderTest[]> {
  const { providers } = app.config.llm
  const registry = createRegistry('provider of models', providers, (provider) => provider.id)
  const wanted = id === undefined ? providers : [registry.get(id)]
  return await Promise.all(wanted.map(async (provider) => await testProvider(app, provider, signal)))
}

async function testProvider(app: App, config: ProviderConfig, signal: AbortSignal): Promise<ProviderTest> {
  const candidate = candidateOf(config, app.clock)
  const started = app.clock().getTime()
  const shared = { id: config.id, engine: engineName(config, 'fast') }
  const latencyMs = () => app.clock().getTime() - started
  try {
    const provider = await candidate.open()
    const limit = AbortSignal.any([signal, AbortSignal.timeout(testTimeout)])
    const { inputTokens, outputTokens } = await provider.ask({
      ...testQuestion,
      model: config.models.fast,
      signal: limit,
    })
    await sharedCooldowns(app.sql, app.clock).clear(app.org, config.id)
    const tokens = { inputTokens, outputTokens }
    const cost = config.kind === 'offline' ? 0 : costOf(config.prices[config.models.fast], tokens)
    return { ...shared, ok: true, latencyMs: latencyMs(), ...tokens, cost, failure: null, message: null }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ModelError || error instanceof AppError)) throw error
    const failure = error instanceof ModelError ? error.failure : null
    const unknown = { inputTokens: null, outputTokens: null, cost: null }
    return { ...shared, ok: false, latencyMs: latencyMs(), ...unknown, failure, message: error.message }
  }
}

const testQuestion = {
  system: 'Answer with one JSON object and nothing else: {"answer": "yes"}',
  user: 'Do you answer?',
  schema: {
    type: 'object',
    properties: { answer: { type: 'string' } },
    required: ['answer'],
    additionalProperties: false,
  },
  schemaName: 'test',
  maxOutputTokens: 1024,
  offline: () => ({ answer: 'yes' }),
}
