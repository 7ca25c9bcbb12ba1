import type { JsonResume } from '../contracts/json-resume.ts'
import type { PaperLine } from '../contracts/parser.ts'
import { readBlocks } from './resume-reading-block.ts'
import { readHead } from './resume-reading-head.ts'
import { readList } from './resume-reading-list.ts'
import { sectionNamed } from './resume-section.ts'
import type { ResumeSection } from './resume-section.ts'

export interface ResumeReading {
  resume: JsonResume
  /** Lines that stand in no field: nobody could say what they are. */
  unplaced: string[]
}

const blocks: readonly ResumeSection[] = ['work', 'projects', 'volunteer', 'education']

/** A résumé from the lines of a document. What it cannot place it names; it makes up nothing. */
export function readResumeLines(lines: readonly PaperLine[]): ResumeReading {
  const [head = [], ...sections] = splitSections(lines)
  const { basics, unplaced } = readHead(head)
  const resume: Record<string, unknown> = {}
  for (const [first, ...rest] of sections) {
    const section = first === undefined ? undefined : sectionNamed(first.text)
    if (section === undefined) continue
    if (section === 'summary') {
      basics.summary = [basics.summary, ...rest.map(({ text }) => text)].filter(Boolean).join('\n')
      continue
    }
    const read = blocks.includes(section) ? readBlocks(section, rest) : readList(section, rest)
    resume[section] = [...listOf(resume[section]), ...read.items]
    unplaced.push(...read.unplaced)
  }
  return { resume: { basics, ...resume }, unplaced }
}

/** Lines of plain text or Markdown. */
export function textLines(text: string): PaperLine[] {
  return text.split(/\r?\n/u).flatMap((raw): PaperLine[] => {
    const line = raw.replace(/[^\S\t]+/gu, ' ').trim()
    if (line === '' || /^[-=_*~]{3,}$/u.test(line)) return []
    const bullet = /^(?:[•◦▪‣*●–-])\s+(.+)$/u.exec(line)?.[1]
    if (bullet !== undefined) return [{ text: unmarked(bullet), kind: 'bullet' }]
    const heading = /^#{1,6}\s+(.+)$/u.exec(line)?.[1]
    if (heading !== undefined) return [{ text: unmarked(heading), kind: 'heading' }]
    return [{ text: unmarked(line), kind: isLoud(line) ? 'heading' : 'text' }]
  })
}

/** The head first, then each section with its heading. */
function splitSections(lines: readonly PaperLine[]): PaperLine[][] {
  const sections: PaperLine[][] = [[]]
  for (const line of lines) {
    if (line.kind !== 'bullet' && sectionNamed(line.text) !== undefined) sections.push([])
    sections.at(-1)?.push(line)
  }
  return sections
}

/** Without the marks of Markdown: emphasis, links and escapes. */
function unmarked(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\((\S+?)\)/gu, '$1 $2')
    .replace(/(\*\*|__)(.+?)\1/gu, '$2')
    .replace(/^([*_])(.+)\1$/u, '$2')
    .replace(/\\([\\`*_{}[\]()#+\-.!<>|&~])/gu, '$1')
}

function isLoud(line: string): boolean {
  return /\p{Lu}{3}/u.test(line) && !/\p{Ll}/u.test(line) && line.length < 60 && !/[.!?]$/u.test(line)
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
