import type { Client, Notification } from 'pg'
import { messageOf } from '../base/app-error.ts'
import { createBell } from '../base/bell.ts'
import { sleep } from '../base/clock.ts'
import { draftChannel, readDraft, type Draft } from './draft.ts'
import type { Engine } from './engine.ts'

/** Tells when some timeline moved. Reconnects by itself; while it is away it tells nothing, so its user also looks by the clock. */
export interface Listener {
  /** Resolves at the next notification (or one since the last wait), after `limit` milliseconds, or when the signal fires. */
  wait(limit: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

const pause = 1000

/** Listens for events on a session of its own; with `onDraft` also for what models write. */
export async function openListener(engine: Engine, onDraft?: (draft: Draft) => void): Promise<Listener> {
  const closing = new AbortController()
  const moved = createBell()
  let client: Client | undefined
  const onNotification = ({ channel, payload = '' }: Notification) => {
    if (channel !== draftChannel) return moved.ring()
    const draft = readDraft(payload)
    if (draft !== undefined) onDraft?.(draft)
  }

  async function connect(): Promise<void> {
    const opened = await engine.connect()
    opened.on('notification', onNotification)
    opened.on('error', (error) =>
      engine.log('debug', 'The listener lost its session', { error: messageOf(error) }),
    )
    try {
      await opened.query('listen nightdesk_events')
      if (onDraft !== undefined) await opened.query(`listen ${draftChannel}`)
      closing.signal.throwIfAborted()
    } catch (error) {
      await opened.end()
      throw error
    }
    opened.once('end', () => void reconnect())
    client = opened
  }

  async function reconnect(): Promise<void> {
    while (!closing.signal.aborted) {
      await sleep(pause, closing.signal).catch(() => undefined)
      try {
        if (!closing.signal.aborted) await connect()
        return
      } catch (error) {
        engine.log('debug', 'The listener cannot connect yet', { error: messageOf(error) })
      }
    }
  }

  await connect()
  return {
    wait: moved.wait,
    async close() {
      closing.abort()
      await client?.end()
    },
  }
}
