import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { didYouMean } from '../base/text.ts'
import type { Job } from '../contracts/job.ts'
import type { Skill, SkillEvidence } from '../contracts/skill.ts'
import { canonicalSkill } from '../domain/skill-finder.ts'
import { skillLevel } from '../domain/skill-level.ts'
import type { SkillLevel } from '../domain/skill-level.ts'
import * as store from '../store/skills.ts'
import type { App } from './app.ts'

export { skills as extractWorkflow } from '../workflows/index.ts'

/** A skill with its level and the rule that gave it: `5 entries in 2 months`. */
export interface RatedSkill extends Skill {
  level: SkillLevel
  rule: string
}

const extracted = v.object({
  entries: v.number(),
  evidence: v.number(),
  removed: v.number(),
  skills: v.array(v.string()),
  engine: v.string(),
})

/** What a finished `skills.extract` found. `evidence` counts excerpts that are new or changed. */
export function extractResult(job: Job): v.InferOutput<typeof extracted> {
  return v.parse(extracted, job.result)
}

/** All skills that the log proves, the most used first. */
export async function listSkills(app: App): Promise<RatedSkill[]> {
  const now = app.clock()
  const skills = await store.listSkills(app.sql, app.org)
  return skills.map((skill) => ({ ...skill, ...skillLevel(skill, now) }))
}

/** One skill by its name, an alias (`k8s`) or any casing, with all that proves it. Throws not-found. */
export async function showSkill(
  app: App,
  typed: string,
): Promise<{ skill: RatedSkill; evidence: SkillEvidence[] }> {
  const skills = await listSkills(app)
  const names = [typed.trim(), canonicalSkill(typed)?.name ?? ''].map((name) => name.toLowerCase())
  const skill = skills.find(({ name }) => names.includes(name.toLowerCase()))
  if (skill === undefined) throw unknownSkill(typed, skills)
  return { skill, evidence: await store.skillEvidence(app.sql, app.org, skill.id) }
}

function unknownSkill(typed: string, skills: readonly Skill[]): AppError {
  const near = didYouMean(
    typed,
    skills.map(({ name }) => name),
  )
  const hint =
    near !== undefined
      ? `Did you mean "${near}"?`
      : skills.length === 0
        ? 'Try: nightdesk extract'
        : 'Try: nightdesk skills'
  return new AppError('not-found', `No entry proves a skill named "${typed}".`, { hint })
}
