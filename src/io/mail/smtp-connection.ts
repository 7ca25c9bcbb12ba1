import { isIPv4 } from 'node:net'
import type { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type XOAuth2 from 'nodemailer/lib/xoauth2'
import { once as onceOnly } from '../../base/once.ts'
import type { SmtpOAuth } from '../../contracts/config.ts'

export interface SmtpLimits {
  /** Milliseconds until the connection stands and the server has greeted. */
  connectMs: number
  /** Milliseconds of silence on an open connection. */
  silenceMs: number
}

export const usualLimits: SmtpLimits = { connectMs: 15_000, silenceMs: 120_000 }

/** Opens connections to one mail server. */
export interface SmtpDoor {
  /** Connects, says hello, encrypts and logs in. `onPart` is told as each of the two stands. */
  open(signal: AbortSignal, onPart?: (part: OpenedPart) => void): Promise<SMTPConnection>
}

export type OpenedPart = { part: 'connect'; encrypted: boolean } | { part: 'login'; user: string }

export interface SmtpDoorSettings {
  /** `smtp://user:password@host:587` or `smtps://…` */
  smtpUrl: string
  oauth: SmtpOAuth | undefined
  limits: SmtpLimits
}

/** `smtps://` encrypts from the start; `smtp://` by STARTTLS where the server offers it, and always where a secret travels. */
export function createSmtpDoor({ smtpUrl, oauth, limits }: SmtpDoorSettings): SmtpDoor {
  const tokens = onceOnly(async () => await openTokens(smtpUrl, oauth, limits))
  return {
    async open(signal, onPart = () => undefined) {
      const { default: Connection } = await import('nodemailer/lib/smtp-connection')
      const { auth, ...options } = await parseUrl(smtpUrl)
      const connection = new Connection({
        requireTLS: auth?.user !== undefined && !isLoopback(options.host),
        ...options,
        connectionTimeout: limits.connectMs,
        greetingTimeout: limits.connectMs,
        socketTimeout: limits.silenceMs,
      })
      // What goes wrong between two exchanges is the next one's to find.
      connection.on('error', ignore)
      try {
        await settled(connection, signal, (done) => connection.connect(done))
        onPart({ part: 'connect', encrypted: connection.secure })
        if (auth?.user !== undefined && connection.allowsAuth) {
          const secret = oauth === undefined ? { pass: auth.pass ?? '' } : { oauth2: await tokens() }
          const login = { user: auth.user, ...secret }
          await settled(connection, signal, (done) => connection.login(login, done))
          onPart({ part: 'login', user: auth.user })
        }
        return connection
      } catch (error) {
        connection.close()
        throw error
      }
    },
  }
}

/** Sends one message on an open connection; resolves with what the server answered to the end of the data. */
export async function sendOn(
  connection: SMTPConnection,
  message: { from: string; to: string; stream: Readable },
  signal: AbortSignal,
): Promise<string> {
  const envelope = { from: message.from, to: [message.to] }
  let response = ''
  await settled(connection, signal, (done) =>
    connection.send(envelope, message.stream, (error, info) => {
      response = info?.response ?? ''
      done(error)
    }),
  )
  return response
}

/** Waits for one exchange; whatever ends the connection or fires the signal meanwhile rejects it. */
async function settled(
  connection: SMTPConnection,
  signal: AbortSignal,
  exchange: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  const ended = new AbortController()
  try {
    await new Promise<void>((resolve, reject) => {
      const onEnd = () => reject(new Error('The mail server closed the connection.'))
      connection.on('error', reject)
      connection.on('end', onEnd)
      ended.signal.addEventListener('abort', () => {
        connection.off('end', onEnd)
        connection.off('error', reject)
      })
      const onAbort = () => reject(toError(signal.reason))
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort, { signal: ended.signal })
      exchange((error) => (error ? reject(error) : resolve()))
    })
  } finally {
    ended.abort()
  }
}

function ignore(): void {}

async function parseUrl(smtpUrl: string) {
  const { parseConnectionUrl } = await import('nodemailer/lib/shared')
  return parseConnectionUrl(smtpUrl)
}

/** Access tokens for the login (SASL XOAUTH2), asked for at the token address as they expire. */
async function openTokens(
  smtpUrl: string,
  oauth: SmtpOAuth | undefined,
  { connectMs }: SmtpLimits,
): Promise<XOAuth2 | undefined> {
  if (oauth === undefined) return undefined
  const { default: Tokens } = await import('nodemailer/lib/xoauth2')
  const { auth } = await parseUrl(smtpUrl)
  const { clientId, clientSecret, refreshToken, url: accessUrl } = oauth
  const options = { clientId, clientSecret, refreshToken, accessUrl, requestTimeout: connectMs }
  const tokens = new Tokens({ user: auth?.user, ...options })
  tokens.on('error', ignore)
  return tokens
}

/** A password goes out encrypted, unless it stays on this machine or the URL says `?requireTLS=false`. */
function isLoopback(host: string | undefined): boolean {
  return (
    host === undefined || host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
  )
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The transmission was stopped.')
}
