import { squeeze } from '../base/text.ts'
import type { ResumeLetter } from '../contracts/resume-letter.ts'

/** A letter as plain text, a blank line between its parts. */
export function letterText({ title, name, lines }: Pick<ResumeLetter, 'title' | 'name' | 'lines'>): string {
  const answers = lines.map(
    ({ requirement, text }) => `You ask for: ${ended(requirement)}\nFrom my work: ${ended(text)}`,
  )
  return [
    'Dear hiring team,',
    `I am writing about: ${ended(title)} What you ask for, and what my work has for it:`,
    ...answers,
    'I would be glad to tell you more.',
    `With kind regards,\n${squeeze(name)}`,
  ].join('\n\n')
}

function ended(text: string): string {
  const line = squeeze(text)
  return /[.!?]$/u.test(line) ? line : `${line}.`
}
