import * as v from 'valibot'
import type { JsonResume } from './json-resume.ts'

const proof = v.object({
  /** RFC 6901 pointer of the line in the document. */
  path: v.string(),
  entry: v.string(),
  /** SHA-256 of the entry's text when the line was written. */
  hash: v.string(),
  /** `text.slice(start, end)` of the entry carries the line. */
  start: v.optional(v.number(), 0),
  end: v.optional(v.number(), 0),
  /** SHA-256 of the line itself; empty in documents of before it was kept. */
  line: v.optional(v.string(), ''),
  form: v.optional(v.picklist(['verbatim', 'rephrased']), 'verbatim'),
  /** The sums that the gate made: `87 % = 1 − 40 ms / 310 ms`. */
  shown: v.optional(v.array(v.string()), () => []),
})

/** A line that a model wrote and the gate did not let pass. */
export const refusal = v.object({ text: v.string(), entry: v.string(), reasons: v.array(v.string()) })

const requirement = v.object({
  text: v.string(),
  state: v.picklist(['covered', 'weak', 'missing']),
  why: v.string(),
  evidence: v.array(v.object({ entry: v.string(), start: v.number(), end: v.number(), text: v.string() })),
})

/** What nightdesk keeps of a résumé under `meta.nightdesk`, where JSON Resume lets others put their own. */
const resumeMeta = v.looseObject({
  engine: v.optional(v.string(), 'offline'),
  bullets: v.optional(v.array(proof), () => []),
  /** In a view for a posting: its requirements, and how many lines of the résumé it hides. */
  requirements: v.optional(v.array(requirement), () => []),
  hidden: v.optional(v.number(), 0),
  /** How many lines were taken out since their entries were deleted for good. */
  erased: v.optional(v.number(), 0),
  /** SHA-256 of the lines that the person stated in a résumé of their own; no entry proves them. */
  stated: v.optional(v.array(v.string()), () => []),
  /** In a résumé out of a bundle: the version that has its proofs. */
  version: v.optional(v.string()),
  /** The id of the version that was read from a file, where this one goes on from it. */
  imported: v.optional(v.string()),
  /** In such a version: the file, and its lines that stand in no field. */
  import: v.optional(
    v.object({ file: v.string(), format: v.string(), hash: v.string(), unplaced: v.array(v.string()) }),
  ),
})

/** What a document says of its lines; nothing where nightdesk did not write it. Throws for a damaged one. */
export function readResumeMeta(resume: JsonResume): ResumeMeta {
  return v.parse(resumeMeta, resume.meta?.nightdesk ?? {})
}

/** Where a line comes from. */
export type BulletProof = v.InferOutput<typeof proof>
/** A line that was not let into a résumé. */
export type Refusal = v.InferOutput<typeof refusal>
/** What a posting asks, and what the log has for it. */
export type Requirement = v.InferOutput<typeof requirement>
export type ResumeMeta = v.InferOutput<typeof resumeMeta>
