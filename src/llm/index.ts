import type { ProviderKind } from '../contracts/provider.ts'
import * as providers from './providers/index.ts'

export { createAsker } from './run-agent.ts'
export type { Asker } from './run-agent.ts'

/** Every kind of provider that configuration may name. */
export const providerKinds: readonly ProviderKind[] = Object.values(providers)
