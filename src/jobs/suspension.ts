/** Thrown by `context.children()` while children are unfinished: ends the attempt, frees the worker, spends nothing. */
export class Suspension extends Error {
  override readonly name = 'Suspension'
  /** The type of each. */
  readonly unfinished: readonly string[]

  constructor(unfinished: readonly string[]) {
    super(`Waits for ${unfinished.length} unfinished children.`)
    this.unfinished = unfinished
  }
}
