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
  /** How much it matters to the person, from 1 to 5; null where they did not say. */
  weight: number | null
  /** Ids of the entries that belong to it. */
  links: string[]
  /** Where it was imported from; null where it was typed. */
  origin: EntryOrigin | null
  /** SHA-256 of the text. */
  hash: string
  /** What `worklog.analyze` found, or null before it ran. Old where `analyzedHash` is not `hash`. */
  analysis: EntryAnalysis | null
  analyzedHash: string | null
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

/** Where an imported entry comes from. What its kind does not know is absent. */
export interface EntryOrigin {
  /** `git`, `csv`, `calendar`, … */
  kind: string
  /** The name of the file, or of the repository. */
  source: string
  commit?: string
  branch?: string
  tickets?: string[]
  /** Who else wrote it, by its trailers. */
  coAuthors?: string[]
  /** True where a trailer names an AI tool as co-author. */
  aiAssisted?: boolean
  /** How long it took, where the source says. */
  minutes?: number
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
