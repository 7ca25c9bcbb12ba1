import * as v from 'valibot'
import { llmProviders, logLevels } from './config.ts'

/** One environment variable: what `.env.example` says of it, and what it must look like. */
export interface Variable {
  name: string
  summary: string
  /** What holds where it is unset, for people; empty where nothing does. */
  fallback: string
  /** Its value is never printed. */
  secret: boolean
  schema: v.GenericSchema<string>
}

const highestPort = 65_535
const longestInterval = 1440

const text = v.string()
const databaseUrl = v.pipe(
  text,
  v.check(
    (url) => /^postgres(ql)?:\/\//i.test(url),
    'give a URL such as postgres://user:password@host:5432/name',
  ),
)
const webUrl = v.pipe(
  text,
  v.check((url) => isUrl(url, ['http:', 'https:']), 'give a URL such as https://desk.example.com'),
)

/** The beginning of every link in a mail: what follows is appended to its path. */
const linkBase = v.pipe(
  webUrl,
  v.regex(
    /^https?:\/\/[^\s/?#@]+(?:\/[\w.~-]+)*\/*$/i,
    'give a URL of host and path only, such as https://desk.example.com or https://example.com/desk',
  ),
)

/** Every variable that nightdesk reads, in the order of `.env.example`. */
export const variables: readonly Variable[] = [
  plain(
    'NIGHTDESK_HOME',
    'The data folder: embedded database, inbox, logs.',
    '~/.local/share/nightdesk',
    text,
  ),
  plain(
    'NIGHTDESK_ORG',
    'The org that owns what you write.',
    'personal',
    v.pipe(
      text,
      v.regex(
        /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u,
        'give a name of at most 60 letters, digits, spaces, dots and dashes',
      ),
    ),
  ),
  secret('DATABASE_URL', 'A PostgreSQL 15 or newer. Unset: an embedded one in the data folder.', databaseUrl),
  secret(
    'DATABASE_MIGRATE_URL',
    "The same database as its owner, where DATABASE_URL's role is not.",
    databaseUrl,
  ),
  plain(
    'LLM_PROVIDER',
    `Who answers: ${llmProviders.join(', ')}. Unset: the vendor whose key is set, else offline.`,
    'offline',
    v.picklist(llmProviders, `choose one of ${llmProviders.join(', ')}`),
  ),
  plain('LLM_MODEL', 'The model; needed for ollama and openai-compatible.', '', text),
  plain('LLM_BASE_URL', 'Where the provider listens; needed for openai-compatible.', '', webUrl),
  secret('LLM_API_KEY', 'The key of the provider; or one of the next three.', text),
  plain(
    'LLM_CASSETTE',
    'A file that `nightdesk llm record` wrote: models answer from it alone, nobody is asked.',
    '',
    text,
  ),
  secret('OPENAI_API_KEY', 'The key for openai.', text),
  secret('ANTHROPIC_API_KEY', 'The key for anthropic.', text),
  secret('GOOGLE_GENERATIVE_AI_API_KEY', 'The key for google.', text),
  plain(
    'OLLAMA_HOST',
    'Where ollama listens.',
    '127.0.0.1:11434',
    v.pipe(
      text,
      v.check(
        (host) => isUrl(host.includes('://') ? host : `http://${host}`, ['http:', 'https:']),
        'give a host and port',
      ),
    ),
  ),
  secret(
    'SMTP_URL',
    'The mail server: smtp://user:password@host:587 or smtps://… Unset: mail goes to the folder inbox.',
    v.pipe(
      text,
      v.check(
        (url) => isUrl(url, ['smtp:', 'smtps:']),
        'give a URL such as smtp://user:password@mail.example.com:587',
      ),
    ),
  ),
  plain(
    'MAIL_FROM',
    'The sender of all mail; needed with SMTP_URL.',
    'nightdesk <nightdesk@localhost>',
    v.pipe(text, v.check(isMailbox, 'give an address such as Night Desk <desk@example.com>')),
  ),
  plain(
    'MAIL_UNSUBSCRIBE',
    'An address that takes the wish to get no more mail, beside the link of each mail: for `nightdesk email unsubscribe`.',
    '',
    v.pipe(text, v.check(isMailbox, 'give an address such as leave@example.com')),
  ),
  secret(
    'MAIL_DKIM_KEY',
    'The RSA key that signs mail by DKIM: file:PATH or env:NAME, never the key itself. Unset: not signed here.',
    v.pipe(
      text,
      v.check(
        (reference) => /^(?:file|env):./.test(reference),
        'give file:PATH or env:NAME, never the key itself',
      ),
    ),
  ),
  plain(
    'MAIL_DKIM_SELECTOR',
    'The name under which the public key stands in DNS, before ._domainkey; needed with MAIL_DKIM_KEY.',
    '',
    v.pipe(text, v.check(isHostName, 'give a name such as desk2026')),
  ),
  plain(
    'MAIL_DKIM_DOMAIN',
    'The domain that signs.',
    'the domain of MAIL_FROM',
    v.pipe(text, v.check(isHostName, 'give a domain such as example.com')),
  ),
  plain(
    'SMTP_CONNECTIONS',
    'How many connections each daemon holds to the mail server.',
    '4',
    numberFrom(1, 50),
  ),
  plain(
    'SMTP_PER_MINUTE',
    'How many messages each daemon sends in a minute. Unset: as fast as the server takes them.',
    '',
    numberFrom(1, 100_000),
  ),
  plain('SMTP_OAUTH_CLIENT_ID', 'Logs in with OAuth 2 instead of a password: the client.', '', text),
  secret('SMTP_OAUTH_CLIENT_SECRET', "The client's secret, where it has one.", text),
  secret('SMTP_OAUTH_REFRESH_TOKEN', 'The refresh token of the user in SMTP_URL.', text),
  plain('SMTP_OAUTH_URL', 'Where access tokens are asked for.', '', webUrl),
  plain('PUBLIC_URL', 'Where readers reach the feedback page.', 'http://localhost:<HTTP_PORT>', linkBase),
  plain('HTTP_PORT', "The port of the daemon's feedback server.", '4600', numberFrom(1, highestPort)),
  plain(
    'AGENT_RUN_INTERVAL_MINUTES',
    'How often the digest of each brand runs.',
    '10',
    numberFrom(1, longestInterval),
  ),
  plain(
    'NETWORK_ALLOW',
    'host:port pairs, with commas, that may be read although they are private.',
    '',
    v.pipe(
      text,
      v.check(
        (list) => splitPairs(list).every(isPair),
        'give host:port pairs with commas, such as localhost:8080,[::1]:80',
      ),
    ),
  ),
  plain(
    'LOG_LEVEL',
    `How much the daemon logs: ${logLevels.join(', ')}.`,
    'info',
    v.picklist(logLevels, `choose one of ${logLevels.join(', ')}`),
  ),
  plain(
    'LOG_FILE',
    'A file for the daemon to log to. It is rotated: daemon.log is written as daemon.1.log, daemon.2.log and so on.',
    '',
    text,
  ),
  plain(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'Where traces of jobs and model calls go (OpenTelemetry, OTLP over HTTP). Unset: nothing is traced.',
    '',
    webUrl,
  ),
  secret(
    'OTEL_EXPORTER_OTLP_HEADERS',
    'Headers for it: name=value pairs with commas.',
    v.pipe(
      text,
      v.regex(
        /^\s*[\w-]+\s*=[^,]*(?:,\s*[\w-]+\s*=[^,]*)*$/,
        'give name=value pairs with commas, such as x-key=abc',
      ),
    ),
  ),
  plain('OTEL_SERVICE_NAME', 'The name under which the traces stand.', 'nightdesk', text),
]

/** What `.env.example` holds: every variable with its meaning, commented out. */
export function exampleFile(): string {
  const head = '# Copy to .env and take out the "# " of what you set. The environment wins over this file.\n'
  const parts = variables.map(
    ({ name, summary, fallback }) => `# ${summary}\n# ${name}=${quoted(fallback)}\n`,
  )
  return [head, ...parts].join('\n')
}

/** The pairs of NETWORK_ALLOW. */
export function splitPairs(list: string): string[] {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((pair) => pair !== '')
}

function plain(name: string, summary: string, fallback: string, schema: Variable['schema']): Variable {
  return { name, summary, fallback, secret: false, schema }
}

function secret(name: string, summary: string, schema: Variable['schema']): Variable {
  return { name, summary, fallback: '', secret: true, schema }
}

function numberFrom(least: number, most: number): Variable['schema'] {
  return v.pipe(
    text,
    v.check(
      (digits) => /^\d{1,9}$/.test(digits) && Number(digits) >= least && Number(digits) <= most,
      `give a whole number from ${least} to ${most}`,
    ),
  )
}

function isUrl(url: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocols.includes(protocol) && hostname !== ''
}

// The part of RFC 5322 that people type: an address, or a name and the address in angle brackets. One line.
function isMailbox(mailbox: string): boolean {
  const address = /^[^<>\r\n]*<([^<>\r\n]+)>$/.exec(mailbox)?.[1] ?? mailbox
  return /^[^\s@<>,;:"()[\]\\]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(address)
}

function isHostName(name: string): boolean {
  return /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/i.test(name)
}

function isPair(pair: string): boolean {
  const port = Number(/^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?):(\d{1,5})$/.exec(pair)?.[1])
  return port >= 1 && port <= highestPort
}

function quoted(value: string): string {
  return /[\s<>]/.test(value) ? `"${value}"` : value
}
