import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { AppError, messageOf } from '../base/app-error.ts'
import { logLevels, type Config } from '../contracts/config.ts'
import { splitPairs, variables, type Variable } from '../contracts/variable.ts'
import {
  defaultHome,
  dotEnvProblems,
  homeFolder,
  readEnvironment,
  type Environment,
} from '../io/environment/index.ts'
import { parseAddress } from '../io/postgres/index.ts'
import { mailFromEnvironment, mailProblems } from './mail-config.ts'
import { modelProblems, modelsFromEnvironment } from './model-config.ts'

const advice = 'Mend it in the environment or in .env; .env.example explains every variable.'

/**
 * The whole configuration: the environment, and `nightdesk.yaml` for models where the current folder or the data folder
 * has one. LLM_PROVIDER, where it is set, wins over the file.
 */
export async function loadConfig(env: Environment, cwd: string): Promise<Config> {
  const config = readConfig(env, cwd)
  const found = readEnvironment(env, cwd)
  if (found.LLM_CASSETTE !== undefined) {
    const { modelsOfCassette } = await import('./cassette-file.ts')
    return { ...config, llm: modelsOfCassette(resolve(cwd, found.LLM_CASSETTE)) }
  }
  const file = modelsFile(found, cwd)
  if (file === undefined) return config
  const { readModelsFile } = await import('./models-file.ts')
  return { ...config, llm: readModelsFile(file, found) }
}

/**
 * Reads the configuration from the environment and the `.env` of the folder, and checks all of it. Rejects with one
 * AppError that names every problem; secret values stay out of it.
 */
export function readConfig(env: Environment, cwd: string): Config {
  const found = readEnvironment(env, cwd)
  const problems = variables.flatMap((variable) => problemOf(variable, found[variable.name]))
  const names = variables.map(({ name }) => name)
  problems.push(...dotEnvProblems(cwd, names), ...databaseProblems(found), ...mailProblems(found))
  if (found.LLM_CASSETTE === undefined && modelsFile(found, cwd) === undefined)
    problems.push(...modelProblems(found))
  if (problems.length > 0) throw refusal(problems)
  const home = homeOf(found, cwd)
  const httpPort = Number(found.HTTP_PORT ?? '4600')
  return {
    home,
    org: found.NIGHTDESK_ORG ?? 'personal',
    database: { url: found.DATABASE_URL, migrateUrl: found.DATABASE_MIGRATE_URL },
    llm: modelsFromEnvironment(found),
    mail: mailFromEnvironment(found, { home, cwd }),
    publicUrl: (found.PUBLIC_URL ?? `http://localhost:${httpPort}`).replace(/\/+$/, ''),
    httpPort,
    intervalMinutes: Number(found.AGENT_RUN_INTERVAL_MINUTES ?? '10'),
    isIntervalSet: found.AGENT_RUN_INTERVAL_MINUTES !== undefined,
    networkAllow: splitPairs(found.NETWORK_ALLOW ?? ''),
    traces: traceSettings(found),
    log: {
      level: logLevels.find((level) => level === found.LOG_LEVEL) ?? 'info',
      file: found.LOG_FILE === undefined ? undefined : resolve(cwd, expandHome(found.LOG_FILE, found) ?? ''),
    },
  }
}

/** The values of a configuration that must not leave: for the scrubber. */
export function secretsOf({ database, llm, mail, traces }: Config): string[] {
  const addresses = [
    database.url,
    database.migrateUrl,
    mail.smtpUrl,
    ...llm.providers.map(({ baseUrl }) => baseUrl),
    traces?.url,
  ]
  const keys = llm.providers.flatMap(({ apiKey }) => (apiKey === undefined ? [] : [apiKey]))
  const { oauth, dkim } = mail
  const ofMail = [
    oauth?.clientSecret,
    oauth?.refreshToken,
    dkim !== undefined && 'pem' in dkim.key ? dkim.key.pem : undefined,
  ]
  return [
    ...keys,
    ...ofMail.filter((secret) => secret !== undefined),
    ...Object.values(traces?.headers ?? {}),
    ...addresses.flatMap(passwordsOf),
  ]
}

/** As OpenTelemetry names its variables (specification, "OTLP Exporter"): a path is added to the endpoint, headers are percent-encoded. */
function traceSettings(found: Environment): Config['traces'] {
  const endpoint = found.OTEL_EXPORTER_OTLP_ENDPOINT
  if (endpoint === undefined) return undefined
  const pairs = (found.OTEL_EXPORTER_OTLP_HEADERS ?? '')
    .split(',')
    .map((pair) => /^\s*([^=\s]+)\s*=(.*)$/.exec(pair))
  const headers = pairs.flatMap((pair) =>
    pair === null ? [] : [[pair[1] ?? '', decoded((pair[2] ?? '').trim())]],
  )
  return {
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: Object.fromEntries(headers) as Record<string, string>,
    service: found.OTEL_SERVICE_NAME ?? 'nightdesk',
  }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function homeOf(found: Environment, cwd: string): string {
  return resolve(cwd, expandHome(found.NIGHTDESK_HOME, found) ?? defaultHome(found))
}

function modelsFile(found: Environment, cwd: string): string | undefined {
  if (found.LLM_PROVIDER !== undefined) return undefined
  return [cwd, homeOf(found, cwd)]
    .map((folder) => join(folder, 'nightdesk.yaml'))
    .find((path) => existsSync(path))
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
  return path?.replace(/^~(?=\/|$)/, () => homeFolder(found))
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
