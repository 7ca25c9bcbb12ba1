/** So many pieces of work at a time. Flows of work take turns; within one, first come is first served. */
export interface Places {
  hold<Result>(flow: string, work: () => Promise<Result>): Promise<Result>
}

export function createPlaces(size: number): Places {
  /** Who waits in each flow; the flow whose turn it is stands first. */
  const flows = new Map<string, (() => void)[]>()
  let free = size

  async function enter(flow: string): Promise<void> {
    if (free > 0) free -= 1
    else
      await new Promise<void>((resolve) => {
        const waiting = flows.get(flow)
        if (waiting === undefined) flows.set(flow, [resolve])
        else waiting.push(resolve)
      })
  }

  /** A place goes on to the next who waits, and the flow of that one to the end. */
  function leave(): void {
    const [turn] = flows
    if (turn === undefined) {
      free += 1
      return
    }
    const [flow, [next, ...others]] = turn
    flows.delete(flow)
    if (others.length > 0) flows.set(flow, others)
    next?.()
  }

  return {
    async hold(flow, work) {
      await enter(flow)
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
