const second = 1000
const minute = 60 * second
const hour = 60 * minute
const longestWait = 31 * 24 * hour

/** What a server said about time, in all the places where servers say it. */
export interface TimeHints {
  headers: Readonly<Record<string, string>>
  /** Its sentence: "try again in 7m12s", "regain access on 2026-12-01 at 00:00 UTC". */
  sentence: string
  /** Google's RetryInfo: `34.07s`. */
  delay?: string | undefined
  /** The quota of the day is used up; Google's days end at midnight in California. */
  pacificDay?: boolean
}

/**
 * When a server said that it may be asked again, or undefined. In this order: `retry-after-ms`, Retry-After in seconds
 * or as a date (RFC 9110, section 10.2.3), a delay in the body, a sentence, the reset of a limit that is used up.
 * At most 31 days ahead.
 */
export function retryTime(hints: TimeHints, now: Date): Date | undefined {
  const headers = new Map(
    Object.entries(hints.headers).map(([name, value]) => [name.toLowerCase(), value.trim()]),
  )
  const wait =
    plainNumber(headers.get('retry-after-ms'), 1) ??
    plainNumber(headers.get('retry-after'), second) ??
    untilDate(headers.get('retry-after'), now) ??
    (hints.pacificDay ? untilPacificMidnight(now) : undefined) ??
    lengthOf(hints.delay) ??
    untilDate(accessDate(hints.sentence), now) ??
    lengthOf(/(?:try again|retry) in ((?:[\d.]+(?:ms|h|m|s)){1,4})/i.exec(hints.sentence)?.[1]) ??
    usedUpReset(headers, now)
  return wait === undefined
    ? undefined
    : new Date(now.getTime() + Math.min(Math.max(Math.ceil(wait), 0), longestWait))
}

function plainNumber(value: string | undefined, unit: number): number | undefined {
  return value !== undefined && /^\d+(\.\d+)?$/.test(value) ? Number(value) * unit : undefined
}

function untilDate(value: string | undefined, now: Date): number | undefined {
  const at = value === undefined ? Number.NaN : Date.parse(value)
  return Number.isNaN(at) ? undefined : at - now.getTime()
}

/** Anthropic: "You will regain access on 2026-12-01 at 00:00 UTC." */
function accessDate(sentence: string): string | undefined {
  const match = /regain access on (\d{4}-\d\d-\d\d)(?: at (\d\d:\d\d))?/i.exec(sentence)
  return match === null ? undefined : `${match[1]}T${match[2] ?? '00:00'}:00Z`
}

/** `34.07s`, `7m12s`, `1h2m3s`, `350ms`. */
function lengthOf(value: string | undefined): number | undefined {
  if (value === undefined || !/^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(value)) return undefined
  const units: Record<string, number> = { ms: 1, s: second, m: minute, h: hour }
  let total = 0
  for (const [, digits, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g))
    total += Number(digits) * (units[unit ?? ''] ?? 0)
  return total
}

/** OpenAI's `x-ratelimit-reset-requests: 6m0s` counts only where `x-ratelimit-remaining-requests` is 0. */
function usedUpReset(headers: ReadonlyMap<string, string>, now: Date): number | undefined {
  const waits = ['requests', 'tokens'].flatMap((what) => {
    if (headers.get(`x-ratelimit-remaining-${what}`) !== '0') return []
    const reset = headers.get(`x-ratelimit-reset-${what}`)
    return lengthOf(reset) ?? untilDate(reset, now) ?? []
  })
  return waits.length === 0 ? undefined : Math.max(...waits)
}

function untilPacificMidnight(now: Date): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/Los_Angeles',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const [hours = 0, minutes = 0, seconds = 0] = clock.format(now).split(':').map(Number)
  return 24 * hour - (hours * hour + minutes * minute + seconds * second)
}
