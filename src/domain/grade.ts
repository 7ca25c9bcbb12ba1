import type { Json, JsonObject } from '../base/json.ts'
import { count, truncate } from '../base/text.ts'
import type { Agent } from '../contracts/agent.ts'
import type { Check, EvalSpent, Grade } from '../contracts/eval.ts'
import { scoreSet, setSentence } from './grade-set.ts'
import { findQuote } from './quote.ts'
import { textsAt, valuesAt } from './value-path.ts'

/** An answer that is to be graded. */
export interface Answer {
  agent: Pick<Agent<unknown, unknown>, 'output' | 'complaint'>
  input: JsonObject
  output: Json
  spent: EvalSpent
}

/** What one check says of an answer: the same answer always gets the same grade. */
export function gradeAnswer(check: Check, answer: Answer): Grade {
  const { passed, said } = found(check, answer)
  return { check: check.check, passed, said }
}

type Found = Omit<Grade, 'check'>

function found(check: Check, answer: Answer): Found {
  switch (check.check) {
    case 'schema':
      return schema(answer)
    case 'contains':
      return contains(check, answer)
    case 'lacks':
      return lacks(check, answer)
    case 'range':
      return range(check, answer)
    case 'quotes':
      return quotes(check, answer)
    case 'set':
      return set(check, answer)
    case 'latency':
      return atMost(answer.spent.latencyMs, check.maxMs, (ms) => `${Math.round(ms)} ms`)
    default:
      return atMost(answer.spent.cost, check.maxUsd, (usd) => `$${usd}`)
  }
}

/** The agent's own schema and its own complaint. */
function schema({ agent, input, output }: Answer): Found {
  const parsed = agent.output['~standard'].validate(output)
  if (parsed instanceof Promise) throw new Error('Schemas of agents answer at once.')
  if (parsed.issues !== undefined) return { passed: false, said: parsed.issues[0]?.message ?? 'does not fit' }
  const complaint = agent.complaint?.(parsed.value, input)
  return complaint === undefined ? { passed: true, said: 'fits' } : { passed: false, said: complaint }
}

function contains({ at, words }: Of<'contains'>, { output }: Answer): Found {
  const text = folded(output, at)
  const missing = words.filter((word) => !text.includes(word.toLowerCase()))
  return missing.length === 0
    ? { passed: true, said: 'all are there' }
    : { passed: false, said: `missing: ${missing.join(', ')}` }
}

function lacks({ at, words }: Of<'lacks'>, { output }: Answer): Found {
  const text = folded(output, at)
  const there = words.filter((word) => text.includes(word.toLowerCase()))
  return there.length === 0
    ? { passed: true, said: 'none is there' }
    : { passed: false, said: `found: ${there.join(', ')}` }
}

/** Every number there; a place without a number fails. */
function range({ at, min, max }: Of<'range'>, { output }: Answer): Found {
  const values = valuesAt(output, at)
  const fits = (value: Json) =>
    typeof value === 'number' && value >= (min ?? -Infinity) && value <= (max ?? Infinity)
  const passed = values.length > 0 && values.every(fits)
  return {
    passed,
    said: `${at} is ${values.length === 0 ? 'not there' : values.map((value) => JSON.stringify(value)).join(', ')}`,
  }
}

/** Every quote stands in one of the texts of the input; no quote at all proves nothing. */
function quotes({ at, in: place }: Of<'quotes'>, { input, output }: Answer): Found {
  const said = textsAt(output, at)
  const texts = textsAt(input, place)
  const invented = said.filter((quote) => !texts.some((text) => findQuote(text, quote) !== undefined))
  if (said.length === 0) return { passed: false, said: 'no quote' }
  return invented.length === 0
    ? { passed: true, said: `${count(said.length, 'quote')} verified` }
    : { passed: false, said: `invented: ${truncate(invented.join(' | '), 200)}` }
}

function set({ at, expected, precision, recall }: Of<'set'>, { output }: Answer): Found {
  const score = scoreSet(textsAt(output, at), expected)
  return { passed: score.precision >= precision && score.recall >= recall, said: setSentence(score) }
}

/** An unknown amount is not known to be small enough. */
function atMost(amount: number | null, most: number, text: (amount: number) => string): Found {
  if (amount === null) return { passed: false, said: 'unknown' }
  return { passed: amount <= most, said: `${text(amount)} of at most ${text(most)}` }
}

type Of<Name extends Check['check']> = Extract<Check, { check: Name }>

function folded(output: Json, at: string | undefined): string {
  return textsAt(output, at).join('\n').toLowerCase()
}
