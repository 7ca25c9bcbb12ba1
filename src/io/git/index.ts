export { isShallow, ownAddresses, readCommits, readPatchIds } from './commits.ts'
export { findRepositories } from './find.ts'
export type { GitPlace } from './run.ts'
