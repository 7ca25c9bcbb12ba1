import { Readable } from 'node:stream'
import type { FrozenMail, Mailer, MailOutcome } from '../../contracts/mailer.ts'
import type { DkimSigner } from './dkim.ts'
import { composeMail } from './compose.ts'
import { refusalOf } from './refusal.ts'
import { createSmtpDoor, sendOn, type SmtpDoorSettings } from './smtp-connection.ts'
import { SmtpPool, type Lease, type PoolLimits } from './smtp-pool.ts'

export interface SmtpMailerSettings extends SmtpDoorSettings, PoolLimits {
  /** Signs what is composed; undefined: nothing is signed. */
  signer: () => Promise<DkimSigner | undefined>
}

/** Sends by SMTP, over connections that are kept between messages. */
export function createSmtpMailer(settings: SmtpMailerSettings): Mailer {
  const pool = new SmtpPool(createSmtpDoor(settings), settings)
  return {
    description: describe(settings.smtpUrl),
    async compose(draft) {
      const raw = await composeMail(draft)
      const signer = await settings.signer()
      return signer === undefined ? raw : await signer.sign(raw)
    },
    send: (mail, beforeEnd, signal) => transmit({ pool, mail, beforeEnd, signal }),
    close: async () => pool.close(),
  }
}

interface Transmission {
  pool: SmtpPool
  mail: FrozenMail
  beforeEnd: () => Promise<void>
  signal: AbortSignal
}

/** How far a message got. Only `ended` tells whether the server can have accepted it: errors look the same before and after. */
interface Phase {
  ending: Promise<void> | undefined
  lost: boolean
  ended: boolean
}

async function transmit(transmission: Transmission): Promise<MailOutcome> {
  const phase: Phase = { ending: undefined, lost: false, ended: false }
  try {
    transmission.signal.throwIfAborted()
    return { state: 'sent', response: await sendOnce(transmission, phase) }
  } catch (error) {
    phase.lost = true
    await phase.ending?.catch(() => undefined)
    return outcomeOf(error, phase)
  }
}

/** A kept connection that turns out to be dead before the server asked for the message is replaced by a new one. */
async function sendOnce(transmission: Transmission, phase: Phase): Promise<string> {
  const lease = await transmission.pool.take(transmission.signal, { fresh: false })
  try {
    return await sendOver(lease, transmission, phase)
  } catch (error) {
    if (lease.messages === 0 || phase.ending !== undefined || refusalOf(error).answered) throw error
    transmission.signal.throwIfAborted()
    const fresh = await transmission.pool.take(transmission.signal, { fresh: true })
    return await sendOver(fresh, transmission, phase)
  }
}

async function sendOver(lease: Lease, transmission: Transmission, phase: Phase): Promise<string> {
  const { mail, pool, signal } = transmission
  const message = { from: bareAddress(mail.from), to: mail.to, stream: withheldEnd(transmission, phase) }
  try {
    const response = await sendOn(lease.connection, message, signal)
    pool.keep(lease)
    return response
  } catch (error) {
    pool.drop(lease)
    throw error
  }
}

/**
 * The bytes of a message whose end is held back until `beforeEnd` has resolved: without its end no server accepts it.
 * They are read only after the server has answered 354 to DATA.
 */
function withheldEnd({ mail, beforeEnd, signal }: Transmission, phase: Phase): Readable {
  async function* bytes() {
    yield Buffer.from(mail.raw)
    phase.ending = beforeEnd()
    await phase.ending
    signal.throwIfAborted()
    if (phase.lost) throw new Error('The connection was lost before the end of the message.')
    phase.ended = true
  }
  return Readable.from(bytes(), { objectMode: false })
}

/** Before the end nothing was accepted; after it only a definite answer counts. */
function outcomeOf(error: unknown, phase: Phase): MailOutcome {
  const { answered, permanent, bounced, error: message } = refusalOf(error)
  if (phase.ended && !answered) return { state: 'unknown', error: message }
  return { state: 'refused', permanent, bounced, error: message }
}

/** The address of `Name <address>`. */
export function bareAddress(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()
}

/** Host and port, without the login. */
function describe(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  return `${url.protocol}//${url.host}`
}
