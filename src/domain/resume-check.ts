import type { JsonResume } from '../contracts/json-resume.ts'
import { placesOf, plain, withoutMarks } from './page-text.ts'

/** A field of a résumé that a file does not show: where it stands in the document, and its text. */
export interface MissingField {
  path: string
  text: string
  /** `missing`, or that a line stands under another employer or project. */
  fault: 'missing' | 'misplaced'
}

export interface ResumeCheck {
  fields: number
  missing: MissingField[]
}

export interface CheckOptions {
  /** False where dates may be written in any way. */
  dates?: boolean
  /** Whether marks of Markdown may be missing, since a theme read the text as such. */
  markdown?: boolean
}

interface Field {
  path: string
  text: string
}

interface Block {
  names: Field[]
  lines: Field[]
}

/**
 * Compares a document with the text of a file made from it, field by field: names, employers, titles, dates, lines,
 * schools, skills. Case, line breaks and the kinds of quotes and dashes do not count.
 */
export function checkResume(resume: JsonResume, text: string, options: CheckOptions = {}): ResumeCheck {
  // An address holds names that the reader does not see as such.
  const page = plain(text.replace(/https?:\/\/\S+/giu, ' '))
  const blocks = blocksOf(resume)
  const fields = [
    ...headFields(resume),
    ...blocks.flatMap(({ names, lines }) => [...names, ...lines]),
    ...listFields(resume),
  ]
  const isLost = (wanted: string) => placesOf(wanted, page).length === 0
  const lost = fields.filter(
    (field) => isLost(field.text) && (options.markdown !== true || isLost(withoutMarks(field.text))),
  )
  const dates = options.dates === false ? [] : dateFields(resume)
  const lostDates = dates.filter(({ text: date }) =>
    dateForms(date).every((form) => placesOf(form, page).length === 0),
  )
  const gone = new Set(lost.map(({ path }) => path))
  const misplaced = misplacedLines(blocks, page).filter(({ path }) => !gone.has(path))
  return {
    fields: fields.length + dates.length,
    missing: [
      ...[...lost, ...lostDates].map((field) => ({ ...field, fault: 'missing' as const })),
      ...misplaced.map((field) => ({ ...field, fault: 'misplaced' as const })),
    ],
  }
}

function headFields({ basics }: JsonResume): Field[] {
  return present([
    ['/basics/name', basics?.name],
    ['/basics/label', basics?.label],
    ['/basics/email', basics?.email],
    ['/basics/phone', basics?.phone],
    ['/basics/summary', basics?.summary],
  ])
}

function blocksOf(resume: JsonResume): Block[] {
  const block = (
    path: string,
    names: readonly [string, string | undefined][],
    lines: readonly string[] | undefined,
  ): Block => ({
    names: present(names.map(([key, text]) => [`${path}/${key}`, text])),
    lines: present((lines ?? []).map((text, at) => [`${path}/highlights/${at}`, text])),
  })
  return [
    ...(resume.work ?? []).map((job, at) =>
      block(
        `/work/${at}`,
        [
          ['name', job.name],
          ['position', job.position],
        ],
        job.highlights,
      ),
    ),
    ...(resume.volunteer ?? []).map((job, at) =>
      block(
        `/volunteer/${at}`,
        [
          ['organization', job.organization],
          ['position', job.position],
        ],
        job.highlights,
      ),
    ),
    ...(resume.projects ?? []).map((project, at) =>
      block(`/projects/${at}`, [['name', project.name]], project.highlights),
    ),
  ]
}

function listFields(resume: JsonResume): Field[] {
  return present([
    ...(resume.education ?? []).flatMap((school, at): [string, string | undefined][] => [
      [`/education/${at}/institution`, school.institution],
      [`/education/${at}/area`, school.area],
      [`/education/${at}/studyType`, school.studyType],
    ]),
    ...(resume.skills ?? []).flatMap((group, at): [string, string | undefined][] => [
      [`/skills/${at}/name`, group.name],
      ...(group.keywords ?? []).map((word, index): [string, string] => [
        `/skills/${at}/keywords/${index}`,
        word,
      ]),
    ]),
    ...(resume.languages ?? []).map((one, at): [string, string | undefined] => [
      `/languages/${at}/language`,
      one.language,
    ]),
    ...(resume.awards ?? []).map((one, at): [string, string | undefined] => [
      `/awards/${at}/title`,
      one.title,
    ]),
    ...(resume.certificates ?? []).map((one, at): [string, string | undefined] => [
      `/certificates/${at}/name`,
      one.name,
    ]),
    ...(resume.publications ?? []).map((one, at): [string, string | undefined] => [
      `/publications/${at}/name`,
      one.name,
    ]),
  ])
}

function dateFields(resume: JsonResume): Field[] {
  const sections = {
    work: resume.work,
    volunteer: resume.volunteer,
    projects: resume.projects,
    education: resume.education,
  }
  return Object.entries(sections).flatMap(([section, items]) =>
    (items ?? []).flatMap(({ startDate, endDate }, at) =>
      present([
        [`/${section}/${at}/startDate`, startDate],
        [`/${section}/${at}/endDate`, endDate],
      ]),
    ),
  )
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** The ways in which a file may write a date: `2021-03`, `Mar 2021`, `March 2021`, `03/2021`. */
function dateForms(date: string): string[] {
  const [year = '', month] = date.split('-')
  const name = months[Number(month) - 1]
  if (month === undefined || name === undefined) return [date]
  return [
    date,
    `${year}-${month}`,
    `${name.slice(0, 3)} ${year}`,
    `${name} ${year}`,
    `${month}/${year}`,
    `${Number(month)}/${year}`,
  ]
}

/** Lines before which the name of their own block does not stand anew once lines of another block have come. */
function misplacedLines(blocks: readonly Block[], page: string): Field[] {
  const nameOf = (block: Block) => plain(block.names[0]?.text ?? '')
  const placed = blocks.flatMap((block) =>
    block.lines.flatMap((line) =>
      placesOf(line.text, page).map((place) => ({ line, place, name: nameOf(block) })),
    ),
  )
  return blocks.flatMap((block) => {
    const name = nameOf(block)
    const heads = placesOf(block.names[0]?.text ?? '', page)
      // A name inside a line is no heading.
      .filter(({ start, end }) => !placed.some(({ place }) => start >= place.start && end <= place.end))
    if (name === '' || heads.length === 0) return []
    return block.lines.filter(({ text }) => {
      const places = placesOf(text, page)
      const isUnder = ({ start }: { start: number }) => {
        const others = placed.filter((other) => other.name !== name && other.place.start < start)
        const after = Math.max(0, ...others.map(({ place }) => place.end))
        return heads.some((head) => head.start >= after && head.start < start)
      }
      return places.length > 0 && !places.some(isUnder)
    })
  })
}

function present(fields: readonly (readonly [string, string | undefined])[]): Field[] {
  return fields.flatMap(([path, text]) => (text === undefined || text.trim() === '' ? [] : [{ path, text }]))
}
