import { readFileSync } from 'node:fs'
import { AppError, messageOf } from '../../base/app-error.ts'
import { listWords } from '../../base/text.ts'

/** Where a database is and who asks, as both drivers need it. A host that starts with `/` is a socket folder. */
export interface DatabaseAddress {
  host: string
  port: number
  database: string
  user: string | undefined
  password: string | undefined
  tls: TlsOptions | undefined
  schemas: Schemas
  /** Milliseconds until connecting is given up. */
  connectTimeout: number
}

/** Where the tables are. One database may hold several nightdesks: `?schema=other` puts this one aside. */
export interface Schemas {
  own: string
  /** That of graphile-worker. */
  queue: string
}

export interface TlsOptions {
  rejectUnauthorized: boolean
  ca?: string
  checkServerIdentity?: () => undefined
}

const example = 'Try: DATABASE_URL=postgres://user:password@localhost:5432/nightdesk'
const defaultPort = 5432
const defaultConnectTimeout = 10_000
const knownParameters = [
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'connect_timeout',
  'schema',
]
// Settings of libpq and of poolers that mean nothing to these drivers, but stand in URLs that hosts hand out.
const ignoredParameters = ['application_name', 'channel_binding', 'gssencmode', 'pgbouncer', 'sslnegotiation']

/**
 * Reads a connection URI in the form of libpq (PostgreSQL manual, 32.1.1.2): `postgres://user:password@host:port/name`,
 * `postgres:///name?host=/socket/folder`, or a percent-encoded socket folder as the host. Errors name the variable
 * and never hold the password.
 */
export function parseAddress(url: string, variable = 'DATABASE_URL'): DatabaseAddress {
  const match = /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/.exec(
    url.trim(),
  )
  if (match === null) throw bad(variable, 'is not a URL of a PostgreSQL database.')
  const [, login = '', place = '', path = '', query = ''] = match
  const parameters = readParameters(query, variable)
  const [user, password] = splitOnce(login, ':')
  const { host, port } = splitPlace(place, variable)
  const finalHost = parameters.get('host') ?? decode(host, variable)
  if (finalHost.includes(',')) throw bad(variable, 'names several hosts; nightdesk connects to one.')
  return {
    host: finalHost === '' ? 'localhost' : finalHost,
    port: readPort(parameters.get('port') ?? port, variable),
    database: parameters.get('dbname') ?? nonEmpty(decode(path, variable)) ?? 'nightdesk',
    user: parameters.get('user') ?? nonEmpty(decode(user, variable)),
    password: parameters.get('password') ?? nonEmpty(decode(password, variable)),
    tls: readTls(parameters, variable),
    schemas: readSchemas(parameters.get('schema'), variable),
    connectTimeout: readTimeout(parameters.get('connect_timeout'), variable),
  }
}

/** The address for people, without the password: `nightdesk on /run/x` or `nightdesk on db.example:5432`. */
export function describeAddress(address: DatabaseAddress): string {
  const place = address.host.startsWith('/') ? address.host : `${address.host}:${address.port}`
  return `${address.database} on ${place}`
}

function readParameters(query: string, variable: string): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const [rawName, rawValue] = splitOnce(pair, '=')
    const name = decode(rawName, variable)
    if (!knownParameters.includes(name) && !ignoredParameters.includes(name))
      throw bad(
        variable,
        `has a parameter "${name}", which nightdesk does not know.`,
        `Known: ${listWords(knownParameters)}.`,
      )
    const value = decode(rawValue, variable)
    if (value !== '') parameters.set(name, value)
  }
  return parameters
}

function readSchemas(name: string | undefined, variable: string): Schemas {
  if (name === undefined || name === 'nightdesk') return { own: 'nightdesk', queue: 'graphile_worker' }
  if (/^[a-z_][a-z0-9_]{0,47}$/.test(name)) return { own: name, queue: `${name}_queue` }
  throw bad(variable, `has schema=${name}, which is not made of at most 48 of a-z, 0-9 and _.`)
}

function splitPlace(place: string, variable: string): { host: string; port: string } {
  const bracketed = /^\[([0-9a-f:.%]+)\](?::(\d*))?$/i.exec(place)
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' }
  const parts = place.split(':')
  if (parts.length > 2)
    throw bad(variable, 'has a host with several colons.', 'An IPv6 address needs brackets: [::1]:5432')
  return { host: parts[0] ?? '', port: parts[1] ?? '' }
}

function readPort(text: string | undefined, variable: string): number {
  if (text === undefined || text === '') return defaultPort
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw bad(variable, `has the port "${text}", which is none from 1 to 65535.`)
  return port
}

function readTimeout(text: string | undefined, variable: string): number {
  if (text === undefined) return defaultConnectTimeout
  if (!/^\d{1,4}$/.test(text))
    throw bad(variable, `has connect_timeout=${text}, which is no number of seconds.`)
  return text === '0' ? defaultConnectTimeout : Number(text) * 1000
}

// As libpq: `require` encrypts without checking who answers, `verify-ca` and `verify-full` check. `allow` and `prefer`
// would fall back to plain text without a word, so that they are the same as none here.
function readTls(parameters: Map<string, string>, variable: string): TlsOptions | undefined {
  const mode = parameters.get('sslmode') ?? 'disable'
  const rootFile = parameters.get('sslrootcert')
  const ca = rootFile === undefined || rootFile === 'system' ? {} : { ca: readRoot(rootFile, variable) }
  switch (mode) {
    case 'disable':
    case 'allow':
    case 'prefer':
      return undefined
    case 'require':
    case 'no-verify':
      return { rejectUnauthorized: false }
    case 'verify-ca':
      return { rejectUnauthorized: true, checkServerIdentity: () => undefined, ...ca }
    case 'verify-full':
      return { rejectUnauthorized: true, ...ca }
    default:
      throw bad(
        variable,
        `has sslmode=${mode}, which is none of disable, require, verify-ca and verify-full.`,
      )
  }
}

function readRoot(file: string, variable: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw bad(variable, `names sslrootcert=${file}, which cannot be read: ${messageOf(cause)}`)
  }
}

function decode(text: string, variable: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw bad(
      variable,
      'has a "%" that is not followed by two hexadecimal digits.',
      'A "%" in a password is written %25.',
    )
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function nonEmpty(text: string): string | undefined {
  return text === '' ? undefined : text
}

function bad(variable: string, problem: string, hint = example.replace('DATABASE_URL', variable)): AppError {
  return new AppError('not-configured', `${variable} ${problem}`, { hint })
}
