/** How postgres.js writes and reads values of one type of PostgreSQL, by the type's number. */
export interface WireType {
  to: number
  from: number[]
  serialize: (value: unknown) => unknown
  parse: (text: string) => unknown
}

// The numbers of the array types (pg_type.dat), each with how an element is read.
const elements: Record<number, (text: string) => unknown> = {
  199: readJson,
  1000: (text) => text === 't',
  1003: readText,
  1005: Number,
  1007: Number,
  1009: readText,
  1015: readText,
  1016: Number,
  1022: Number,
  1182: readText,
  1185: (text) => new Date(text),
  1231: readText,
  2951: readText,
  3807: readJson,
}

/**
 * The array types of one dimension that our tables and functions use. postgres.js would ask each new connection for
 * all of the database's: a round trip that costs a short command as much as its own work.
 */
export function arrayTypes(): Record<string, WireType> {
  return Object.fromEntries(
    Object.entries(elements).map(([number, read]) => [
      `array${number}`,
      {
        to: Number(number),
        from: [Number(number)],
        serialize: writeArray,
        parse: (text) => readArray(text, read),
      },
    ]),
  )
}

// The array literals of the PostgreSQL manual, 8.15.6: elements in double quotes, with backslashes before `"` and `\`.
function writeArray(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return `{${value.map((item) => (item === null ? 'null' : quote(writeElement(item)))).join(',')}}`
}

function writeElement(item: unknown): string {
  if (typeof item === 'string') return item
  if (item instanceof Date) return item.toISOString()
  return JSON.stringify(item)
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

function readArray(text: string, read: (element: string) => unknown): unknown[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs)].map(([, quoted, bare]) => {
    if (quoted !== undefined) return read(quoted.replace(/\\(.)/gs, '$1'))
    return bare === undefined || bare === 'NULL' ? null : read(bare)
  })
}

function readText(text: string): string {
  return text
}

function readJson(text: string): unknown {
  return JSON.parse(text)
}
