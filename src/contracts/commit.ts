/** A commit as git tells it. */
export interface Commit {
  hash: string
  author: { name: string; email: string }
  /** The author as .mailmap names them. */
  mapped: { name: string; email: string }
  at: Date
  /** Full name of the reference from which it was reached: `refs/heads/main`. */
  reference: string
  message: string
  /** The paths that it changes. */
  files: readonly string[]
}
