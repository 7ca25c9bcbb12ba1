export {
  isShallow,
  ownAddresses,
  readBetween,
  readCommits,
  readPatchIds,
  readReverts,
  readRoots,
} from './commits.ts'
export { findRepositories } from './find.ts'
export type { GitPlace } from './run.ts'
