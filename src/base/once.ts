/** A function that works at its first call and remembers the result. */
export interface Once<Value> {
  (): Promise<Value>
  /** True when it was called and did not fail. */
  called(): boolean
}

/** Runs `make` at the first call and gives its promise to all; after a failure the next call tries again. */
export function once<Value>(make: () => Promise<Value>): Once<Value> {
  let made: Promise<Value> | undefined
  const call = async () => {
    made ??= make()
    try {
      return await made
    } catch (error) {
      made = undefined
      throw error
    }
  }
  return Object.assign(call, { called: () => made !== undefined })
}
