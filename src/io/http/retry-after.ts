const longestSeconds = 7 * 24 * 3600

/** Seconds to wait by a Retry-After header (RFC 9110, section 10.2.3: seconds or a date); null where it says nothing usable. At most a week. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,12}$/.test(text)) return Math.min(Number(text), longestSeconds)
  if (!/\d/.test(text) || !/[a-z]/i.test(text)) return null
  const at = Date.parse(text)
  if (Number.isNaN(at)) return null
  return Math.min(Math.max(0, Math.ceil((at - now.getTime()) / 1000)), longestSeconds)
}
