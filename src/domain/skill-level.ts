import { count } from '../base/text.ts'

export const skillLevels = ['mentioned', 'used', 'practised', 'proficient', 'expert'] as const
export type SkillLevel = (typeof skillLevels)[number]

/** What the log holds of one skill. `months` counts distinct calendar months. */
export interface SkillUse {
  entries: number
  months: number
  /** Words with which its excerpts begin; those in the past tense tell how many different things were done. */
  openings: readonly string[]
  lastAt: Date
}

interface Rule {
  level: SkillLevel
  entries: number
  months: number
  verbs: number
}

/** From the highest; the first whose bars are all reached holds. One entry is never more than a mention. */
export const levelRules: readonly Rule[] = [
  { level: 'expert', entries: 40, months: 12, verbs: 5 },
  { level: 'proficient', entries: 15, months: 5, verbs: 3 },
  { level: 'practised', entries: 5, months: 2, verbs: 1 },
  { level: 'used', entries: 2, months: 1, verbs: 0 },
  { level: 'mentioned', entries: 0, months: 0, verbs: 0 },
]

const past =
  /^(?:\p{L}{2,}ed|wrote|rewrote|led|built|rebuilt|ran|made|gave|held|took|did|cut|set|got|sent|put|taught|drew|found|brought|chose|drove|began|spoke|dealt|kept|won|split|shut|sped|learnt|met)$/u
const staleAfterMonths = 24
const millisecondsPerMonth = 30.44 * 86_400_000

/** The level of a skill, and the rule in words. A skill that was not used for two years is one level lower. */
export function skillLevel(use: SkillUse, now: Date): { level: SkillLevel; rule: string } {
  const verbs = use.openings.filter((word) => past.test(word)).length
  const reached = levelRules.find(
    (rule) => use.entries >= rule.entries && use.months >= rule.months && verbs >= rule.verbs,
  )
  const level = reached?.level ?? 'mentioned'
  const age = (now.getTime() - use.lastAt.getTime()) / millisecondsPerMonth
  const stale = age > staleAfterMonths && level !== 'mentioned'
  const basis = `${count(use.entries, 'entry', 'entries')} in ${count(use.months, 'month')}${use.entries > 1 ? `, ${count(verbs, 'verb')}` : ''}`
  if (!stale) return { level, rule: basis }
  const lower = skillLevels[skillLevels.indexOf(level) - 1] ?? 'mentioned'
  return { level: lower, rule: `${basis}, last used ${Math.floor(age / 12)} years ago (one level lower)` }
}
