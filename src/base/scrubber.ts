/** Takes secret values out of text. One for the process; every way out goes through it. */
export interface Scrubber {
  /** Adds a secret. Values under six characters are too common to replace and are ignored. */
  add(secret: string | undefined): void
  scrub(text: string): string
  /** The same for every string inside a value. */
  scrubValue<Value>(value: Value): Value
}

const mark = '[secret]'
const shortestSecret = 6

/**
 * Knows secrets by value, in the shapes in which they travel: plain, URL-encoded, escaped in JSON and HTML, hexadecimal,
 * and base64 wherever they stand in what was encoded (`user:password` of HTTP, `\0user\0password` of SMTP).
 */
export function createScrubber(secrets: readonly (string | undefined)[] = []): Scrubber {
  let shapes: readonly string[] = []
  const scrubber: Scrubber = {
    add(secret) {
      if (secret === undefined || secret.length < shortestSecret) return
      // The longest first: a shape may hold another.
      shapes = [...new Set([...shapes, ...shapesOf(secret)])].sort((a, b) => b.length - a.length)
    },
    scrub(text) {
      let clean = text
      for (const shape of shapes) clean = clean.replaceAll(shape, mark)
      return clean
    },
    scrubValue: (value) => (shapes.length === 0 ? value : (scrubUnknown(value, scrubber) as typeof value)),
  }
  for (const secret of secrets) scrubber.add(secret)
  return scrubber
}

function shapesOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const percent = encodeURIComponent(secret)
  const inJson = escapeInJson(secret)
  return [
    secret,
    percent,
    percent.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    inJson,
    escapeInJson(inJson),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...[0, 1, 2].flatMap((before) => base64Within(bytes, before)),
  ]
}

function escapeInJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** The characters that the bytes alone decide where `before` bytes stand before them: three bytes make four characters. */
function base64Within(bytes: Buffer, before: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(before), bytes])
  const [start, end] = [Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6)]
  return [padded.toString('base64').slice(start, end), padded.toString('base64url').slice(start, end)]
}

function scrubUnknown(value: unknown, scrubber: Scrubber): unknown {
  if (typeof value === 'string') return scrubber.scrub(value)
  if (Array.isArray(value)) return value.map((item) => scrubUnknown(item, scrubber))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, scrubUnknown(inner, scrubber)]))
}
