import { randomUUID } from 'node:crypto'
import type { Agent } from 'undici'
import { codeOf } from '../../base/app-error.ts'
import type { Clock } from '../../base/clock.ts'
import { networkWords } from '../../base/network-words.ts'
import { portOf } from '../../base/web-address.ts'
import { FetchError, TurnLater } from '../../contracts/fetcher.ts'
import type { FetchFailure, FetchRequest, Fetched, Fetcher } from '../../contracts/fetcher.ts'
import type { HostPace, RobotsFile, RobotsMemory } from '../../contracts/host.ts'
import { AddressRefused, createAddressGuard } from './address-guard.ts'
import type { AddressGuard } from './address-guard.ts'
import { BodyTooLarge } from './body.ts'
import { aiInputOf, asksAgainstAi } from './content-signal.ts'
import { guardedConnector, systemLookUp } from './connector.ts'
import type { LookUp } from './connector.ts'
import { DeadlinePassed, createDeadline } from './deadline.ts'
import type { Deadline } from './deadline.ts'
import { BodyLost, exchange, redirectTarget } from './exchange.ts'
import type { Answer, Question } from './exchange.ts'
import { createLocalPace, createLocalRobots } from './pace.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { createRobotsGate } from './robots-gate.ts'
import type { RobotsGate } from './robots-gate.ts'
import { inTurn } from './turn.ts'
import type { TurnTools } from './turn.ts'

export interface FetcherOptions {
  /** `host:port` pairs that the address guard lets through; they are the operator's own and are not paced. */
  allow: readonly string[]
  /** `nightdesk/1.2.3 (+https://…)`: what servers see; robots.txt is read for the name before the slash. */
  userAgent: string
  clock: Clock
  /** This process alone where absent. */
  pace?: HostPace
  robots?: RobotsMemory
  /** Milliseconds between two requests to one origin where robots.txt names no delay; 1000 where absent. */
  gapMs?: number
  /** The longest wait for a turn at a host, in milliseconds; beyond it the request fails. A minute where absent. */
  longestWaitMs?: number
  /** All addresses of a name; the system's where absent. */
  lookUp?: LookUp
}

export interface OpenFetcher {
  fetch: Fetcher
  close(): Promise<void>
}

interface Tools extends TurnTools {
  agent: Agent
  guard: AddressGuard
  gate: RobotsGate
  gapMs: number
  userAgent: string
}

const mostRedirects = 10
const defaultMaxBytes = 5 * 1024 * 1024
const defaultTimeoutMs = 20_000
const defaultGapMs = 1000
const longestGapMs = 30_000
const defaultWaitMs = 60_000
const robotsBytes = 500 * 1024
const accepted =
  'text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5'

/** Opens the way to the web. undici is loaded with the first request. */
export function createFetcher(options: FetcherOptions): OpenFetcher {
  const guard = createAddressGuard(options.allow)
  let agent: Promise<Agent> | undefined
  const gate = createRobotsGate(options.robots ?? createLocalRobots(), options.userAgent, options.clock)
  const pace = options.pace ?? createLocalPace(options.clock)
  const { clock, userAgent, gapMs = defaultGapMs, longestWaitMs = defaultWaitMs } = options
  return {
    async fetch(request) {
      agent ??= openAgent(guard, options.lookUp ?? systemLookUp)
      const tools: Tools = { agent: await agent, guard, gate, pace, gapMs, longestWaitMs, clock, userAgent }
      try {
        return await read(request, tools)
      } catch (error) {
        request.signal?.throwIfAborted()
        if (error instanceof TurnLater && request.turn !== undefined) throw error
        throw toFetchError(error, request.url)
      }
    },
    async close() {
      await (await agent)?.destroy()
    },
  }
}

async function openAgent(guard: AddressGuard, lookUp: LookUp): Promise<Agent> {
  const { Agent, buildConnector } = await import('undici')
  return new Agent({ connect: guardedConnector(buildConnector, guard, lookUp), allowH2: false })
}

async function read(request: FetchRequest, tools: Tools): Promise<Fetched> {
  const deadline = createDeadline(request.timeoutMs ?? defaultTimeoutMs, request.signal)
  const headers = { ...conditions(request), accept: accepted, 'user-agent': tools.userAgent }
  const limit = { maxBytes: request.maxBytes ?? defaultMaxBytes, over: 'refuse' as const }
  const start = webAddress(request.url)
  const { answer, url } = await follow(start, tools, async (url) => {
    tools.guard.checkUrl(url)
    const gapMs = await askRobots(url, request, tools, deadline)
    const own = url.origin === start.origin ? givenHeaders(request) : {}
    const ask = async () =>
      await deadline.spend((signal) =>
        exchange(tools.agent, { url, headers: { ...headers, ...own }, limit, signal }),
      )
    if (tools.guard.exempts(url.hostname, portOf(url))) return await ask()
    const turn = { origin: url.origin, key: request.turn ?? randomUUID(), gapMs }
    return await inTurn(turn, tools, ask, request.signal)
  })
  if (request.forAi === true && aiInputOf(answer.headers['content-signal'] ?? '') === false)
    throw new FetchError('blocked-by-robots', url.href, asksAgainstAi)
  return toFetched(answer, url, tools.clock())
}

/** Follows redirects by hand, so that every step passes the same checks. */
async function follow(
  start: URL,
  tools: Tools,
  ask: (url: URL) => Promise<Answer>,
): Promise<{ answer: Answer; url: URL }> {
  let url = start
  for (let step = 0; step <= mostRedirects; step += 1) {
    tools.guard.checkUrl(url)
    const answer = await ask(url)
    const next = redirectTarget(answer, url)
    if (next === undefined) return { answer, url }
    url = webAddress(next.href)
  }
  throw new FetchError('too-many-redirects', start.href, `It redirects more than ${mostRedirects} times.`)
}

/** Asks robots.txt; returns the milliseconds between two requests there. */
async function askRobots(url: URL, request: FetchRequest, tools: Tools, deadline: Deadline): Promise<number> {
  if (request.ignoreRobots === true) return tools.gapMs
  const verdict = await tools.gate.pass(url, (file) => readRobots(file, tools, deadline))
  if (request.forAi === true && verdict.aiInput === false)
    throw new FetchError('blocked-by-robots', url.href, asksAgainstAi)
  return Math.min(Math.max(tools.gapMs, (verdict.crawlDelay ?? 0) * 1000), longestGapMs)
}

async function readRobots(
  file: URL,
  tools: Tools,
  deadline: Deadline,
): Promise<Pick<RobotsFile, 'status' | 'text'>> {
  const question: Omit<Question, 'url' | 'signal'> = {
    headers: { 'user-agent': tools.userAgent, accept: 'text/plain,*/*;q=0.5' },
    limit: { maxBytes: robotsBytes, over: 'cut' },
  }
  try {
    const { answer } = await follow(file, tools, (url) =>
      deadline.spend((signal) => exchange(tools.agent, { ...question, url, signal })),
    )
    return { status: answer.status, text: new TextDecoder().decode(answer.body) }
  } catch (error) {
    if (error instanceof FetchError && error.failure === 'too-many-redirects')
      return { status: 310, text: '' }
    throw error
  }
}

/** An address by number that is none, such as one with a zone: `http://[fe80::1%25eth0]/`, `http://1.2.3.4.5/`. */
const brokenLiteral =
  /^\s*https?:[/\\]*(?:[^/\\?#@]*@)?(?:\[|(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+))*\.?(?:[:/\\?#]|$))/i

function webAddress(text: string): URL {
  const url = URL.parse(text)
  if (url === null && brokenLiteral.test(text))
    throw new FetchError('blocked-address', text, `"${text}" is not a public address.`)
  if (url === null) throw new FetchError('bad-scheme', text, `"${text}" is not a web address.`)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchError('bad-scheme', text, `Only http and https are read, not ${url.protocol}`)
  url.hash = ''
  url.username = ''
  url.password = ''
  return url
}

function conditions(request: FetchRequest): Record<string, string> {
  return {
    ...(request.etag ? { 'if-none-match': request.etag } : {}),
    ...(request.lastModified ? { 'if-modified-since': request.lastModified } : {}),
  }
}

/** What the fetcher or the connection decides is not given from outside. */
const decidedHeaders =
  /^(?:accept-encoding|connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade|user-agent|proxy-.*)$/i

function givenHeaders({ headers = {} }: FetchRequest): Record<string, string> {
  const given = Object.entries(headers).filter(([name]) => !decidedHeaders.test(name))
  return Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value]))
}

function toFetched({ status, headers, body }: Answer, url: URL, now: Date): Fetched {
  return {
    status,
    finalUrl: url.href,
    contentType: headers['content-type'] ?? '',
    body,
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    notModified: status === 304,
    retryAfterSeconds: retryAfterSeconds(headers['retry-after'], now),
    cacheControl: headers['cache-control'] ?? null,
  }
}

const slowCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'])
const largeCodes = new Set(['UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW'])

function toFetchError(thrown: unknown, url: string): FetchError {
  if (thrown instanceof FetchError) return thrown
  const truncated = thrown instanceof BodyLost
  const cause = truncated ? thrown.cause : thrown
  return new FetchError(failureOf(cause), url, networkWords(thrown), { cause, truncated })
}

function failureOf(thrown: unknown): FetchFailure {
  if (thrown instanceof AddressRefused) return 'blocked-address'
  if (thrown instanceof BodyTooLarge || largeCodes.has(codeOf(thrown) ?? '')) return 'too-large'
  if (thrown instanceof DeadlinePassed || thrown instanceof TurnLater) return 'too-slow'
  if (slowCodes.has(codeOf(thrown) ?? '')) return 'too-slow'
  return 'network'
}
