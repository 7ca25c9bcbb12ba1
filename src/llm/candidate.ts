import { sha256 } from '../base/hash.ts'
import { canonicalJson } from '../base/json.ts'
import { once } from '../base/once.ts'
import { createRegistry } from '../base/registry.ts'
import type { Clock } from '../base/clock.ts'
import type { ModelRole } from '../contracts/agent.ts'
import type { ModelsConfig, ProviderConfig } from '../contracts/config.ts'
import type { Places } from '../contracts/llm-journal.ts'
import type { ModelProvider, ProviderKind } from '../contracts/provider.ts'
import * as kinds from './providers/index.ts'

/** A provider that configuration names, opened when it is first asked. */
export interface Candidate {
  config: ProviderConfig
  /** Changes with address and key: what was learned of the old ones no longer holds. */
  settingsHash: string
  open(): Promise<ModelProvider>
}

/** Every kind of provider that configuration may name. */
export const providerKinds: readonly ProviderKind[] = Object.values(kinds)

export type Candidates = Readonly<Record<ModelRole | 'all', readonly Candidate[]>>

/** For each role who is asked, in order; and everybody whom configuration names. */
export function candidatesOf(
  { providers, routes }: ModelsConfig,
  clock: Clock,
  open?: (config: ProviderConfig) => Promise<ModelProvider>,
): Candidates {
  const all = providers.map((provider) => candidateOf(provider, clock, open))
  const candidates = createRegistry('provider of models', all, ({ config }) => config.id)
  const inOrder = (role: ModelRole) => routes[role].map((id) => candidates.get(id))
  return { fast: inOrder('fast'), strong: inOrder('strong'), critic: inOrder('critic'), all }
}

export function candidateOf(
  config: ProviderConfig,
  clock: Clock,
  open = async (settings: ProviderConfig) => await kindNamed(settings.kind).open({ ...settings, clock }),
): Candidate {
  const { kind, api, baseUrl, apiKey } = config
  return {
    config,
    settingsHash: sha256(canonicalJson({ kind, api, baseUrl, apiKey })).slice(0, 16),
    open: once(async () => await open(config)),
  }
}

/** `openai/gpt-5-mini`, or `offline`. */
export function engineName({ id, kind, models }: ProviderConfig, role: ModelRole): string {
  return kind === 'offline' ? id : `${id}/${models[role]}`
}

const ownHost = /^(?:https?:\/\/)?(?:localhost\b|127\.|0\.0\.0\.0|\[::1?\])/i

/** How many calls it takes at a time. An address of the own host means another server on each host. */
export function placesOf({ kind, baseUrl, concurrency }: ProviderConfig): Places {
  const address = baseUrl ?? (kind === 'ollama' ? 'localhost' : '')
  return { atMost: concurrency, ofItsHost: ownHost.test(address) }
}

function kindNamed(kind: string): ProviderKind {
  return createRegistry('kind of provider', providerKinds, ({ id }) => id).get(kind)
}
