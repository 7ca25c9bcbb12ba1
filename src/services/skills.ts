import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { newId } from '../base/id.ts'
import { didYouMean } from '../base/text.ts'
import type { Job } from '../contracts/job.ts'
import type { Skill, SkillEvidence } from '../contracts/skill.ts'
import { canonicalSkill } from '../domain/skill-finder.ts'
import { skillLevel } from '../domain/skill-level.ts'
import type { SkillLevel } from '../domain/skill-level.ts'
import { changeSkill, hiddenSkills } from '../store/skill-changes.ts'
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

/** All skills that the person's log proves, the most used first. */
export async function listSkills(app: App): Promise<RatedSkill[]> {
  const now = app.clock()
  const skills = await store.listSkills(app.sql, app.org, app.userId)
  return skills.map((skill) => ({ ...skill, ...skillLevel(skill, now) }))
}

/** One skill by its name, an alias (`k8s`) or any casing, with all that proves it. Throws not-found. */
export async function showSkill(
  app: App,
  typed: string,
): Promise<{ skill: RatedSkill; evidence: SkillEvidence[] }> {
  const skills = await listSkills(app)
  const names = [typed.trim(), canonicalSkill(typed)?.name ?? ''].map((name) => name.toLowerCase())
  const isNamed = (each: string) => names.includes(each.toLowerCase())
  const skill =
    skills.find(({ name }) => isNamed(name)) ?? skills.find(({ writtenAs }) => writtenAs.some(isNamed))
  if (skill === undefined) throw unknownSkill(typed, skills)
  return { skill, evidence: await store.skillEvidence(app.sql, app.org, skill.id, app.userId) }
}

/** Counts all that proves `from` for `into`, now and after each extraction. Returns both as they were. */
export async function mergeSkills(app: App, from: string, into: string) {
  const [{ skill: part }, { skill: whole }] = [await showSkill(app, from), await showSkill(app, into)]
  if (part.id === whole.id)
    throw new AppError('wrong-use', `"${from}" and "${into}" are one skill already: ${whole.name}.`, {
      hint: 'Try: nightdesk skills',
    })
  await change(app, part.id, { action: 'merge-skill', partOf: whole.id })
  return { from: part.name, into: whole.name }
}

/** Shows a skill under another name. */
export async function renameSkill(app: App, typed: string, label: string) {
  const { skill } = await showSkill(app, typed)
  const name = label.replace(/\s+/gu, ' ').trim()
  if (name === '' || name.length > 80)
    throw new AppError('wrong-use', `"${label}" is no name for a skill.`, {
      hint: 'A name has 1 to 80 characters.',
    })
  const taken = (await listSkills(app)).find(
    (each) => each.id !== skill.id && each.name.toLowerCase() === name.toLowerCase(),
  )
  if (taken !== undefined)
    throw new AppError('wrong-use', `There is a skill named ${taken.name} already.`, {
      hint: `Try: nightdesk skills merge "${skill.name}" "${taken.name}"`,
    })
  await change(app, skill.id, { action: 'rename-skill', label: name })
  return { from: skill.name, to: name }
}

/** Leaves a skill out of lists and résumés; what proves it is kept. */
export async function hideSkill(app: App, typed: string) {
  const { skill } = await showSkill(app, typed)
  await change(app, skill.id, { action: 'hide-skill' })
  return { hidden: skill.name }
}

/** Brings a hidden skill back. */
export async function unhideSkill(app: App, typed: string) {
  const hidden = await hiddenSkills(app.sql, app.org, app.userId)
  const skill = hidden.find(({ name }) => name.toLowerCase() === typed.trim().toLowerCase())
  if (skill === undefined)
    throw new AppError('not-found', `No hidden skill is named "${typed}".`, {
      hint:
        hidden.length === 0
          ? 'Try: nightdesk skills'
          : `Hidden: ${hidden.map(({ name }) => name).join(', ')}`,
    })
  await change(app, skill.id, { action: 'unhide-skill' })
  return { shown: skill.name }
}

/** What the log has for each thing that a posting asks. */
export async function skillGap(app: App, posting: string) {
  const { postingRequirements } = await import('../domain/posting.ts')
  const { matchRequirements } = await import('../domain/resume-tailor.ts')
  const { toReportEntry } = await import('../domain/report-entry.ts')
  const { listEntries } = await import('../store/entries.ts')
  const rows = await listEntries(app.sql, app.org, { userId: app.userId, private: false })
  return matchRequirements(postingRequirements(posting), rows.map(toReportEntry))
}

async function change(
  app: App,
  skillId: string,
  what: Omit<Parameters<typeof changeSkill>[3], 'id' | 'userId'>,
) {
  await changeSkill(app.sql, app.org, skillId, { id: newId(), userId: app.userId, ...what })
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
