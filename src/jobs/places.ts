/** So many pieces of work at a time; others wait for their turn, first come first served. */
export interface Places {
  hold<Result>(work: () => Promise<Result>): Promise<Result>
}

export function createPlaces(size: number): Places {
  const queue: (() => void)[] = []
  let free = size

  async function enter(): Promise<void> {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => queue.push(resolve))
  }

  /** A place goes on to the next who waits. */
  function leave(): void {
    const next = queue.shift()
    if (next === undefined) free += 1
    else next()
  }

  return {
    async hold(work) {
      await enter()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
