import type { Json } from '../base/json.ts'

/** A skill of the log, with what its evidence says. Times are of the entries. */
export interface Skill {
  id: string
  name: string
  category: string
  /** The names under which it was found: several where skills were merged, another where it was renamed. */
  writtenAs: string[]
  /** Entries that prove it. */
  entries: number
  /** Distinct calendar months of those entries, each in its own zone. */
  months: number
  /** The distinct words, in lower case, with which its excerpts begin: mostly verbs. */
  openings: string[]
  firstAt: Date
  lastAt: Date
  /** The newest verbatim excerpt. */
  excerpt: string
}

/** A verbatim excerpt of an entry: `text.slice(start, end)`, in UTF-16 units. */
export interface SkillEvidence {
  entryId: string
  at: Date
  project: string | null
  start: number
  end: number
  excerpt: string
  confidence: number
  engine: string
}

/** Evidence that is not stored yet. */
export interface NewEvidence {
  [key: string]: Json
  name: string
  category: string
  entryId: string
  start: number
  end: number
  excerpt: string
  confidence: number
}
