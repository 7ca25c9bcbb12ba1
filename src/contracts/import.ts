import type { EntryOrigin } from './entry.ts'

/** One thing that another program recorded, ready to become an entry. */
export interface ImportedItem {
  /** The line of its file where it begins, from 1; null where there is no file. */
  line: number | null
  at: Date
  text: string
  project: string | null
  /** Words that may stand after a plus. */
  tags: readonly string[]
  private: boolean
  /** What names it at its source. An item of which one is known is not imported again. */
  keys: readonly string[]
  origin: EntryOrigin
}

/** What could not be read, and where. */
export interface Rejected {
  line: number | null
  why: string
}

/** What a source holds: what can be imported, what was left out on purpose (and how often), and what could not be read. */
export interface ImportReading {
  items: readonly ImportedItem[]
  /** `not done yet` → 3 */
  skipped: Readonly<Record<string, number>>
  rejected: readonly Rejected[]
}

/** How dates in figures are meant where day and month may be swapped. */
export const dateOrders = ['dmy', 'mdy'] as const
export type DateOrder = (typeof dateOrders)[number]

export interface ReadOptions {
  /** The IANA time zone of times that name none. */
  zone: string
  now: Date
  /** The name of the file without its folder; empty for standard input. */
  fileName: string
  /** For tables: which column (its name, or its number from 1) holds the date, the text, … */
  columns?: Readonly<Record<string, string>> | undefined
  dates?: DateOrder | undefined
}

/** A kind of file that other programs write. */
export interface ImportFormat {
  name: string
  summary: string
  /** True where the text looks like it. Cheap, and true for one format of a well-made file. */
  recognises(text: string, fileName: string): boolean
  /** Never throws for a bad item: it is rejected with its line. */
  read(text: string, options: ReadOptions): ImportReading
}

/** Declares a format of files that `import` reads. */
export function defineImportFormat(format: ImportFormat): ImportFormat {
  return format
}
