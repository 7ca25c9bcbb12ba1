import type { PaperLine } from '../contracts/parser.ts'
import type { ReadItems } from './resume-reading-block.ts'
import { periodIn } from './resume-period.ts'
import type { ResumeSection } from './resume-section.ts'

/** Sections whose entries are a line each: skills, languages, awards and their like. */
export function readList(section: ResumeSection, lines: readonly PaperLine[]): ReadItems {
  const texts = lines.map(({ text }) => text)
  switch (section) {
    case 'skills':
    case 'interests':
      return { items: texts.map((text) => groupOf(text, section)), unplaced: [] }
    case 'languages':
      return { items: texts.flatMap(languagesIn), unplaced: [] }
    case 'references':
      return { items: texts.map(referenceOf), unplaced: [] }
    default:
      return { items: datedItems(section, texts), unplaced: [] }
  }
}

function groupOf(text: string, section: ResumeSection) {
  const [, label, list] = /^([^:]{1,50}):\s*(.*)$/u.exec(text) ?? []
  const words = splitWords(list ?? text)
  if (label !== undefined) return { name: label.trim(), keywords: words }
  if (words.length === 1) return { name: text }
  return { name: section === 'skills' ? 'Skills' : 'Interests', keywords: words }
}

/** Words between commas; a comma inside brackets parts nothing. */
function splitWords(text: string): string[] {
  return text
    .split(/\s*(?:[,;|·•\t](?![^(]*\)))\s*/u)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

function languagesIn(text: string) {
  const parts = /^[^:,]+:\s/u.test(text) ? [text] : splitWords(text)
  return parts.map((part) => {
    const [, language = part, fluency] = /^(.+?)(?:\s*[:–—-]\s+|\s*\()(.+?)\)?$/u.exec(part) ?? []
    return fluency === undefined ? { language } : { language, fluency }
  })
}

function referenceOf(text: string) {
  const [, name, reference] = /^([^:]{1,60}):\s+(.+)$/u.exec(text) ?? []
  return name === undefined ? { reference: text } : { name, reference }
}

/** An award, a certificate or a publication: a title, who gave it, and when. Dates and words below belong to the one above. */
function datedItems(section: ResumeSection, texts: readonly string[]) {
  const [title, giver, day] =
    section === 'awards'
      ? (['title', 'awarder', 'date'] as const)
      : section === 'certificates'
        ? (['name', 'issuer', 'date'] as const)
        : (['name', 'publisher', 'releaseDate'] as const)
  const items: Record<string, string>[] = []
  for (const text of texts) {
    const dated = periodIn(text)
    const last = items.at(-1)
    if (dated?.rest === '' && last !== undefined && last[day] === undefined)
      last[day] = dated.period.startDate ?? ''
    else if (/^https?:\/\/\S+$/u.test(text) && last !== undefined) last.url = text
    else if (last?.[day] !== undefined && dated === undefined && last.summary === undefined)
      last.summary = text
    else {
      const [name = '', by] = (dated?.rest ?? text).split(/\t+|\s+[|–—-]\s+|,\s+(?=[^,]*$)/u)
      items.push({
        [title]: name,
        ...(by === undefined ? {} : { [giver]: by }),
        ...(dated?.period.startDate === undefined ? {} : { [day]: dated.period.startDate }),
      })
    }
  }
  return items
}
