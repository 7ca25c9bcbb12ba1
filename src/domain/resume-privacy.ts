import type { JsonResume } from '../contracts/json-resume.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import type { BulletProof } from '../contracts/resume-proof.ts'
import { dropLines, resumeLines } from './resume-line.ts'
import type { ResumeLine } from './resume-line.ts'
import { proofOf } from './resume-proof.ts'
import { findSkills } from './skill-finder.ts'

type Project = NonNullable<JsonResume['projects']>[number]

export interface OpenResume {
  document: JsonResume
  /** How many lines were left out. */
  leftOut: number
}

/**
 * The document without what comes from entries that are private now: their lines, their quotes, and keywords that no
 * other line of the project names. A project of which nothing is left goes too.
 */
export function withoutPrivate(resume: JsonResume, isPrivate: ReadonlySet<string>): OpenResume {
  const meta = readResumeMeta(resume)
  const lines = resumeLines(resume)
  const hidden = new Set(
    lines.filter((line) => isPrivate.has(proofOf(line, meta.bullets)?.entry ?? '')).map(({ path }) => path),
  )
  const isQuoted = meta.requirements.some(({ evidence }) =>
    evidence.some(({ entry }) => isPrivate.has(entry)),
  )
  if (hidden.size === 0 && !isQuoted) return { document: resume, leftOut: 0 }
  const dropped = dropLines(resume, hidden)
  const open = {
    ...dropped,
    projects: (dropped.projects ?? []).flatMap((project, at) => openProject(project, resume.projects?.[at])),
    skills: skillsWithout(resume, hidden, lines),
  }
  const kept = lines.filter(({ path }) => !hidden.has(path))
  const nightdesk = { ...meta, ...openMeta(open, kept, meta, isPrivate) }
  return { document: { ...open, meta: { ...resume.meta, nightdesk } }, leftOut: hidden.size }
}

/** A project as it is with what is left of its lines; none where nothing is. */
function openProject(open: Project, whole: Project | undefined): Project[] {
  const left = open.highlights ?? []
  if (left.length === (whole?.highlights ?? []).length) return [open]
  if (left.length === 0) return []
  const named = new Set(findSkills(left.join('\n')).map(({ name }) => name))
  return [{ ...open, keywords: (open.keywords ?? []).filter((name) => named.has(name)) }]
}

/** Skills that hidden lines name and no other line does. */
function skillsWithout(
  { skills }: JsonResume,
  hidden: ReadonlySet<string>,
  lines: readonly ResumeLine[],
): JsonResume['skills'] {
  const namedIn = (wanted: boolean) =>
    new Set(
      lines
        .filter(({ path }) => hidden.has(path) === wanted)
        .flatMap(({ text }) => findSkills(text))
        .map(({ name }) => name),
    )
  const [away, stay] = [namedIn(true), namedIn(false)]
  const isKept = (name: string) => !away.has(name) || stay.has(name)
  return skills?.flatMap((group) => {
    const keywords = group.keywords?.filter(isKept)
    const isEmpty = keywords?.length === 0 && (group.keywords?.length ?? 0) > 0
    return isEmpty ? [] : [keywords === undefined ? group : { ...group, keywords }]
  })
}

/** Proofs at their new places, and requirements without the quotes. `kept` are the lines that stayed, in order. */
function openMeta(
  open: JsonResume,
  kept: readonly ResumeLine[],
  { bullets, requirements }: ReturnType<typeof readResumeMeta>,
  isPrivate: ReadonlySet<string>,
) {
  const proofs = resumeLines(open).flatMap(({ path }, index): BulletProof[] => {
    const line = kept[index]
    const proof = line === undefined ? undefined : proofOf(line, bullets)
    return proof === undefined ? [] : [{ ...proof, path }]
  })
  return {
    bullets: proofs,
    requirements: requirements.map((one) => ({
      ...one,
      evidence: one.evidence.filter(({ entry }) => !isPrivate.has(entry)),
    })),
  }
}
