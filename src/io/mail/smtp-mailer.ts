import { isIPv4 } from 'node:net'
import { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { FrozenMail, Mailer, MailOutcome } from '../../contracts/mailer.ts'
import { composeMail } from './compose.ts'
import { refusalOf } from './refusal.ts'

export interface SmtpLimits {
  /** Milliseconds until the connection stands and the server has greeted. */
  connectMs: number
  /** Milliseconds of silence on an open connection. */
  silenceMs: number
}

const defaultLimits: SmtpLimits = { connectMs: 15_000, silenceMs: 120_000 }

/** Sends by SMTP, a connection for each message. `smtpUrl`: `smtp://user:password@host:587` or `smtps://…`. */
export function createSmtpMailer(smtpUrl: string, limits: Partial<SmtpLimits> = {}): Mailer {
  return {
    description: describe(smtpUrl),
    compose: composeMail,
    send: (mail, beforeEnd, signal) =>
      transmit({ smtpUrl, limits: { ...defaultLimits, ...limits }, mail, beforeEnd, signal }),
    close: () => Promise.resolve(),
  }
}

interface Transmission {
  smtpUrl: string
  limits: SmtpLimits
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
    return { state: 'sent', response: await connectAndSend(transmission, phase) }
  } catch (error) {
    phase.lost = true
    await phase.ending?.catch(() => undefined)
    return outcomeOf(error, phase)
  }
}

async function connectAndSend(transmission: Transmission, phase: Phase): Promise<string> {
  const { smtpUrl, limits, mail } = transmission
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const { parseConnectionUrl } = await import('nodemailer/lib/shared')
  const { auth, ...options } = parseConnectionUrl(smtpUrl)
  const connection = new Connection({
    requireTLS: auth?.user !== undefined && !isLoopback(options.host),
    ...options,
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    socketTimeout: limits.silenceMs,
  })
  const message: Message = {
    login: auth?.user === undefined ? undefined : { user: auth.user, pass: auth.pass ?? '' },
    envelope: { from: bareAddress(mail.from), to: [mail.to] },
    stream: withheldEnd(transmission, phase),
  }
  try {
    return await converse(connection, message, transmission.signal)
  } finally {
    connection.close()
  }
}

/** A password goes out encrypted, unless it stays on this machine or the URL says `?requireTLS=false`. */
function isLoopback(host: string | undefined): boolean {
  return (
    host === undefined || host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
  )
}

interface Message {
  login: { user: string; pass: string } | undefined
  envelope: { from: string; to: string[] }
  /** Read only after the server has answered 354 to DATA. */
  stream: Readable
}

/** Resolves with what the server answered to the end of the data. */
async function converse(connection: SMTPConnection, message: Message, signal: AbortSignal): Promise<string> {
  const done = new AbortController()
  const answer = new Promise<string>((resolve, reject) => {
    connection.on('error', reject)
    connection.once('end', () => reject(new Error('The mail server closed the connection.')))
    signal.addEventListener('abort', () => reject(toError(signal.reason)), { signal: done.signal })
    const then = (next: () => void) => (error?: Error | null) => (error ? reject(error) : next())
    const send = () =>
      connection.send(message.envelope, message.stream, (error, info) =>
        error ? reject(error) : resolve(info?.response ?? ''),
      )
    const login = () =>
      message.login !== undefined && connection.allowsAuth
        ? connection.login(message.login, then(send))
        : send()
    connection.connect(then(login))
  })
  const response = await answer.finally(() => done.abort())
  connection.quit()
  return response
}

/** The bytes of a message whose end is held back until `beforeEnd` has resolved: without its end no server accepts it. */
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
  const refusal = refusalOf(error)
  if (phase.ended && !refusal.answered) return { state: 'unknown', error: refusal.error }
  const { permanent, bounced, error: message } = refusal
  return { state: 'refused', permanent, bounced, error: message }
}

function bareAddress(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The transmission was stopped.')
}

/** Host and port, without the login. */
function describe(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  return `${url.protocol}//${url.host}`
}
