export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** JSON with the keys of every object sorted, so that equal values give equal text (in the manner of RFC 8785). */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => (isPlainObject(inner) ? sortKeys(inner) : inner)) ??
    'null'
  )
}

/** A value as PostgreSQL's jsonb can hold it: without undefined, NUL characters or lone surrogates. */
export function toJson(value: unknown): Json {
  const text = JSON.stringify(value)
  if (text === undefined) return null
  if (!suspicious.test(text)) return JSON.parse(text) as Json
  const clean = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? cleanString(inner) : inner,
  )
  return JSON.parse(clean) as Json
}

/** How JSON writes NUL characters and lone surrogates. */
const suspicious = /\\u(?:0000|d[89a-f])/

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function cleanString(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '').toWellFormed() : text.toWellFormed()
}

function sortKeys(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))
}
