import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A key that signs: its id (8 hexadecimal digits) travels with the seal, so that keys can be rotated. */
export interface SealKey {
  id: string
  secret: Uint8Array
}

export type Unsealed =
  | { ok: true; payload: Uint8Array; expiresAt: Date }
  | { ok: false; reason: 'malformed' | 'unknown-key' | 'forged' | 'expired' }

const idBytes = 4
const headBytes = idBytes + 4
// RFC 2104, section 5: at least half of the digest and no less than 80 bits.
const signatureBytes = 16

export function newSealKey(): SealKey {
  return { id: randomBytes(idBytes).toString('hex'), secret: randomBytes(32) }
}

/**
 * A URL-safe token that `unseal` opens until `expiresAt` (whole seconds). Its bytes: the id of the key (4), the end in
 * seconds since 1970 (4), the payload, and HMAC-SHA-256 over all of that, cut to 128 bits (RFC 2104).
 */
export function seal(payload: Uint8Array, key: SealKey, expiresAt: Date): string {
  const head = Buffer.alloc(headBytes)
  head.write(key.id, 'hex')
  head.writeUInt32BE(Math.floor(expiresAt.getTime() / 1000), idBytes)
  const body = Buffer.concat([head, payload])
  return Buffer.concat([body, sign(body, key.secret)]).toString('base64url')
}

/** The id of the key that a token names; undefined where it cannot be a token. */
export function sealKeyId(token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url')
  const isToken = bytes.length > headBytes + signatureBytes && bytes.toString('base64url') === token
  return isToken ? bytes.toString('hex', 0, idBytes) : undefined
}

/** Opens a token. Says why where it does not: the caller decides what a person reads. */
export function unseal(token: string, keys: readonly SealKey[], now: Date): Unsealed {
  const keyId = sealKeyId(token)
  if (keyId === undefined) return { ok: false, reason: 'malformed' }
  const key = keys.find((candidate) => candidate.id === keyId)
  if (key === undefined) return { ok: false, reason: 'unknown-key' }
  const bytes = Buffer.from(token, 'base64url')
  const body = bytes.subarray(0, -signatureBytes)
  if (!timingSafeEqual(bytes.subarray(-signatureBytes), sign(body, key.secret)))
    return { ok: false, reason: 'forged' }
  const expiresAt = new Date(body.readUInt32BE(idBytes) * 1000)
  if (expiresAt.getTime() < now.getTime()) return { ok: false, reason: 'expired' }
  return { ok: true, payload: body.subarray(headBytes), expiresAt }
}

function sign(body: Uint8Array, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(body).digest().subarray(0, signatureBytes)
}
