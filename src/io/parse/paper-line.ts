import type { PaperLine } from '../../contracts/parser.ts'

/** Marks that begin a point of a list, as fonts and people write them. */
const marks = /^\s*(?:[•◦▪▫‣⁃●○■□➢➤✓►·∙\uf0b7\uf0a7\uf076]|[-–—*](?=\s)|o(?=\s{2,}))\s*/u

/** A line with its mark taken off; it is a point where it had one. */
export function paperLine(text: string, kind: PaperLine['kind']): PaperLine {
  const line = text.replace(/[^\S\t]+/gu, ' ').trim()
  const bare = line.replace(marks, '').trim()
  return bare === line || bare === '' ? { text: line, kind } : { text: bare, kind: 'bullet' }
}
