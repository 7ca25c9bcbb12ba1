import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { sleep } from '../../base/clock.ts'
import type { SmtpDoor } from './smtp-connection.ts'

/** A connection that one message uses. */
export interface Lease {
  connection: SMTPConnection
  /** How many messages went over it before: one that was used may have died since. */
  messages: number
}

export interface PoolLimits {
  /** Connections at a time. */
  connections: number
  /** Messages a minute; undefined: as they come. */
  perMinute: number | undefined
}

/** Servers end what is idle for minutes (RFC 5321, 4.5.3.2) and count messages for each connection. */
const idleMs = 20_000
const mostMessages = 100

/** Keeps connections between messages, so that an edition does not say hello for each of its readers. */
export class SmtpPool {
  readonly #door: SmtpDoor
  readonly #limits: PoolLimits
  readonly #idle = new Map<SMTPConnection, { messages: number; timer: NodeJS.Timeout }>()
  readonly #line: (() => void)[] = []
  #inUse = 0
  #isClosed = false
  #nextAt = 0

  constructor(door: SmtpDoor, limits: PoolLimits) {
    this.#door = door
    this.#limits = limits
  }

  /** Waits for a place and for the pace, then takes a connection that is kept, or opens one; `fresh` always opens. */
  async take(signal: AbortSignal, { fresh }: { fresh: boolean }): Promise<Lease> {
    while (this.#inUse >= this.#limits.connections) await this.#wait(signal)
    this.#inUse += 1
    try {
      await this.#takeTurn(signal)
      const [kept] = fresh ? [] : this.#idle.keys()
      if (kept !== undefined) return { connection: kept, messages: this.#forget(kept) }
      const connection = await this.#door.open(signal)
      connection.once('end', () => this.#forget(connection))
      return { connection, messages: 0 }
    } catch (error) {
      this.#free()
      throw error
    }
  }

  /** Gives a connection back for the next message; there is none once the pool is closed. */
  keep({ connection, messages }: Lease): void {
    if (this.#isClosed || messages + 1 >= mostMessages) connection.quit()
    else {
      const timer = setTimeout(() => this.#quit(connection), idleMs)
      this.#idle.set(connection, { messages: messages + 1, timer })
    }
    this.#free()
  }

  /** Ends a connection of which nobody knows the state. */
  drop({ connection }: Lease): void {
    connection.close()
    this.#free()
  }

  close(): void {
    this.#isClosed = true
    for (const connection of this.#idle.keys()) {
      this.#quit(connection)
      connection.close()
    }
  }

  #quit(connection: SMTPConnection): void {
    this.#forget(connection)
    connection.quit()
  }

  /** Returns how many messages went over it. */
  #forget(connection: SMTPConnection): number {
    const kept = this.#idle.get(connection)
    clearTimeout(kept?.timer)
    this.#idle.delete(connection)
    return kept?.messages ?? 0
  }

  async #takeTurn(signal: AbortSignal): Promise<void> {
    const { perMinute } = this.#limits
    if (perMinute === undefined) return
    const now = performance.now()
    const turn = Math.max(now, this.#nextAt)
    this.#nextAt = turn + 60_000 / perMinute
    if (turn > now) await sleep(turn - now, signal)
  }

  #free(): void {
    this.#inUse -= 1
    this.#line.shift()?.()
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const onTurn = () => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }
      const onAbort = () => {
        this.#line.splice(this.#line.indexOf(onTurn), 1)
        reject(signal.reason as Error)
      }
      this.#line.push(onTurn)
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }
}
