import type { LlmProvider, ModelsConfig, ProviderConfig } from '../contracts/config.ts'
import { llmProviders } from '../contracts/config.ts'
import type { Environment } from '../io/environment/index.ts'

// The vendors' own names for the key; the order in which a key chooses the provider.
const vendorKeys = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GOOGLE_GENERATIVE_AI_API_KEY',
} as const satisfies Partial<Record<LlmProvider, string>>

// What answers where only a vendor's key is set.
const vendorModels: Partial<Record<LlmProvider, string>> = {
  openai: 'gpt-5-mini',
  anthropic: 'claude-haiku-4-5',
  google: 'gemini-2.5-flash',
}

/** Calls at a time where nobody said: one graphics card serves one call. */
const usualConcurrency = 4

/** What a provider is where configuration says nothing more than its kind. */
export function providerOf(
  given: Pick<ProviderConfig, 'id' | 'kind' | 'models' | 'baseUrl' | 'apiKey'>,
): ProviderConfig {
  return {
    ...given,
    // Servers that only resemble OpenAI speak its older interface.
    api: given.kind === 'openai' && given.baseUrl === undefined ? 'responses' : 'chat',
    contextWindow: undefined,
    prices: {},
    concurrency: given.kind === 'ollama' ? 1 : usualConcurrency,
    dailyBudget: undefined,
  }
}

/** Answers by the rules of the agents. */
export const offlineProvider = providerOf({
  id: 'offline',
  kind: 'offline',
  models: { fast: '', strong: '', critic: '' },
  baseUrl: undefined,
  apiKey: undefined,
})

/** The models of the simple case: one provider, chosen by the environment, answers every role. */
export function modelsFromEnvironment(found: Environment): ModelsConfig {
  const provider = providerFromEnvironment(found)
  const route = [provider.id]
  return {
    providers: [provider],
    routes: { fast: route, strong: route, critic: route },
    budget: { job: undefined, day: undefined, whenOver: 'wait' },
  }
}

/** What the environment says about models that cannot work, a sentence each. */
export function modelProblems(found: Environment): string[] {
  const { kind, apiKey, baseUrl, models } = providerFromEnvironment(found)
  const problems: string[] = []
  const say = (problem: string) => problems.push(problem)
  if (found.LLM_PROVIDER === undefined && kind === 'offline')
    for (const name of ['LLM_API_KEY', 'LLM_BASE_URL', 'LLM_MODEL'])
      if (found[name] !== undefined)
        say(`${name} is set, but LLM_PROVIDER is not: choose one of ${llmProviders.join(', ')}.`)
  if (needsKey(kind) && apiKey === undefined)
    say(`LLM_PROVIDER is "${kind}", but there is no key: set LLM_API_KEY.`)
  if (kind === 'openai-compatible' && baseUrl === undefined)
    say(
      'LLM_PROVIDER is "openai-compatible", but LLM_BASE_URL is not set: give its URL, such as http://127.0.0.1:8000/v1.',
    )
  if (kind !== 'offline' && models.fast === '')
    say(`LLM_PROVIDER is "${kind}", but LLM_MODEL is not set: name a model that it serves.`)
  return problems
}

/** Whether nobody answers without a key. */
export function needsKey(kind: LlmProvider): boolean {
  return kind in vendorKeys
}

function providerFromEnvironment(found: Environment): ProviderConfig {
  const named = llmProviders.find((name) => name === found.LLM_PROVIDER)
  const kind = named ?? (found.LLM_PROVIDER === undefined ? vendorWithKey(found) : undefined) ?? 'offline'
  const model = kind === 'offline' ? '' : (found.LLM_MODEL ?? vendorModels[kind] ?? '')
  const ollamaHost = kind === 'ollama' ? found.OLLAMA_HOST : undefined
  return providerOf({
    id: kind,
    kind,
    models: { fast: model, strong: model, critic: model },
    baseUrl: found.LLM_BASE_URL ?? ollamaHost,
    apiKey: found.LLM_API_KEY ?? vendorKeyOf(kind, found),
  })
}

function vendorWithKey(found: Environment): LlmProvider | undefined {
  return (['openai', 'anthropic', 'google'] as const).find(
    (vendor) => found[vendorKeys[vendor]] !== undefined,
  )
}

function vendorKeyOf(kind: LlmProvider, found: Environment): string | undefined {
  if (kind !== 'openai' && kind !== 'anthropic' && kind !== 'google') return undefined
  return found[vendorKeys[kind]]
}
