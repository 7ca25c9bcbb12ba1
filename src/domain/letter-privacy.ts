import type { ResumeLetter } from '../contracts/resume-letter.ts'

/** The letter without the lines that come from some entries, and how many these were. */
export function letterWithout(
  letter: ResumeLetter,
  entries: ReadonlySet<string>,
): { content: ResumeLetter; leftOut: number } {
  const isOpen = ({ entry }: { entry: string }) => !entries.has(entry)
  const content = { ...letter, lines: letter.lines.filter(isOpen), refused: letter.refused.filter(isOpen) }
  return { content, leftOut: letter.lines.length - content.lines.length }
}
