import type { JsonResume } from '../contracts/json-resume.ts'

/**
 * The document as a theme gets it. Themes of before 1.0.0 read `company`, `website` and `picture` where newer ones read
 * `name`, `url` and `image`, so both are there. What nightdesk keeps of its lines is nothing for a theme.
 */
export function forTheme(resume: JsonResume): Record<string, unknown> {
  const { nightdesk: _proofs, ...meta } = resume.meta ?? {}
  const { image, url } = resume.basics ?? {}
  return {
    ...resume,
    basics: { ...older({ picture: image, website: url }), ...resume.basics },
    ...lists(resume),
    meta,
  }
}

/** Only lists that are there: an empty one makes some themes print a heading over nothing. */
function lists({ work, volunteer, education, publications, projects, certificates }: JsonResume) {
  const all = {
    work: work?.map((job) => ({
      ...older({ company: job.name, website: job.url }),
      ...job,
      highlights: job.highlights ?? [],
    })),
    volunteer: volunteer?.map((job) => ({
      ...older({ website: job.url }),
      ...job,
      highlights: job.highlights ?? [],
    })),
    education: education?.map((school) => ({
      ...older({ website: school.url, gpa: school.score }),
      ...school,
      courses: school.courses ?? [],
    })),
    publications: publications?.map((one) => ({ ...older({ website: one.url }), ...one })),
    projects: projects?.map((one) => ({
      ...older({ website: one.url }),
      ...one,
      highlights: one.highlights ?? [],
    })),
    certificates,
  }
  return Object.fromEntries(Object.entries(all).filter(([, list]) => list !== undefined && list.length > 0))
}

function older(names: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}
