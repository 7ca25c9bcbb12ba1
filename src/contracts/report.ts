export const reportKinds = ['standup', 'status'] as const
export type ReportKind = (typeof reportKinds)[number]

export const pointStates = ['done', 'tried', 'next', 'blocked', 'asked'] as const
export type PointState = (typeof pointStates)[number]

/** One line of a report, with the ids of the entries that it comes from. */
export interface ReportPoint {
  text: string
  state: PointState
  entries: string[]
}

export interface ReportSection {
  heading: string
  points: ReportPoint[]
}

/** A standup or status. Days are local to `zone`, both included: `2026-11-20`. */
export interface ReportContent {
  kind: ReportKind
  title: string
  from: string
  to: string
  zone: string
  /** How many entries were read. */
  entries: number
  sections: ReportSection[]
  /** `offline`, or provider and model. */
  engine: string
}

/** A stored report: immutable once written. */
export interface Report {
  id: string
  jobId: string | null
  kind: string
  fromDate: string | null
  toDate: string | null
  title: string
  content: unknown
  rendered: string
  engine: string
  createdAt: Date
}
