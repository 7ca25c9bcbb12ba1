import { randomBytes } from 'node:crypto'

const shortLength = 8

/** A UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return toUuid(bytes.toString('hex'))
}

/** No UUIDv7 that is made from this moment on comes before it. */
export function firstIdAt(moment: Date): string {
  return toUuid(Math.max(0, moment.getTime()).toString(16).padStart(12, '0').padEnd(32, '0'))
}

/** The 32 hexadecimal digits as a UUID. */
export function toUuid(hex: string): string {
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
