import { squeeze } from '../base/text.ts'
import type { JsonResume } from '../contracts/json-resume.ts'

/** A piece of a résumé in the order of reading; every format is made of these. Texts are on one line each. */
export type ResumeBlock =
  | {
      kind: 'name' | 'heading' | 'title' | 'text' | 'contact' | 'dates' | 'bullet' | 'keywords'
      text: string
    }
  | { kind: 'pair'; label: string; text: string }

type Kind = Exclude<ResumeBlock, { kind: 'pair' }>['kind']

/** A JSON Resume document as blocks. Every part that is there is shown, and a section without parts is not. */
export function resumeBlocks(resume: JsonResume): ResumeBlock[] {
  return [
    ...head(resume),
    ...section(
      'Work',
      (resume.work ?? []).map((job) => entry(title(job.position, job.name), job)),
    ),
    ...section(
      'Projects',
      (resume.projects ?? []).map((project) => entry(project.name, project)),
    ),
    ...section(
      'Volunteering',
      (resume.volunteer ?? []).map((job) => entry(title(job.position, job.organization), job)),
    ),
    ...section(
      'Education',
      (resume.education ?? []).map(({ courses, ...school }) =>
        entry(title(school.studyType, school.area, school.institution), { ...school, highlights: courses }),
      ),
    ),
    ...section('Skills', [(resume.skills ?? []).flatMap(({ name, keywords }) => pair(name, keywords))]),
    ...section('Languages', [
      (resume.languages ?? []).flatMap(({ language, fluency }) => pair(language, [fluency])),
    ]),
    ...others(resume),
  ]
}

/** The title of the document: whose résumé it is. */
export function resumeTitle(resume: JsonResume): string {
  return squeeze(resume.basics?.name ?? '') || 'Résumé'
}

function others(resume: JsonResume): ResumeBlock[] {
  return [
    ...section(
      'Awards',
      (resume.awards ?? []).map((award) =>
        entry(title(award.title, award.awarder), { ...award, startDate: award.date }),
      ),
    ),
    ...section(
      'Certificates',
      (resume.certificates ?? []).map((paper) =>
        entry(title(paper.name, paper.issuer), { startDate: paper.date, url: paper.url }),
      ),
    ),
    ...section(
      'Publications',
      (resume.publications ?? []).map((work) =>
        entry(title(work.name, work.publisher), { ...work, startDate: work.releaseDate }),
      ),
    ),
    ...section('Interests', [(resume.interests ?? []).flatMap(({ name, keywords }) => pair(name, keywords))]),
    ...section('References', [
      (resume.references ?? []).flatMap(({ name, reference }) => pair(name, [reference])),
    ]),
  ]
}

function head(resume: JsonResume): ResumeBlock[] {
  const { basics } = resume
  const profiles = (basics?.profiles ?? []).map(
    ({ network, username, url }) => url ?? title(network, username),
  )
  const contact = [basics?.email, basics?.phone, basics?.url, basics?.location?.city, ...profiles].filter(
    isGiven,
  )
  return [
    ...block('name', resumeTitle(resume)),
    ...block('text', basics?.label),
    ...block('contact', contact.map(squeeze).join(' · ')),
    ...block('text', basics?.summary),
  ]
}

interface Entry {
  startDate?: string | undefined
  endDate?: string | undefined
  url?: string | undefined
  description?: string | undefined
  summary?: string | undefined
  highlights?: string[] | undefined
  keywords?: string[] | undefined
}

function entry(name: string | undefined, one: Entry): ResumeBlock[] {
  const dates = [...new Set([one.startDate, one.endDate].filter(isGiven))].join(' to ')
  return [
    ...block('title', name),
    ...block('dates', dates),
    ...block('text', one.url),
    ...block('text', one.description),
    ...block('text', one.summary),
    ...(one.highlights ?? []).flatMap((text) => block('bullet', text)),
    ...block('keywords', (one.keywords ?? []).join(', ')),
  ]
}

function section(name: string, parts: readonly ResumeBlock[][]): ResumeBlock[] {
  const blocks = parts.flat()
  return blocks.length === 0 ? [] : [...block('heading', name), ...blocks]
}

function block(kind: Kind, text: string | undefined): ResumeBlock[] {
  const line = squeeze(text ?? '').trim()
  return line === '' ? [] : [{ kind, text: line }]
}

function pair(label: string | undefined, texts: readonly (string | undefined)[] | undefined): ResumeBlock[] {
  const [name, text] = [squeeze(label ?? '').trim(), squeeze((texts ?? []).filter(isGiven).join(', ')).trim()]
  return name === '' && text === '' ? [] : [{ kind: 'pair', label: name, text }]
}

function title(...parts: readonly (string | undefined)[]): string {
  return parts.filter(isGiven).join(', ')
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
