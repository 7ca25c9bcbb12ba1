import type { JsonResume } from '../contracts/json-resume.ts'
import type { BulletProof, Requirement } from '../contracts/resume-proof.ts'
import { stemOf } from './claim-stem.ts'
import { meaningsOf } from './claim-synonyms.ts'
import { verbGroup } from './claim-verbs.ts'
import { contentWords } from './content-words.ts'
import type { PostingRequirement } from './posting.ts'
import type { ReportEntry } from './report-entry.ts'
import { ownSentences } from './resume-bullet.ts'
import { resumeLines } from './resume-line.ts'
import { proofOf } from './resume-proof.ts'
import { findSkills } from './skill-finder.ts'

/** A sentence of the log that tells a deed, with what a requirement may look for in it. */
interface Deed {
  entry: string
  day: string
  start: number
  end: number
  text: string
  skills: ReadonlySet<string>
  /** What its words mean: `led` and `leading` are one. */
  words: ReadonlySet<string>
}

const mostEvidence = 3
const strong = 2
const daysOfYear = 365

/**
 * What the log has for each requirement. `covered`: at least two entries for every skill that is asked, and as many
 * years as are asked; `weak`: less than that, or only the same words; `missing`: nothing.
 */
export function matchRequirements(
  requirements: readonly PostingRequirement[],
  entries: readonly ReportEntry[],
): Requirement[] {
  const deeds = entries.flatMap(deedsOf)
  return requirements.map((requirement) =>
    requirement.skills.length > 0 ? bySkills(requirement, deeds) : byWords(requirement, deeds),
  )
}

/**
 * A view of a résumé for a posting: lines that answer a requirement first, in the order of the requirements; lines and
 * projects that answer none are hidden, unless none answers any. No line is in it that the résumé does not have.
 */
export function tailorResume(
  resume: JsonResume,
  proofs: readonly BulletProof[],
  requirements: readonly Requirement[],
): { document: JsonResume; proofs: BulletProof[]; hidden: number } {
  const lines = resumeLines(resume)
  const rank = (text: string, path: string) => rankOf(text, path, { lines, proofs, requirements })
  const projects = (resume.projects ?? [])
    .map((project, index) => {
      const ranked = (project.highlights ?? [])
        .map((text, at) => ({ text, rank: rank(text, `/projects/${index}/highlights/${at}`) }))
        .sort((a, b) => a.rank - b.rank)
      const wanted = ranked.filter((line) => line.rank < Infinity)
      return { project, best: ranked[0]?.rank ?? Infinity, ranked, wanted }
    })
    .sort((a, b) => a.best - b.best)
  const answering = projects.filter(({ wanted }) => wanted.length > 0)
  const shown = answering.length === 0 ? projects : answering
  const tailored = shown.map(({ project, ranked, wanted }) => ({
    ...project,
    highlights: (wanted.length > 0 ? wanted : ranked).map(({ text }) => text),
  }))
  const document = { ...resume, projects: tailored, skills: orderedSkills(resume, requirements) }
  const kept = resumeLines(document)
  const placed = kept.flatMap((line) => {
    const proof = proofOf(line, proofs)
    return proof === undefined ? [] : [{ ...proof, path: line.path }]
  })
  return { document, proofs: placed, hidden: lines.length - kept.length }
}

function deedsOf(entry: ReportEntry): Deed[] {
  return ownSentences(entry).map(({ start, end, text }) => ({
    entry: entry.id,
    day: entry.day,
    start,
    end,
    text,
    skills: new Set(findSkills(text).map(({ name }) => name)),
    words: new Set([...contentWords(text)].map(meaningOf)),
  }))
}

function bySkills({ text, skills, any, years }: PostingRequirement, deeds: readonly Deed[]): Requirement {
  const found = skills.map((name) => ({ name, deeds: deeds.filter((deed) => deed.skills.has(name)) }))
  const counts = found.map(({ name, deeds: proving }) => ({
    name,
    entries: new Set(proving.map(({ entry }) => entry)).size,
  }))
  const enough = counts.filter(({ entries }) => entries >= strong)
  const proving = found.flatMap((skill) => skill.deeds)
  const isCovered = any ? enough.length > 0 : enough.length === counts.length
  const span = yearsOf(proving)
  const isLong = years === null || span >= years
  const said = counts
    .map(({ name, entries }) => `${name} in ${entries === 1 ? '1 entry' : `${entries} entries`}`)
    .join(', ')
  const why = isLong ? said : `${said}; the log spans ${span.toFixed(1)} of ${years} years`
  const state = proving.length === 0 ? 'missing' : isCovered && isLong ? 'covered' : 'weak'
  return { text, state, why, evidence: evidenceOf(proving) }
}

/** Words alone cover nothing: they only point to where to look. */
function byWords({ text }: PostingRequirement, deeds: readonly Deed[]): Requirement {
  const wanted = [...contentWords(text)]
  const near = deeds
    .map((deed) => ({ deed, shared: wanted.filter((word) => deed.words.has(meaningOf(word))) }))
    .filter(({ shared }) => shared.length >= 2 && shared.length * 3 >= wanted.length)
    .sort((a, b) => b.shared.length - a.shared.length)
  const [best] = near
  if (best === undefined)
    return { text, state: 'missing', why: 'nothing in the log speaks of it', evidence: [] }
  const why = `the same words: ${best.shared.join(', ')}`
  return { text, state: 'weak', why, evidence: evidenceOf(near.map(({ deed }) => deed)) }
}

function meaningOf(word: string): string {
  const stem = stemOf(word)
  return verbGroup(stem) ?? meaningsOf(stem)[0] ?? stem
}

function yearsOf(deeds: readonly Deed[]): number {
  const days = deeds.map(({ day }) => Date.parse(day)).sort((a, b) => a - b)
  return ((days.at(-1) ?? 0) - (days[0] ?? 0)) / 86_400_000 / daysOfYear
}

function evidenceOf(deeds: readonly Deed[]): Requirement['evidence'] {
  const newest = [...new Set(deeds)].sort((a, b) => (a.day < b.day ? 1 : -1))
  return newest.slice(0, mostEvidence).map(({ entry, start, end, text }) => ({ entry, start, end, text }))
}

/** The first requirement that the line answers: by its entry, or by a skill of it. Infinity for none. */
function rankOf(
  text: string,
  path: string,
  known: {
    lines: ReturnType<typeof resumeLines>
    proofs: readonly BulletProof[]
    requirements: readonly Requirement[]
  },
): number {
  const line = known.lines.find((one) => one.path === path)
  const entry = line === undefined ? undefined : proofOf(line, known.proofs)?.entry
  const skills = new Set(findSkills(text).map(({ name }) => name))
  const at = known.requirements.findIndex(
    ({ text: asked, evidence }) =>
      evidence.some((one) => one.entry === entry) || findSkills(asked).some(({ name }) => skills.has(name)),
  )
  return at === -1 ? Infinity : at
}

/** Skills that are asked for come first; none is added. */
function orderedSkills(resume: JsonResume, requirements: readonly Requirement[]): JsonResume['skills'] {
  const asked = requirements.flatMap(({ text }) => findSkills(text).map(({ name }) => name))
  const place = (name: string) => (asked.includes(name) ? asked.indexOf(name) : Infinity)
  const groups = (resume.skills ?? []).map((group) => ({
    ...group,
    keywords: [...(group.keywords ?? [])].sort((a, b) => order(place(a), place(b))),
  }))
  const best = (keywords: readonly string[]) => Math.min(Infinity, ...keywords.map(place))
  return groups.sort((a, b) => order(best(a.keywords), best(b.keywords)))
}

function order(one: number, other: number): number {
  return one === other ? 0 : one - other
}
