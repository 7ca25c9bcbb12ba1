import type { Json } from '../base/json.ts'
import type { Check } from '../contracts/eval.ts'
import { textsAt, valuesAt } from './value-path.ts'

const scoreRoom = 15
const enough = 0.8

/**
 * What a later answer must have in common with one that was taken: the same score, within 15 points, the same skills,
 * mostly, and quotes that stand in their source. A start, for a person to sharpen.
 */
export function checksLike(agent: string, output: Json): Check[] {
  if (agent === 'page-judge') return [{ check: 'schema' }, ...nearScore(output), pageQuotes]
  if (agent === 'skill-extractor') return [{ check: 'schema' }, sameSkills(output), ...skillQuotes(output)]
  return [{ check: 'schema' }]
}

const pageQuotes: Check = { check: 'quotes', at: 'quotes', in: 'page.text' }

function nearScore(output: Json): Check[] {
  const [score] = valuesAt(output, 'relevance')
  if (typeof score !== 'number') return []
  const [min, max] = [Math.max(0, score - scoreRoom), Math.min(100, score + scoreRoom)]
  return [{ check: 'range', at: 'relevance', min, max }]
}

function sameSkills(output: Json): Check {
  return {
    check: 'set',
    at: 'skills[].name',
    expected: textsAt(output, 'skills[].name'),
    precision: enough,
    recall: enough,
  }
}

/** Where no skill was found there is nothing to quote. */
function skillQuotes(output: Json): Check[] {
  return textsAt(output, 'skills[].name').length === 0
    ? []
    : [{ check: 'quotes', at: 'skills[].excerpts[].quote', in: 'entries[].text' }]
}
