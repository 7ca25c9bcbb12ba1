import type { PaperLine } from '../contracts/parser.ts'
import { periodIn } from './resume-period.ts'
import type { Period } from './resume-period.ts'
import type { ResumeSection } from './resume-section.ts'

/** One employer, project or school: its names, its dates, and what is told of it. */
interface Block {
  names: string[]
  period: Period | undefined
  texts: string[]
  bullets: string[]
  url: string | undefined
}

export interface ReadItems {
  items: Record<string, unknown>[]
  unplaced: string[]
}

const role =
  /(?<!\p{L})(?:engineer|developer|manager|designer|lead|analyst|director|intern|consultant|architect|scientist|officer|assistant|administrator|specialist|programmer|researcher|teacher|tutor|coordinator|head|chief|cto|ceo|vp|president|founder|owner|freelancer?|writer|editor|technician|trainee|apprentice|associate|advisor|mentor|nurse|accountant|lawyer|sre|devops|professor|lecturer|volunteer|инженер|entwickler\w*|ingenieur\w*|leiter\w*)(?!\p{L})/iu
const school =
  /(?<!\p{L})(?:universit\p{L}*|college|school|institut\p{L}*|academy|hochschule|politechnika|polytechnic|gymnasium|mit|eth|lyc[eé]e|facult\p{L}*)(?!\p{L})/iu
const degree =
  /^((?:(?:b|m)\.?\s?(?:sc|a|eng|ba|ed|phil)\.?|ph\.?d\.?|mba|bachelor(?:'s)?(?:\s+of\s+\p{L}+)?|master(?:'s)?(?:\s+of\s+\p{L}+)?|doctor(?:ate)?(?:\s+of\s+\p{L}+)?|diplom\p{L}*|associate(?:'s)?|abitur|high school diploma))(?:(?:,\s*|\s+in\s+|\s+)(.+))?$/iu

/** Entries of a section, each with the lines below it. */
export function readBlocks(section: ResumeSection, lines: readonly PaperLine[]): ReadItems {
  const { blocks, unplaced } = splitBlocks(lines)
  const items = blocks.map((block) => {
    if (section === 'education') return schoolOf(block, unplaced)
    return section === 'projects' ? projectOf(block) : jobOf(block, section, unplaced)
  })
  return { items, unplaced }
}

/** A new entry begins with a heading, or with a line that has dates or stands above one that does. */
function splitBlocks(lines: readonly PaperLine[]): { blocks: Block[]; unplaced: string[] } {
  const blocks: Block[] = []
  const unplaced: string[] = []
  lines.forEach((line, index) => {
    const last = blocks.at(-1)
    if (line.kind === 'bullet') {
      if (last === undefined) unplaced.push(line.text)
      else last.bullets.push(line.text)
      return
    }
    const dated = datedLine(line.text)
    const isFull =
      last === undefined || last.bullets.length > 0 || last.texts.length > 0 || last.period !== undefined
    if (isFull && begins(line, dated, lines.slice(index + 1, index + 3), last))
      blocks.push({ names: [], period: undefined, texts: [], bullets: [], url: undefined })
    const block = blocks.at(-1)
    if (block === undefined) unplaced.push(line.text)
    else placeLine(line, dated, block)
  })
  return { blocks, unplaced }
}

function begins(
  line: PaperLine,
  dated: ReturnType<typeof datedLine>,
  next: readonly PaperLine[],
  last: Block | undefined,
): boolean {
  if (line.kind === 'heading') return true
  if (line.text.length > 100 || isAddress(line.text)) return last === undefined
  if (last === undefined) return true
  // Dates alone belong to the entry above, unless that has some.
  if (dated !== undefined) return last.period !== undefined
  const [below, below2] = next
  const isTold = last.bullets.length > 0
  const follows = (one: PaperLine | undefined) =>
    one !== undefined && one.kind === 'text' && datedLine(one.text) !== undefined
  return isTold && (follows(below) || (below?.kind === 'text' && follows(below2)))
}

function placeLine(line: PaperLine, dated: ReturnType<typeof datedLine>, block: Block): void {
  const isOpening = block.texts.length === 0 && block.bullets.length === 0
  if (isOpening && dated !== undefined && block.period === undefined) {
    block.period = dated.period
    block.names.push(...namesIn(dated.rest))
  } else if (isAddress(line.text) && block.url === undefined) block.url = line.text
  else if (isOpening && block.names.length < 3 && (line.kind === 'heading' || isName(line.text, block)))
    block.names.push(...namesIn(line.text))
  else block.texts.push(line.text)
}

function isName(text: string, { names, period }: Block): boolean {
  return (
    text.length <= 90 &&
    !/[.!?]$/u.test(text) &&
    (names.length === 0 || (period !== undefined && role.test(text)) || period === undefined)
  )
}

function datedLine(text: string) {
  if (text.length > 120) return undefined
  const found = periodIn(text)
  return found !== undefined && (found.isRange || found.rest.length < text.length - 3) ? found : undefined
}

function namesIn(text: string): string[] {
  return text
    .split(/\t+|\s+[|·•–—-]\s+|\s+(?:at|@|bei)\s+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function jobOf({ names, period, texts, bullets, url }: Block, section: ResumeSection, unplaced: string[]) {
  const [title = '', ...more] = names.length === 1 ? splitTitle(names[0] ?? '') : names
  const [position, company] =
    more.length > 0 && !role.test(title) && role.test(more[0] ?? '') ? [more[0], title] : [title, more[0]]
  unplaced.push(...more.slice(1))
  const isLone = company === undefined && !role.test(title)
  const name = section === 'volunteer' ? 'organization' : 'name'
  return {
    ...(isLone ? { [name]: title } : { ...(company === undefined ? {} : { [name]: company }), position }),
    ...common(period, url),
    ...(texts.length === 0 ? {} : { summary: texts.join('\n') }),
    highlights: bullets,
  }
}

/** `Engineer, Initech`: the last comma parts the position from the employer, where the first part is a position. */
function splitTitle(text: string): string[] {
  const at = text.lastIndexOf(', ')
  return at === -1 || !role.test(text) ? [text] : [text.slice(0, at), text.slice(at + 2)]
}

function projectOf({ names, period, texts, bullets, url }: Block) {
  const [name = '', ...more] = names
  const description = [...more, ...texts].join('\n')
  return {
    name,
    ...common(period, url),
    ...(description === '' ? {} : { description }),
    highlights: bullets,
  }
}

function schoolOf({ names, period, texts, bullets, url }: Block, unplaced: string[]) {
  const parts = names.flatMap((name) => name.split(/,\s+/u))
  const institution = parts.find((part) => school.test(part)) ?? parts.at(-1) ?? ''
  const rest = parts.filter((part) => part !== institution)
  const study = rest.find((part) => degree.test(part))
  const [, studyType, area] = degree.exec(study ?? '') ?? []
  const others = rest.filter((part) => part !== study)
  const field = area ?? others.shift()
  unplaced.push(...others, ...texts)
  return {
    institution,
    ...(studyType === undefined ? {} : { studyType }),
    ...(field === undefined ? {} : { area: field }),
    ...common(period, url),
    ...(bullets.length === 0 ? {} : { courses: bullets }),
  }
}

function common(period: Period | undefined, url: string | undefined) {
  return { ...(url === undefined ? {} : { url }), ...period }
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/iu.test(text) && URL.canParse(text)
}
