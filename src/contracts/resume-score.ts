import * as v from 'valibot'

/** What a résumé is marked by, each from 0 to 5. The rubric has a version, since marks of two rubrics say nothing together. */
export const rubric = {
  version: 1,
  criteria: {
    results: 'lines that tell a result with a number',
    deeds: 'lines that begin with what was done',
    proof: 'lines that an entry of the log proves',
    brevity: 'lines of 8 to 28 words',
    focus: 'three to six lines for each employer and project',
    contact: 'name, e-mail, a label or summary, skills',
  },
} as const

export const scorers = ['heuristic', 'llm', 'self'] as const
export type Scorer = (typeof scorers)[number]

const mark = v.object({
  criterion: v.string(),
  points: v.pipe(v.number(), v.minValue(0), v.maxValue(5)),
  why: v.string(),
})

/** What is stored of a score. */
export const resumeScore = v.object({
  resume: v.string(),
  by: v.picklist(scorers),
  rubric: v.number(),
  /** `rules`, `self`, or provider and model. */
  model: v.string(),
  /** SHA-256 of the document that was marked. */
  inputHash: v.string(),
  marks: v.array(mark),
  total: v.number(),
})

export type ResumeMark = v.InferOutput<typeof mark>
export type ResumeScore = v.InferOutput<typeof resumeScore>
