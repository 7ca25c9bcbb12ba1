import * as v from 'valibot'

export const reportKinds = ['standup', 'status', 'brag', 'review', 'timesheet'] as const
export type ReportKind = (typeof reportKinds)[number]
/** What a model may write: a timesheet is counted. */
export type WrittenKind = Exclude<ReportKind, 'timesheet'>

export const pointStates = ['done', 'tried', 'next', 'blocked', 'asked'] as const
export type PointState = (typeof pointStates)[number]

const point = v.object({
  text: v.string(),
  state: v.picklist(pointStates),
  entries: v.array(v.string()),
  /** Carried over from before the report's days: the local day on which it was said. */
  since: v.optional(v.string()),
  /** Hours that the entry says it took. */
  hours: v.optional(v.number()),
})
const section = v.object({ heading: v.string(), points: v.array(point) })

/** What is stored of a report. */
export const reportContent = v.object({
  kind: v.picklist(reportKinds),
  title: v.string(),
  /** Days are local to `zone`, both included: `2026-11-20`. */
  from: v.string(),
  to: v.string(),
  zone: v.string(),
  /** The project that it is about; all where absent. */
  project: v.optional(v.string()),
  /** How many entries were read. */
  entries: v.number(),
  /** Of a timesheet: the sum of what its lines say. */
  hours: v.optional(v.number()),
  /** How many lines say too little to be in it: sections name the strongest ones. */
  leftOut: v.optional(v.number()),
  /** How many entries of these days an earlier report told, so that this one does not. */
  told: v.optional(v.number()),
  /** How many lines were taken out since their entries were deleted for good. */
  erased: v.optional(v.number()),
  /** `offline`, or provider and model. */
  engine: v.string(),
  sections: v.array(section),
})

/** One line of a report, with the ids of the entries that it comes from. */
export type ReportPoint = v.InferOutput<typeof point>
export type ReportSection = v.InferOutput<typeof section>
export type ReportContent = v.InferOutput<typeof reportContent>

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
