import * as v from 'valibot'
import { refusal } from './resume-proof.ts'

const line = v.object({
  /** What the posting asks, in its words. */
  requirement: v.string(),
  text: v.string(),
  entry: v.string(),
  /** SHA-256 of the entry's text; `text.slice(start, end)` of it carries the line. */
  hash: v.string(),
  start: v.number(),
  end: v.number(),
  form: v.picklist(['verbatim', 'rephrased']),
  shown: v.array(v.string()),
})

/** What is stored of a letter. */
export const resumeLetter = v.object({
  title: v.string(),
  name: v.string(),
  /** SHA-256 of the posting. */
  posting: v.string(),
  lines: v.array(line),
  refused: v.array(refusal),
  /** How many lines were taken out since their entries were deleted for good. */
  erased: v.optional(v.number()),
})

export type LetterLine = v.InferOutput<typeof line>
export type ResumeLetter = v.InferOutput<typeof resumeLetter>
