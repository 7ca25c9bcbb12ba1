import { squeeze } from '../base/text.ts'
import type { ResumeLetter } from '../contracts/resume-letter.ts'

/** A letter as plain text, a blank line between its parts. */
export function letterText({ title, name, lines }: Pick<ResumeLetter, 'title' | 'name' | 'lines'>): string {
  const answers = lines.map(
    ({ requirement, text }) => `You ask for: ${ended(requirement)}\nFrom my work: ${ended(text)}`,
  )
  return [
    'Dear hiring team,',
    `I am writing about ${roleOf(title)} What you ask for, and what my work has for it:`,
    ...answers,
    'I would be glad to tell you more.',
    `With kind regards,\n${squeeze(name)}`,
  ].join('\n\n')
}

/** `the position of Data engineer`; a posting that names no role has an open one. */
function roleOf(title: string): string {
  return ended(title.startsWith('the ') ? title : `the position of ${title}`)
}

function ended(text: string): string {
  const line = squeeze(text)
  return /[.!?]$/u.test(line) ? line : `${line}.`
}
