import type { JsonResume } from '../contracts/json-resume.ts'

/** A line of a résumé: its number as `resume why` takes it, from 1, and its RFC 6901 pointer. */
export interface ResumeLine {
  number: number
  path: string
  text: string
  /** The employer or project under which it stands. */
  under: string
}

/** The lines of a résumé in the order in which it prints them. */
export function resumeLines(resume: JsonResume): ResumeLine[] {
  const blocks = [
    ...(resume.work ?? []).map((job, index) => ({
      path: `/work/${index}`,
      name: job.name,
      lines: job.highlights,
    })),
    ...(resume.volunteer ?? []).map((job, index) => ({
      path: `/volunteer/${index}`,
      name: job.organization,
      lines: job.highlights,
    })),
    ...(resume.projects ?? []).map((project, index) => ({
      path: `/projects/${index}`,
      name: project.name,
      lines: project.highlights,
    })),
  ]
  return blocks
    .flatMap(({ path, name = '', lines = [] }) =>
      lines.map((text, index) => ({ path: `${path}/highlights/${index}`, text, under: name })),
    )
    .map((line, index) => ({ number: index + 1, ...line }))
}

/** The document without the lines at these pointers; their employers and projects stay. */
export function dropLines(resume: JsonResume, paths: ReadonlySet<string>): JsonResume {
  return mapLines(resume, (text, path) => (paths.has(path) ? undefined : text))
}

/** The document with other words at these pointers. */
export function withLines(resume: JsonResume, texts: ReadonlyMap<string, string>): JsonResume {
  return mapLines(resume, (text, path) => texts.get(path) ?? text)
}

function mapLines(
  resume: JsonResume,
  change: (text: string, path: string) => string | undefined,
): JsonResume {
  const map = <Block extends { highlights?: string[] | undefined }>(
    blocks: readonly Block[] | undefined,
    section: string,
  ) =>
    blocks?.map((block, index) => {
      const highlights = block.highlights?.flatMap(
        (text, at) => change(text, `/${section}/${index}/highlights/${at}`) ?? [],
      )
      return highlights === undefined ? block : { ...block, highlights }
    })
  const sections = {
    work: map(resume.work, 'work'),
    volunteer: map(resume.volunteer, 'volunteer'),
    projects: map(resume.projects, 'projects'),
  }
  return {
    ...resume,
    ...Object.fromEntries(Object.entries(sections).filter(([, blocks]) => blocks !== undefined)),
  }
}
