export { isShallow, ownAddresses, readCommits, readPatchIds, readRoots } from './commits.ts'
export { findRepositories } from './find.ts'
export type { GitPlace } from './run.ts'
