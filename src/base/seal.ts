import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A key that signs: its id travels with the seal, so that keys can be rotated. */
export interface SealKey {
  id: string
  secret: Uint8Array
}

export type Unsealed<Value> =
  | { ok: true; value: Value }
  | { ok: false; reason: 'malformed' | 'unknown-key' | 'forged' | 'expired' }

export function newSealKey(): SealKey {
  return { id: randomBytes(4).toString('hex'), secret: randomBytes(32) }
}

/** A URL-safe token `payload.expiry.key.signature` (HMAC-SHA-256, RFC 2104) that `unseal` opens until `expiresAt`. */
export function seal(value: unknown, key: SealKey, expiresAt: Date): string {
  const body = [
    Buffer.from(JSON.stringify(value)).toString('base64url'),
    Math.floor(expiresAt.getTime() / 1000).toString(36),
    key.id,
  ].join('.')
  return `${body}.${sign(body, key.secret)}`
}

/** Opens a token. Says why where it does not: the caller decides what a person reads. */
export function unseal(token: string, keys: readonly SealKey[], now: Date): Unsealed<unknown> {
  const [payload, expiry, keyId, signature, ...rest] = token.split('.')
  if (!payload || !expiry || !keyId || !signature || rest.length > 0)
    return { ok: false, reason: 'malformed' }
  const key = keys.find((candidate) => candidate.id === keyId)
  if (key === undefined) return { ok: false, reason: 'unknown-key' }
  if (!equal(signature, sign(`${payload}.${expiry}.${keyId}`, key.secret)))
    return { ok: false, reason: 'forged' }
  if (Number.parseInt(expiry, 36) * 1000 < now.getTime()) return { ok: false, reason: 'expired' }
  return { ok: true, value: JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as unknown }
}

function sign(body: string, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('base64url')
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
