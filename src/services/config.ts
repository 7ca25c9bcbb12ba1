import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { AppError, messageOf } from '../base/app-error.ts'
import { llmProviders, logLevels, type Config, type LlmProvider } from '../contracts/config.ts'
import { splitPairs, variables, type Variable } from '../contracts/variable.ts'
import { defaultHome, homeFolder, readEnvironment, type Environment } from '../io/environment/index.ts'
import { parseAddress } from '../io/postgres/index.ts'

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

const defaultSender = 'nightdesk <nightdesk@localhost>'
const advice = 'Mend it in the environment or in .env; .env.example explains every variable.'

/**
 * Reads the configuration from the environment and the `.env` of the folder, and checks all of it. Rejects with one
 * AppError that names every problem; secret values stay out of it.
 */
export function readConfig(env: Environment, cwd: string): Config {
  const found = readEnvironment(env, cwd)
  const problems = variables.flatMap((variable) => problemOf(variable, found[variable.name]))
  const llm = readLlm(found)
  problems.push(...databaseProblems(found), ...llmProblems(found, llm), ...mailProblems(found))
  if (problems.length > 0) throw refusal(problems)
  const home = resolve(cwd, expandHome(found.NIGHTDESK_HOME, found) ?? defaultHome(found))
  const httpPort = Number(found.HTTP_PORT ?? '4600')
  return {
    home,
    org: found.NIGHTDESK_ORG ?? 'personal',
    database: { url: found.DATABASE_URL, migrateUrl: found.DATABASE_MIGRATE_URL },
    llm,
    mail: { smtpUrl: found.SMTP_URL, from: found.MAIL_FROM ?? defaultSender, inbox: join(home, 'inbox') },
    publicUrl: (found.PUBLIC_URL ?? `http://localhost:${httpPort}`).replace(/\/+$/, ''),
    httpPort,
    intervalMinutes: Number(found.AGENT_RUN_INTERVAL_MINUTES ?? '10'),
    networkAllow: splitPairs(found.NETWORK_ALLOW ?? ''),
    log: {
      level: logLevels.find((level) => level === found.LOG_LEVEL) ?? 'info',
      file: found.LOG_FILE === undefined ? undefined : resolve(cwd, expandHome(found.LOG_FILE, found) ?? ''),
    },
  }
}

/** The values of a configuration that must not leave: for the scrubber. */
export function secretsOf({ database, llm, mail }: Config): string[] {
  const passwords = [database.url, database.migrateUrl, mail.smtpUrl, llm.baseUrl].flatMap(passwordsOf)
  return llm.apiKey === undefined ? passwords : [llm.apiKey, ...passwords]
}

function problemOf(variable: Variable, value: string | undefined): string[] {
  if (value === undefined) return []
  const checked = v.safeParse(variable.schema, value)
  if (checked.success) return []
  const shown = variable.secret ? 'has a value that nightdesk cannot use' : `is "${withoutLogin(value)}"`
  return [`${variable.name} ${shown}: ${checked.issues[0].message}.`]
}

function databaseProblems(found: Environment): string[] {
  const problems = (['DATABASE_URL', 'DATABASE_MIGRATE_URL'] as const).flatMap((name) => {
    const url = found[name]
    // What is no URL of PostgreSQL at all has been said already.
    if (url === undefined || !/^postgres(ql)?:\/\//i.test(url)) return []
    return reasonAgainst(() => parseAddress(url, name))
  })
  if (found.DATABASE_MIGRATE_URL !== undefined && found.DATABASE_URL === undefined)
    problems.push('DATABASE_MIGRATE_URL is set, but DATABASE_URL is not: set both or neither.')
  return problems
}

function llmProblems(found: Environment, llm: Config['llm']): string[] {
  const problems: string[] = []
  const say = (problem: string) => problems.push(problem)
  const chosen = found.LLM_PROVIDER
  if (chosen === undefined && llm.provider === 'offline')
    for (const name of ['LLM_API_KEY', 'LLM_BASE_URL', 'LLM_MODEL'])
      if (found[name] !== undefined)
        say(`${name} is set, but LLM_PROVIDER is not: choose one of ${llmProviders.join(', ')}.`)
  if (llm.provider in vendorKeys && llm.apiKey === undefined)
    say(`LLM_PROVIDER is "${llm.provider}", but there is no key: set LLM_API_KEY.`)
  if (llm.provider === 'openai-compatible' && llm.baseUrl === undefined)
    say(
      'LLM_PROVIDER is "openai-compatible", but LLM_BASE_URL is not set: give its URL, such as http://127.0.0.1:8000/v1.',
    )
  if (llm.provider !== 'offline' && llm.model === undefined)
    say(`LLM_PROVIDER is "${llm.provider}", but LLM_MODEL is not set: name a model that it serves.`)
  return problems
}

function mailProblems(found: Environment): string[] {
  return found.SMTP_URL !== undefined && found.MAIL_FROM === undefined
    ? ['SMTP_URL is set, but MAIL_FROM is not: give the address that mail comes from.']
    : []
}

function readLlm(found: Environment): Config['llm'] {
  const named = llmProviders.find((name) => name === found.LLM_PROVIDER)
  const provider = named ?? (found.LLM_PROVIDER === undefined ? vendorWithKey(found) : undefined) ?? 'offline'
  const ollamaHost = provider === 'ollama' ? found.OLLAMA_HOST : undefined
  return {
    provider,
    model: found.LLM_MODEL ?? vendorModels[provider],
    baseUrl: found.LLM_BASE_URL ?? ollamaHost,
    apiKey: found.LLM_API_KEY ?? vendorKeyOf(provider, found),
  }
}

function vendorWithKey(found: Environment): LlmProvider | undefined {
  return (['openai', 'anthropic', 'google'] as const).find(
    (vendor) => found[vendorKeys[vendor]] !== undefined,
  )
}

function vendorKeyOf(provider: LlmProvider, found: Environment): string | undefined {
  if (provider !== 'openai' && provider !== 'anthropic' && provider !== 'google') return undefined
  return found[vendorKeys[provider]]
}

function reasonAgainst(parse: () => unknown): string[] {
  try {
    parse()
    return []
  } catch (error) {
    if (error instanceof AppError) return [`${messageOf(error)} ${error.hint ?? ''}`.trim()]
    throw error
  }
}

function expandHome(path: string | undefined, found: Environment): string | undefined {
  return path?.replace(/^~(?=\/|$)/, homeFolder(found))
}

function withoutLogin(value: string): string {
  return value.replace(/\/\/[^/@]*@/, '//…@')
}

// A password travels as it is written in the URL and as it is meant.
function passwordsOf(url: string | undefined): string[] {
  const written =
    /^[a-z+]+:\/\/[^:@/?#]*:([^@/?#]*)@/i.exec(url ?? '')?.[1] ?? /[?&]password=([^&#]*)/.exec(url ?? '')?.[1]
  if (written === undefined || written === '') return []
  try {
    return [written, decodeURIComponent(written)]
  } catch {
    return [written]
  }
}

function refusal(problems: readonly string[]): AppError {
  const sentence =
    problems.length === 1
      ? (problems[0] ?? '')
      : [`The configuration has ${problems.length} problems:`, ...problems].join('\n  ')
  return new AppError('not-configured', sentence, { hint: advice })
}
