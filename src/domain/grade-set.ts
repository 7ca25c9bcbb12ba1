import { listWords } from '../base/text.ts'
import { canonicalSkill } from './skill-finder.ts'

/** How well a set of names was found. Both are 1 where nothing was expected and nothing found. */
export interface SetScore {
  /** Right ones among those found. */
  precision: number
  /** Found ones among those expected. */
  recall: number
  missing: string[]
  surplus: string[]
}

/** Compares names as sets: casing does not count, and a skill is the same by each of its names. */
export function scoreSet(found: readonly string[], expected: readonly string[]): SetScore {
  const [have, want] = [byKey(found), byKey(expected)]
  const missing = [...want].filter(([key]) => !have.has(key)).map(([, name]) => name)
  const surplus = [...have].filter(([key]) => !want.has(key)).map(([, name]) => name)
  const right = have.size - surplus.length
  return {
    precision: have.size === 0 ? 1 : right / have.size,
    recall: want.size === 0 ? 1 : right / want.size,
    missing,
    surplus,
  }
}

/** `precision 0.67, recall 1.00; too many: Cobbling` */
export function setSentence({ precision, recall, missing, surplus }: SetScore): string {
  const parts = [`precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`]
  if (missing.length > 0) parts.push(`missing: ${listWords(missing)}`)
  if (surplus.length > 0) parts.push(`too many: ${listWords(surplus)}`)
  return parts.join('; ')
}

function byKey(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [(canonicalSkill(name)?.name ?? name.trim()).toLowerCase(), name]))
}
