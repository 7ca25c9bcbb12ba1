import { sha256 } from '../base/hash.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import type { BulletProof } from '../contracts/resume-proof.ts'
import type { Skill } from '../contracts/skill.ts'
import type { ReportEntry } from './report-entry.ts'
import { skillLevel, skillLevels } from './skill-level.ts'

export interface ResumeProject {
  name: string
  entries: readonly ReportEntry[]
  /** Names of the skills that its entries prove. */
  skills: readonly string[]
  highlights: readonly ProvenLine[]
}

/** A line with what carries it in its entry. */
export interface ProvenLine extends Pick<BulletProof, 'start' | 'end' | 'form' | 'shown'> {
  text: string
  entry: string
}

export interface ResumeParts {
  person: { name: string; email: string | null }
  projects: readonly ResumeProject[]
  skills: readonly Skill[]
  engine: string
  now: Date
}

const schemaAddress = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json'
const keywordsPerProject = 12

/**
 * A JSON Resume document (1.0.0). What proves each bullet is under `meta.nightdesk`, which the schema allows.
 * `hashes` are of the entries' texts.
 */
export function resumeDocument(parts: ResumeParts, hashes: ReadonlyMap<string, string>): JsonResume {
  const projects = parts.projects.filter(({ highlights }) => highlights.length > 0)
  const proofs = projects.flatMap(({ highlights }, project) =>
    highlights.map(({ text, entry, start, end, form, shown }, index) => ({
      path: `/projects/${project}/highlights/${index}`,
      entry,
      hash: hashes.get(entry) ?? '',
      start,
      end,
      line: sha256(text),
      form,
      shown: [...shown],
    })),
  )
  return {
    $schema: schemaAddress,
    basics: basicsOf(parts.person),
    projects: projects.map(toProject),
    skills: parts.skills.length === 0 ? [] : skillGroups(parts.skills, parts.now),
    meta: {
      lastModified: parts.now.toISOString().slice(0, 19),
      nightdesk: { engine: parts.engine, bullets: proofs },
    },
  }
}

function basicsOf({ name, email }: ResumeParts['person']): JsonResume['basics'] {
  return email === null ? { name } : { name, email }
}

function toProject({ name, entries, skills, highlights }: ResumeProject) {
  const days = entries.map(({ day }) => day).sort()
  return {
    name,
    startDate: days[0] ?? '',
    endDate: days.at(-1) ?? '',
    highlights: highlights.map(({ text }) => text),
    keywords: skills.slice(0, keywordsPerProject),
  }
}

/** One group for each category; its level is the highest that one of its skills has. */
function skillGroups(skills: readonly Skill[], now: Date) {
  const groups = new Map<string, { level: number; keywords: string[] }>()
  for (const skill of skills) {
    const group = groups.get(skill.category) ?? { level: 0, keywords: [] }
    const level = skillLevels.indexOf(skillLevel(skill, now).level)
    groups.set(skill.category, {
      level: Math.max(group.level, level),
      keywords: [...group.keywords, skill.name],
    })
  }
  return [...groups].map(([category, { level, keywords }]) => ({
    name: groupNames[category] ?? 'Other',
    level: skillLevels[level] ?? 'mentioned',
    keywords,
  }))
}

const groupNames: Record<string, string> = {
  language: 'Programming languages',
  framework: 'Frameworks and libraries',
  database: 'Databases',
  platform: 'Platforms and operations',
  protocol: 'Protocols and architecture',
  security: 'Security',
  data: 'Data and machine learning',
  design: 'Design and communication',
  delivery: 'Delivery',
  people: 'People',
}
