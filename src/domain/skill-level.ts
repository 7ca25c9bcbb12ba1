import { count } from '../base/text.ts'

export const skillLevels = ['mentioned', 'used', 'practised', 'proficient', 'expert'] as const
export type SkillLevel = (typeof skillLevels)[number]

/** What the log holds of one skill. `months` counts distinct calendar months. */
export interface SkillUse {
  entries: number
  months: number
  lastAt: Date
}

interface Rule {
  level: SkillLevel
  entries: number
  months: number
}

/** From the highest; the first whose bars are both reached holds. One entry is never more than a mention. */
export const levelRules: readonly Rule[] = [
  { level: 'expert', entries: 40, months: 12 },
  { level: 'proficient', entries: 15, months: 5 },
  { level: 'practised', entries: 5, months: 2 },
  { level: 'used', entries: 2, months: 1 },
  { level: 'mentioned', entries: 0, months: 0 },
]

const staleAfterMonths = 24
const millisecondsPerMonth = 30.44 * 86_400_000

/** The level of a skill, and the rule in words. A skill that was not used for two years is one level lower. */
export function skillLevel(use: SkillUse, now: Date): { level: SkillLevel; rule: string } {
  const reached = levelRules.find((rule) => use.entries >= rule.entries && use.months >= rule.months)
  const level = reached?.level ?? 'mentioned'
  const age = (now.getTime() - use.lastAt.getTime()) / millisecondsPerMonth
  const stale = age > staleAfterMonths && level !== 'mentioned'
  const basis = `${count(use.entries, 'entry', 'entries')} in ${count(use.months, 'month')}`
  if (!stale) return { level, rule: basis }
  const lower = skillLevels[skillLevels.indexOf(level) - 1] ?? 'mentioned'
  return { level: lower, rule: `${basis}, last used ${Math.floor(age / 12)} years ago (one level lower)` }
}
