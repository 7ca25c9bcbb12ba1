import { squeeze } from '../base/text.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { escapeMarkdown } from './markdown.ts'

/** A JSON Resume document as Markdown (CommonMark). Every part that is there is shown. */
export function resumeMarkdown(resume: JsonResume): string {
  return [head(resume), work(resume), projects(resume), education(resume), skills(resume)]
    .filter((part) => part !== '')
    .join('\n\n')
}

function head({ basics }: JsonResume): string {
  const contact = [basics?.email, basics?.phone, basics?.url, basics?.location?.city].filter(isGiven)
  const lines = [
    `# ${inline(basics?.name ?? 'Résumé')}`,
    inline(basics?.label ?? ''),
    contact.map(inline).join(' · '),
    inline(basics?.summary ?? ''),
  ]
  return lines.filter((line) => line !== '').join('\n\n')
}

function work(resume: JsonResume): string {
  return section(
    'Work',
    (resume.work ?? []).map((job) => {
      const title = [job.position, job.name].filter(isGiven).join(', ')
      return block(title, job, job.summary, job.highlights)
    }),
  )
}

function projects(resume: JsonResume): string {
  return section(
    'Projects',
    (resume.projects ?? []).map((project) => {
      const keywords = (project.keywords ?? []).join(', ')
      const body = block(project.name ?? '', project, project.description, project.highlights)
      return keywords === '' ? body : `${body}\n\n*${inline(keywords)}*`
    }),
  )
}

function education(resume: JsonResume): string {
  return section(
    'Education',
    (resume.education ?? []).map((school) => {
      const title = [school.studyType, school.area, school.institution].filter(isGiven).join(', ')
      return block(title, school, undefined, school.courses)
    }),
  )
}

function skills(resume: JsonResume): string {
  const lines = (resume.skills ?? []).map(({ name = '', keywords = [] }) =>
    keywords.length === 0 ? `- ${inline(name)}` : `- **${inline(name)}**: ${inline(keywords.join(', '))}`,
  )
  return lines.length === 0 ? '' : `## Skills\n\n${lines.join('\n')}`
}

function section(title: string, blocks: readonly string[]): string {
  return blocks.length === 0 ? '' : [`## ${title}`, ...blocks].join('\n\n')
}

function block(
  title: string,
  period: { startDate?: string | undefined; endDate?: string | undefined },
  summary: string | undefined,
  highlights: readonly string[] | undefined,
): string {
  const dates = [...new Set([period.startDate, period.endDate].filter(isGiven))].join(' to ')
  const lines = [
    `### ${inline(title)}`,
    dates,
    inline(summary ?? ''),
    (highlights ?? []).map((text) => `- ${inline(text)}`).join('\n'),
  ]
  return lines.filter((line) => line !== '').join('\n\n')
}

function inline(text: string): string {
  return escapeMarkdown(squeeze(text))
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
