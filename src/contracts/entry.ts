/** One thing in the work log. */
export interface Entry {
  id: string
  at: Date
  /** The IANA time zone in which `at` was said. */
  zone: string
  text: string
  project: string | null
  tags: string[]
  /** True: it leaves the machine in no report, résumé, model request or log. */
  private: boolean
  /** SHA-256 of the text. */
  hash: string
  /** What `worklog.analyze` found, or null before it ran. Old where `analyzedHash` is not `hash`. */
  analysis: EntryAnalysis | null
  analyzedHash: string | null
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

/** What an entry says was done with the thing it speaks of. Only what is done counts as an achievement. */
export const entryKinds = ['done', 'tried', 'planned', 'blocked', 'asked', 'learned'] as const
export type EntryKind = (typeof entryKinds)[number]

/** What an entry holds, and who found it. */
export interface EntryAnalysis {
  kind: EntryKind
  /** The words that say what came of it, verbatim; null where the entry does not say. */
  outcome: string | null
  numbers: { value: number; unit: string | null; text: string }[]
  people: string[]
  tickets: string[]
  systems: string[]
  /** `offline`, or provider and model. */
  engine: string
  agentVersion: number
}
