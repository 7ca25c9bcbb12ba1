import type { JsonResume } from '../contracts/json-resume.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import { resumeLines } from './resume-line.ts'
import { proofOf } from './resume-proof.ts'

/** A version that was read from a file, on which later ones go on. */
export interface ResumeBase {
  id: string
  document: JsonResume
}

/**
 * What the log says put on what the person brought: all of the file stays, projects and skills of the log join it.
 * Projects of the file that the log proved before are written anew. `name` is the one that the person gave since.
 */
export function onBase(
  fresh: JsonResume,
  { id, document: base }: ResumeBase,
  name: string | null,
): JsonResume {
  const { bullets, stated } = readResumeMeta(base)
  const lines = resumeLines(base)
  const ownProjects = (base.projects ?? []).filter((project, index) => {
    const under = lines.filter(({ path }) => path.startsWith(`/projects/${index}/`))
    return (
      (project.highlights ?? []).length === 0 || under.some((line) => proofOf(line, bullets) === undefined)
    )
  })
  const known = new Set((base.skills ?? []).flatMap(({ name, keywords }) => [name, ...(keywords ?? [])]))
  const skills = (fresh.skills ?? []).flatMap((group) => {
    const keywords = (group.keywords ?? []).filter((keyword) => !known.has(keyword))
    return keywords.length === 0 ? [] : [{ ...group, keywords }]
  })
  return {
    ...base,
    $schema: base.$schema ?? fresh.$schema,
    basics: { ...fresh.basics, ...base.basics, ...(name === null ? {} : fresh.basics) },
    projects: [...(fresh.projects ?? []), ...ownProjects],
    skills: [...(base.skills ?? []), ...skills],
    meta: {
      ...base.meta,
      ...fresh.meta,
      nightdesk: { ...readResumeMeta(fresh), stated, imported: id },
    },
  }
}
