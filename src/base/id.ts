import { randomUUID } from 'node:crypto'

const shortLength = 8

/** A UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits. */
export function newId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  // A UUIDv4 has its random bits, and the variant, where this one has them.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** No UUIDv7 that is made from this moment on comes before it. */
export function firstIdAt(moment: Date): string {
  return toUuid(Math.max(0, moment.getTime()).toString(16).padStart(12, '0').padEnd(32, '0'))
}

/** The 32 hexadecimal digits as a UUID. */
function toUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}

/** What people see and type: the last eight characters, since the first ones are the time. */
export function shortId(id: string): string {
  return id.slice(-shortLength)
}

/** True for six or more hexadecimal digits (with or without the dashes of a UUID): a tail that may name a row. */
export function isIdTail(text: string): boolean {
  return /^[0-9a-f-]{6,36}$/i.test(text)
}
