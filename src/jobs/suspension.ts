/** Thrown by `context.children()` while children are unfinished: ends the attempt, frees the worker, spends nothing. */
export class Suspension extends Error {
  override readonly name = 'Suspension'
  readonly unfinished: number

  constructor(unfinished: number) {
    super(`Waits for ${unfinished} unfinished children.`)
    this.unfinished = unfinished
  }
}
