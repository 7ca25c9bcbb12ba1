import { readFileSync } from 'node:fs'
import * as agents from '../agents/index.ts'
import { AppError, codeOf, messageOf } from '../base/app-error.ts'
import type { ModelRole } from '../contracts/agent.ts'
import type { ModelsConfig, ProviderConfig } from '../contracts/config.ts'
import { readCassette, type RecordedCall } from '../llm/index.ts'
import { providerOf } from './model-config.ts'

/** The calls of a file. Throws an AppError where it is missing or holds something else. */
export function loadCassette(file: string): RecordedCall[] {
  try {
    return readCassette(readFileSync(file, 'utf8'), file)
  } catch (error) {
    if (error instanceof AppError) throw error
    const missing = codeOf(error) === 'ENOENT'
    throw new AppError(
      missing ? 'not-found' : 'failed',
      missing ? `There is no file "${file}".` : `"${file}" cannot be read: ${messageOf(error)}.`,
      { hint: `Try: nightdesk llm record ${file}`, cause: error },
    )
  }
}

/** The models as they were when the file was recorded: its providers in the order in which they were first asked. */
export function modelsOfCassette(file: string): ModelsConfig {
  const calls = loadCassette(file)
  const providers = [...new Set(calls.map(({ provider }) => provider))].map((id) =>
    recordedProvider(id, calls),
  )
  const route = providers.map(({ id }) => id)
  return {
    providers,
    routes: { fast: route, strong: route, critic: route },
    budget: { job: undefined, day: undefined, whenOver: 'wait' },
    cassette: file,
  }
}

/** Its kind only says that it is not offline: a cassette never opens a wire. */
function recordedProvider(id: string, calls: readonly RecordedCall[]): ProviderConfig {
  const own = calls.filter(({ provider }) => provider === id)
  const modelFor = (role: ModelRole) =>
    (own.find(({ agent }) => roleOf(agent) === role) ?? own[0])?.model ?? ''
  const models = { fast: modelFor('fast'), strong: modelFor('strong'), critic: modelFor('critic') }
  return providerOf({ id, kind: 'openai-compatible', models, baseUrl: undefined, apiKey: undefined })
}

function roleOf(name: string): ModelRole | undefined {
  return Object.values(agents).find((agent) => agent.name === name)?.role
}
