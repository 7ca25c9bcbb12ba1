import { join, resolve } from 'node:path'
import type { Config, DkimSettings, SmtpOAuth } from '../contracts/config.ts'
import type { Environment } from '../io/environment/index.ts'

const defaultSender = 'nightdesk <nightdesk@localhost>'
const usualConnections = '4'
const oauthNames = ['SMTP_OAUTH_CLIENT_ID', 'SMTP_OAUTH_REFRESH_TOKEN', 'SMTP_OAUTH_URL'] as const

/** What the environment says of mail. Files of keys are named here and read where a message is signed. */
export function mailFromEnvironment(
  found: Environment,
  { home, cwd }: { home: string; cwd: string },
): Config['mail'] {
  const from = found.MAIL_FROM ?? defaultSender
  return {
    smtpUrl: found.SMTP_URL,
    from,
    inbox: join(home, 'inbox'),
    unsubscribe: found.MAIL_UNSUBSCRIBE,
    dkim: dkimFrom(found, from, cwd),
    oauth: oauthFrom(found),
    connections: Number(found.SMTP_CONNECTIONS ?? usualConnections),
    perMinute: found.SMTP_PER_MINUTE === undefined ? undefined : Number(found.SMTP_PER_MINUTE),
  }
}

/** What contradicts itself, a sentence each. */
export function mailProblems(found: Environment): string[] {
  const problems: string[] = []
  if (found.SMTP_URL !== undefined && found.MAIL_FROM === undefined)
    problems.push('SMTP_URL is set, but MAIL_FROM is not: give the address that mail comes from.')
  if (found.MAIL_DKIM_KEY !== undefined && found.MAIL_DKIM_SELECTOR === undefined)
    problems.push('MAIL_DKIM_KEY is set, but MAIL_DKIM_SELECTOR is not: give the name of the key in DNS.')
  const named = /^env:(.+)$/.exec(found.MAIL_DKIM_KEY ?? '')?.[1]
  if (named !== undefined && found[named] === undefined)
    problems.push(`MAIL_DKIM_KEY names the variable ${named}, which is not set.`)
  return [...problems, ...oauthProblems(found)]
}

function oauthProblems(found: Environment): string[] {
  const missing = oauthNames.filter((name) => found[name] === undefined)
  const isMeant = missing.length < oauthNames.length || found.SMTP_OAUTH_CLIENT_SECRET !== undefined
  if (!isMeant) return []
  if (missing.length > 0) return [`OAuth 2 for mail is not complete: set ${missing.join(' and ')} too.`]
  const user = URL.parse(found.SMTP_URL ?? '')?.username ?? ''
  return user === '' ? ['SMTP_OAUTH_CLIENT_ID is set, but SMTP_URL names no user: smtps://user@host.'] : []
}

function dkimFrom(found: Environment, from: string, cwd: string): DkimSettings | undefined {
  const [, kind, name = ''] = /^(file|env):(.+)$/.exec(found.MAIL_DKIM_KEY ?? '') ?? []
  if (kind === undefined) return undefined
  const sender = /([^@<>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  return {
    domain: found.MAIL_DKIM_DOMAIN ?? sender,
    selector: found.MAIL_DKIM_SELECTOR ?? '',
    // A variable holds several lines as \n where it cannot hold them as they are.
    key:
      kind === 'file' ? { file: resolve(cwd, name) } : { pem: (found[name] ?? '').replaceAll('\\n', '\n') },
  }
}

function oauthFrom(found: Environment): SmtpOAuth | undefined {
  const {
    SMTP_OAUTH_CLIENT_ID: clientId,
    SMTP_OAUTH_REFRESH_TOKEN: refreshToken,
    SMTP_OAUTH_URL: url,
  } = found
  if (clientId === undefined || refreshToken === undefined || url === undefined) return undefined
  return { clientId, refreshToken, url, clientSecret: found.SMTP_OAUTH_CLIENT_SECRET }
}
