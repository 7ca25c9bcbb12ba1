import * as v from 'valibot'
import type { Json, JsonObject } from '../base/json.ts'

const path = v.pipe(v.string(), v.regex(/^[\w-]+(\[\])?(\.[\w-]+(\[\])?)*$/, 'must be a path: a.b, a[].b'))
const words = v.pipe(v.array(v.string()), v.minLength(1, 'must name at least one'))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const positive = v.pipe(v.number(), v.gtValue(0, 'must be more than 0'))

/** What an answer must be like. `at`: where in the answer, `a.b` or `a[].b`; the whole answer where absent. */
export const checkSchema = v.variant('check', [
  v.strictObject({ check: v.literal('schema') }),
  v.strictObject({ check: v.literal('contains'), at: v.optional(path), words }),
  v.strictObject({ check: v.literal('lacks'), at: v.optional(path), words }),
  v.strictObject({
    check: v.literal('range'),
    at: path,
    min: v.optional(v.number()),
    max: v.optional(v.number()),
  }),
  v.strictObject({ check: v.literal('quotes'), at: path, in: path }),
  v.strictObject({
    check: v.literal('set'),
    at: path,
    expected: v.array(v.string()),
    precision: v.optional(share, 1),
    recall: v.optional(share, 1),
  }),
  v.strictObject({ check: v.literal('latency'), maxMs: positive }),
  v.strictObject({ check: v.literal('cost'), maxUsd: positive }),
])
export type Check = v.InferOutput<typeof checkSchema>

const id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,80}$/, 'must be at most 80 letters, digits, . : - and _'))

/** A question to an agent, and what its answer must be like. */
export const evalCaseSchema = v.strictObject({
  id,
  agent: v.string(),
  input: v.custom<JsonObject>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be an object',
  ),
  checks: v.optional(v.array(checkSchema), []),
})
export type EvalCase = v.InferOutput<typeof evalCaseSchema>

/** Which of two cases must get the higher number. */
export const evalOrderSchema = v.strictObject({ better: id, worse: id, at: path })
export type EvalOrder = v.InferOutput<typeof evalOrderSchema>

/** The share of passed checks that a run must reach; 1 where no line says another. */
export const evalThresholdSchema = v.strictObject({ threshold: share })

export const evalSuiteSchema = v.object({
  name: v.string(),
  cases: v.array(evalCaseSchema),
  orders: v.array(evalOrderSchema),
  threshold: share,
})
export type EvalSuite = v.InferOutput<typeof evalSuiteSchema>

const checkNames = [
  'schema',
  'contains',
  'lacks',
  'range',
  'quotes',
  'set',
  'latency',
  'cost',
] as const satisfies readonly Check['check'][]

/** What a check found; `said` is for people. */
const gradeSchema = v.object({ check: v.picklist(checkNames), passed: v.boolean(), said: v.string() })
export type Grade = v.InferOutput<typeof gradeSchema>

/** What models used. `cost`: US dollars, null where it is not known. */
const spentEntries = {
  latencyMs: v.number(),
  inputTokens: v.number(),
  outputTokens: v.number(),
  cost: v.nullable(v.number()),
}
const spentSchema = v.object(spentEntries)
export type EvalSpent = v.InferOutput<typeof spentSchema>

const json = v.custom<Json>((value) => value !== undefined, 'must be there')

/** One case, asked once. `run`: which repetition, from 1. `error`: why there is no answer. */
const caseResultSchema = v.object({
  ...spentEntries,
  id: v.string(),
  run: v.number(),
  agent: v.string(),
  agentVersion: v.number(),
  engine: v.nullable(v.string()),
  error: v.nullable(v.string()),
  output: json,
  passed: v.boolean(),
  grades: v.array(gradeSchema),
})
export type CaseResult = v.InferOutput<typeof caseResultSchema>

/** Whether a pair stood in the right order in one repetition. */
const orderResultSchema = v.object({
  better: v.string(),
  worse: v.string(),
  run: v.number(),
  passed: v.boolean(),
  said: v.string(),
})
export type OrderResult = v.InferOutput<typeof orderResultSchema>

/**
 * What a run came to. `engines`: the distinct ones that answered. `ended`: `over-budget` stopped before all cases were
 * asked. `passed` of `checks`: checks and orders. `share`: their quotient, 1 where nothing was checked.
 */
export const evalReportSchema = v.object({
  suite: v.string(),
  engines: v.array(v.string()),
  ended: v.picklist(['complete', 'over-budget']),
  threshold: share,
  passed: v.number(),
  checks: v.number(),
  share: v.number(),
  spent: v.object({ ...spentEntries, medianLatencyMs: v.number() }),
  cases: v.array(caseResultSchema),
  orders: v.array(orderResultSchema),
})
export type EvalReport = v.InferOutput<typeof evalReportSchema>

/** How one check of one case fared in two runs; counts are of repetitions. */
export interface CheckChange {
  /** `case check`, or `better > worse`. */
  name: string
  before: { passed: number; of: number }
  after: { passed: number; of: number }
}

export interface EvalComparison {
  /** Checks that pass less often than before. */
  broken: CheckChange[]
  /** Checks that pass more often. */
  mended: CheckChange[]
  /** Checks that only one of the two runs has. */
  added: string[]
  removed: string[]
  share: { before: number; after: number }
  medianLatencyMs: { before: number; after: number }
  cost: { before: number | null; after: number | null }
}
