import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import * as v from 'valibot'
import { AppError, codeOf, messageOf } from '../base/app-error.ts'
import { didYouMean, listWords } from '../base/text.ts'
import type { ModelRole } from '../contracts/agent.ts'
import { llmProviders, type ModelsConfig, type ProviderConfig } from '../contracts/config.ts'
import type { Environment } from '../io/environment/index.ts'
import { readYaml, type ValueProblem } from '../io/yaml.ts'
import { needsKey, offlineProvider, providerOf } from './model-config.ts'

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'))
const money = v.pipe(v.number(), v.minValue(0))
const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))
const provider = v.strictObject({
  id: v.pipe(
    v.string(),
    v.regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits and dashes'),
  ),
  kind: v.picklist(llmProviders, `must be one of ${llmProviders.join(', ')}`),
  model: v.optional(text),
  models: v.optional(
    v.strictObject({ fast: v.optional(text), strong: v.optional(text), critic: v.optional(text) }),
    {},
  ),
  base_url: v.optional(text),
  key: v.optional(text),
  api: v.optional(v.picklist(['responses', 'chat'], 'must be responses or chat')),
  context_window: v.optional(whole(100_000_000)),
  prices: v.optional(v.record(v.string(), v.strictObject({ input: money, output: money })), {}),
  concurrency: v.optional(whole(1000)),
  budget: v.optional(v.strictObject({ day: v.optional(money) }), {}),
})

const route = v.optional(v.pipe(v.array(text), v.minLength(1, 'must name at least one provider')))

/** `nightdesk.yaml`: which models answer, in which order, for how much. Amounts are US dollars, prices per million tokens. */
export const modelsFileSchema = v.strictObject({
  models: v.strictObject({
    providers: v.pipe(v.array(provider), v.minLength(1, 'must name at least one provider')),
    routes: v.optional(v.strictObject({ fast: route, strong: route, critic: route }), {}),
    when_refused: v.optional(v.picklist(['stop', 'next'], 'must be stop or next'), 'stop'),
    budget: v.optional(
      v.strictObject({
        job: v.optional(money),
        day: v.optional(money),
        when_over: v.optional(v.picklist(['wait', 'fail'], 'must be wait or fail'), 'wait'),
      }),
      {},
    ),
  }),
})

type ModelsFile = v.InferOutput<typeof modelsFileSchema>
type GivenProvider = ModelsFile['models']['providers'][number]
type Path = readonly (string | number)[]
type Tell = (path: Path, sentence: string) => void

const roles: readonly ModelRole[] = ['fast', 'strong', 'critic']

/**
 * Reads it. An AppError names every problem with its line and column; keys come from the environment or from files
 * beside it, and are never printed.
 */
export function readModelsFile(path: string, env: Environment): ModelsConfig {
  const file = readYaml(readText(path), path, modelsFileSchema)
  const problems: ValueProblem[] = []
  const tell: Tell = (at, sentence) => problems.push({ path: ['models', ...at], sentence })
  const { models } = file.value
  const providers = models.providers.map((given, index) =>
    readProvider(given, {
      env,
      folder: dirname(path),
      tell: (at, said) => tell(['providers', index, ...at], said),
    }),
  )
  tellTwins(models.providers, tell)
  const routes = readRoutes(models, providers, tell)
  const { job, day, when_over: whenOver } = models.budget
  tellPrices({ providers, routes, budget: { job, day, whenOver } }, tell)
  if (problems.length > 0) throw file.problems(problems)
  return {
    providers: withOffline(providers, routes),
    routes,
    whenRefused: models.when_refused,
    budget: { job, day, whenOver },
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('not-configured', `"${path}" cannot be read: ${messageOf(error)}`, {
      hint: 'Mend the file or its permissions, or take it away.',
      cause: error,
    })
  }
}

interface Place {
  env: Environment
  folder: string
  tell: Tell
}

function readProvider(given: GivenProvider, place: Place): ProviderConfig {
  const { id, kind } = given
  const named = given.model ?? given.models.fast ?? given.models.strong ?? given.models.critic ?? ''
  const models = {
    fast: given.models.fast ?? named,
    strong: given.models.strong ?? named,
    critic: given.models.critic ?? named,
  }
  if (kind !== 'offline' && named === '')
    place.tell([], `${id} names no model; add "model:" and one that it serves`)
  if (kind === 'openai-compatible' && given.base_url === undefined)
    place.tell([], `${id} has no base_url; give its address, such as http://127.0.0.1:8000/v1`)
  if (needsKey(kind) && given.key === undefined)
    place.tell([], `${id} has no key; add "key: env:NAME" or "key: file:PATH"`)
  if (given.base_url !== undefined && !isPlainAddress(given.base_url))
    place.tell(
      ['base_url'],
      'base_url must be a web address such as http://127.0.0.1:8000/v1, without a password',
    )
  const usual = providerOf({ id, kind, models, baseUrl: given.base_url, apiKey: readKey(given.key, place) })
  return {
    ...usual,
    api: given.api ?? usual.api,
    contextWindow: given.context_window,
    prices: given.prices,
    concurrency: given.concurrency ?? usual.concurrency,
    dailyBudget: given.budget.day,
  }
}

function readKey(reference: string | undefined, { env, folder, tell }: Place): string | undefined {
  if (reference === undefined) return undefined
  const [, kind, name = ''] = /^(env|file):(.+)$/.exec(reference) ?? []
  if (kind === undefined) {
    // What stands there may be the key: it is not repeated.
    tell(['key'], 'key must be env:NAME or file:PATH, never the key itself')
    return undefined
  }
  const key = kind === 'env' ? env[name] : keyInFile(resolve(folder, name))
  if (key !== undefined && /^\S+$/.test(key)) return key
  tell(['key'], kind === 'env' ? `the variable ${name} is not set` : `"${name}" holds no key`)
  return undefined
}

function keyInFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (codeOf(error) !== undefined) return undefined
    throw error
  }
}

function tellTwins(providers: readonly GivenProvider[], tell: Tell): void {
  for (const [index, { id }] of providers.entries())
    if (providers.findIndex((other) => other.id === id) < index)
      tell(['providers', index, 'id'], `another provider is named ${id} already`)
}

/** A role without a route has that of `fast`; without any route all providers are asked in the order of the file. */
function readRoutes(
  { routes }: ModelsFile['models'],
  providers: readonly ProviderConfig[],
  tell: Tell,
): ModelsConfig['routes'] {
  const ids = providers.map(({ id }) => id)
  const known = [...ids, 'offline']
  for (const role of roles)
    for (const [index, id] of (routes[role] ?? []).entries()) {
      if (!known.includes(id)) tell(['routes', role, index], `there is no provider ${id}; ${near(id, known)}`)
      if (isOffline(id, providers) && index < (routes[role]?.length ?? 0) - 1)
        tell(['routes', role, index], `${id} always answers: it can only be the last`)
    }
  const fast = routes.fast ?? [
    ...ids.filter((id) => !isOffline(id, providers)),
    ...ids.filter((id) => isOffline(id, providers)),
  ]
  return { fast, strong: routes.strong ?? fast, critic: routes.critic ?? fast }
}

/** `offline` needs no entry of its own. */
function withOffline(
  providers: readonly ProviderConfig[],
  routes: ModelsConfig['routes'],
): readonly ProviderConfig[] {
  const isNamed = roles.some((role) => routes[role].includes('offline'))
  if (!isNamed || providers.some(({ id }) => id === 'offline')) return providers
  return [...providers, offlineProvider]
}

function isOffline(id: string, providers: readonly ProviderConfig[]): boolean {
  const found = providers.find((each) => each.id === id)
  return found === undefined ? id === 'offline' : found.kind === 'offline'
}

function near(id: string, known: readonly string[]): string {
  const word = didYouMean(id, known)
  return word === undefined ? `the providers are ${listWords(known)}` : `did you mean ${word}?`
}

/** A budget cannot be kept with a model whose price nobody gave. */
function tellPrices({ providers, routes, budget }: ModelsConfig, tell: Tell): void {
  for (const [index, { id, kind, models, prices, dailyBudget }] of providers.entries()) {
    if (kind === 'offline' || (budget.job ?? budget.day ?? dailyBudget) === undefined) continue
    const used = roles.filter((role) => routes[role].includes(id)).map((role) => models[role])
    for (const model of new Set(used))
      if (prices[model] === undefined)
        tell(
          ['providers', index, 'prices'],
          `there is a budget, but no price of ${model}; add "${model}: { input: …, output: … }", US dollars for a million tokens`,
        )
  }
}

function isPlainAddress(url: string): boolean {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false
  const { username, password } = new URL(url)
  return username === '' && password === ''
}
