import { hostname } from 'node:os'
import type { Client } from 'pg'
import { messageOf } from '../base/app-error.ts'
import { sleep } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import type { Engine } from './engine.ts'

export interface LeaseOptions {
  kind: 'daemon' | 'command'
  types: readonly string[]
  concurrency: number
}

/** The right to work: a row in `workers` that beats, and an advisory lock on a session of its own. */
export interface Lease {
  id: string
  /** Fires when the session ends, answers no more, or the row is gone: others may have taken over the jobs. */
  lost: AbortSignal
  /** Registers a name under which graphile-worker locks tickets for this process. */
  addPool(name: string): Promise<void>
  /** Calls back on each cancel request of the database. */
  onCancel(listener: () => void): void
  /** Calls back whenever some timeline moved. */
  onEvents(listener: () => void): void
  /** Gives the row and the lock back. */
  close(): Promise<void>
}

type Lose = (reason: string) => void

const beatEvery = 2000
/** After a beat that is not answered for so long the next one would come too late: 15 seconds without any mean death. */
const answerLimit = 13_000

/** Takes a lease. Rejects when the database cannot be reached. */
export async function openLease(engine: Engine, options: LeaseOptions): Promise<Lease> {
  const client = await engine.connect()
  const id = newId()
  const lost = new AbortController()
  const lose: Lose = (reason) => {
    if (!lost.signal.aborted) lost.abort(new Error(reason))
  }
  client.on('error', (error) => lose(messageOf(error)))
  client.on('end', () => lose('Its session ended.'))
  try {
    await register(client, id, options)
  } catch (error) {
    await client.end()
    throw error
  }
  const closing = new AbortController()
  void keepBeating(client, id, lose, AbortSignal.any([closing.signal, lost.signal]))
  return {
    id,
    lost: lost.signal,
    addPool: async (name) => {
      await client.query('update workers set pool_ids = pool_ids || $2::text where id = $1', [id, name])
    },
    onCancel: (listener) => listen(client, 'nightdesk_cancel', listener),
    onEvents: (listener) => listen(client, 'nightdesk_events', listener),
    close: async () => {
      closing.abort()
      await release(client, id, lost.signal)
    },
  }
}

async function register(client: Client, id: string, options: LeaseOptions): Promise<void> {
  await client.query('select pg_advisory_lock(hashtextextended($1::text, 0))', [id])
  await client.query(
    `insert into workers (id, kind, host, pid, types, concurrency)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, options.kind, hostname(), process.pid, options.types, options.concurrency],
  )
  await client.query('listen nightdesk_cancel')
  await client.query('listen nightdesk_events')
}

/** Beats until the signal fires. */
async function keepBeating(client: Client, id: string, lose: Lose, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(beatEvery, signal).catch(() => undefined)
    if (!signal.aborted) await beat(client, id, lose)
  }
}

async function beat(client: Client, id: string, lose: Lose): Promise<void> {
  const late = setTimeout(() => lose('The database does not answer.'), answerLimit)
  try {
    const { rowCount } = await client.query('update workers set beat_at = now() where id = $1', [id])
    if (rowCount === 0) lose('It was taken for dead.')
  } catch (error) {
    lose(messageOf(error))
  } finally {
    clearTimeout(late)
  }
}

function listen(client: Client, channel: string, listener: () => void): void {
  client.on('notification', (notification) => {
    if (notification.channel === channel) listener()
  })
}

/** Of a lost lease nothing is left to give back: the sweep of another worker buries its row, as one that jobs run by. */
async function release(client: Client, id: string, lost: AbortSignal): Promise<void> {
  if (!lost.aborted) await client.query('select leave_worker($1)', [id])
  client.removeAllListeners('end')
  await client.end()
}
