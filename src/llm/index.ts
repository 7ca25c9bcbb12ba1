export { createAsker } from './run-agent.ts'
export type { Asker, AskerOptions } from './run-agent.ts'
export * as providers from './providers/index.ts'
