import {
  openListener,
  readEvents,
  readLastEvents,
  readNewestEvents,
  type EventFilter,
  type EventPage,
} from '../jobs/index.ts'
import type { App } from './app.ts'

export type TailedEvent = EventPage['events'][number]

export interface TailOptions {
  filter: EventFilter
  /** How many of the newest events to begin with; all that match where `filter.since` is given. */
  last: number
  /** Goes on until the signal fires. */
  follow: boolean
  signal: AbortSignal
}

const lookEvery = 1000

/** Events in the order in which they became visible: none missed, none twice, across reconnects and many writers. */
export async function* tailEvents(
  app: App,
  { filter, last, follow, signal }: TailOptions,
): AsyncGenerator<TailedEvent> {
  if (!follow) {
    yield* await readNewestEvents(app.sql, app.org, filter, last)
    return
  }
  const listener = await openListener(await app.engine())
  try {
    let page = await readLastEvents(app.sql, app.org, filter, last)
    yield* page.events
    while (!signal.aborted) {
      page = await readEvents(app.sql, app.org, filter, page.cursor)
      yield* page.events
      if (page.events.length === 0) await listener.wait(lookEvery, signal)
    }
  } finally {
    await listener.close()
  }
}
