import type { Clock } from '../../base/clock.ts'
import { FetchError } from '../../contracts/fetcher.ts'
import type { RobotsFile, RobotsMemory } from '../../contracts/host.ts'
import { pathOf } from '../../base/path-pattern.ts'
import { parseRobots } from './robots.ts'

export interface RobotsVerdict {
  allowed: boolean
  /** False where the site asks not to be read by AI; undefined where it says nothing. */
  aiInput: boolean | undefined
  /** Seconds between requests, where the file says so. */
  crawlDelay: number | null
  sitemaps: string[]
}

const silent = { aiInput: undefined, crawlDelay: null, sitemaps: [] }
const freshMs = 24 * 3600_000
/** A file that could not be read is asked for again soon. */
const unreachableMs = 10 * 60_000
/** Files, and characters of one. */
const mostAtHand = 500
const largestAtHand = 32_768

/**
 * What a robots.txt means for a URL (RFC 9309, section 2.3.1): a successful answer is read; 5xx and no answer (status
 * 0) forbid everything; any other status, a redirect that leads nowhere included, forbids nothing.
 */
export function judgeRobots(
  file: Pick<RobotsFile, 'status' | 'text'>,
  userAgent: string,
  address: string,
): RobotsVerdict {
  if (isUnreachable(file)) return { allowed: false, ...silent }
  if (file.status < 200 || file.status >= 300) return { allowed: true, ...silent }
  const { allows, aiInput, crawlDelay, sitemaps } = parseRobots(file.text, userAgent)
  const path = pathOf(address)
  return { allowed: allows(path), aiInput: aiInput(path), crawlDelay, sitemaps }
}

type ReadRobots = (url: URL) => Promise<Pick<RobotsFile, 'status' | 'text'>>

export interface RobotsGate {
  /** Rejects with a FetchError where robots.txt forbids the URL or could not be reached; else returns what it says. */
  pass(url: URL, read: ReadRobots): Promise<RobotsVerdict>
}

/** Asks each origin for its robots.txt once a day; those who come while it is being read wait for it. What is fresh stays at hand. */
export function createRobotsGate(memory: RobotsMemory, userAgent: string, clock: Clock): RobotsGate {
  const underWay = new Map<string, Promise<unknown>>()
  const atHand = new Map<string, RobotsFile>()
  const keepAtHand = (origin: string, file: RobotsFile) => {
    if (atHand.size >= mostAtHand) atHand.clear()
    atHand.set(origin, file)
  }
  const known = async (origin: string) => {
    const held = atHand.get(origin)
    if (held !== undefined && isFresh(held, clock())) return held
    const file = await memory.recall(origin)
    if (file === undefined || !isFresh(file, clock())) return undefined
    if (file.text.length <= largestAtHand) keepAtHand(origin, file)
    return file
  }
  const readAnew = async (origin: string, read: ReadRobots) => {
    const file = { ...(await read(new URL('/robots.txt', origin))), readAt: clock() }
    await memory.remember(origin, file)
    return file
  }
  return {
    async pass(url, read) {
      await underWay.get(url.origin)?.catch(() => undefined)
      let file = await known(url.origin)
      if (file === undefined) {
        const reading = readAnew(url.origin, read)
        underWay.set(url.origin, reading)
        file = await reading.finally(() => underWay.delete(url.origin))
      }
      const verdict = judgeRobots(file, userAgent, url.href)
      if (verdict.allowed) return verdict
      throw new FetchError('blocked-by-robots', url.href, refusal(file, url))
    },
  }
}

function isFresh(file: RobotsFile, now: Date): boolean {
  const age = now.getTime() - file.readAt.getTime()
  return age >= 0 && age < (isUnreachable(file) ? unreachableMs : freshMs)
}

function isUnreachable({ status }: Pick<RobotsFile, 'status'>): boolean {
  return status < 100 || status >= 500
}

function refusal(file: RobotsFile, url: URL): string {
  if (file.status >= 200 && file.status < 300) return `${url.host} does not allow it in its robots.txt.`
  return `${url.host} answered ${file.status} when asked for its robots.txt, which forbids reading.`
}
