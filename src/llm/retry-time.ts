const longestWait = 31 * 24 * 3600 * 1000

/**
 * When a server said it may be asked again, or undefined: `retry-after-ms`, Retry-After in seconds or as a date
 * (RFC 9110, section 10.2.3), or "regain access on 2026-12-01" in its sentence. At most 31 days ahead.
 */
export function retryTime(
  headers: Readonly<Record<string, string>>,
  sentence: string,
  now: Date,
): Date | undefined {
  const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]))
  const wait =
    waitOf(named.get('retry-after-ms'), 1) ??
    waitOf(named.get('retry-after'), 1000) ??
    untilDate(named.get('retry-after'), now) ??
    untilDate(/regain access on (\d{4}-\d\d-\d\d)/i.exec(sentence)?.[1], now)
  return wait === undefined
    ? undefined
    : new Date(now.getTime() + Math.min(Math.max(Math.ceil(wait), 0), longestWait))
}

function waitOf(value: string | undefined, unit: number): number | undefined {
  return value !== undefined && /^\d+(\.\d+)?$/.test(value) ? Number(value) * unit : undefined
}

function untilDate(value: string | undefined, now: Date): number | undefined {
  const at = value === undefined ? Number.NaN : Date.parse(value)
  return Number.isNaN(at) ? undefined : at - now.getTime()
}
