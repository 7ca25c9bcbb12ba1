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

/** Knows secrets by value, in the shapes in which they travel: plain, URL-encoded, base64 and escaped in JSON. */
export function createScrubber(secrets: readonly (string | undefined)[] = []): Scrubber {
  const shapes = new Set<string>()
  const scrubber: Scrubber = {
    add(secret) {
      if (secret === undefined || secret.length < shortestSecret) return
      for (const shape of shapesOf(secret)) shapes.add(shape)
    },
    scrub(text) {
      let clean = text
      for (const shape of shapes) clean = clean.replaceAll(shape, mark)
      return clean
    },
    scrubValue: (value) => (shapes.size === 0 ? value : (scrubUnknown(value, scrubber) as typeof value)),
  }
  for (const secret of secrets) scrubber.add(secret)
  return scrubber
}

function shapesOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ]
}

function scrubUnknown(value: unknown, scrubber: Scrubber): unknown {
  if (typeof value === 'string') return scrubber.scrub(value)
  if (Array.isArray(value)) return value.map((item) => scrubUnknown(item, scrubber))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, scrubUnknown(inner, scrubber)]))
}
