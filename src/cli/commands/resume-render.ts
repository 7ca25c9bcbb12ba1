import { AppError } from '../../base/app-error.ts'
import { defineCommand } from '../command.ts'
import { choice, text } from '../option.ts'
import { tellLeftOut } from '../resume-note.ts'

const formats = ['pdf', 'docx', 'html', 'text', 'markdown'] as const

export const render = defineCommand({
  name: 'render',
  summary: 'Write a version of the résumé as PDF, DOCX, HTML, text or Markdown',
  usage: '[version]',
  options: {
    format: choice('--format <format>', 'what is written; text where nothing is said', formats),
    output: text('-o, --output <file>', 'the file; it is written as a whole or not at all'),
  },
  examples: ['nightdesk resume render --format pdf -o resume.pdf', 'nightdesk resume render --format text'],
  async run({ words, options }, desk) {
    const { renderResume, writeWhole } = await import('../../services/resume-file.ts')
    const { output, format = 'text' } = options
    if (output === undefined && (format === 'pdf' || format === 'docx'))
      throw new AppError('wrong-use', `A résumé in ${format.toUpperCase()} needs a file to go to.`, {
        hint: `Try: nightdesk resume render --format ${format} -o resume.${format}`,
      })
    const { content, leftOut } = await renderResume(await desk.app(), words[0], format)
    tellLeftOut({ leftOut }, desk.print)
    if (output === undefined) {
      const written = String(content)
      desk.print.data({ format, content: written }, () => desk.print.safe(written.trimEnd()))
      return desk.print.next(`nightdesk resume render --format pdf -o resume.pdf`)
    }
    await writeWhole(output, content)
    desk.print.data(
      { format, file: output, bytes: Buffer.byteLength(content) },
      () => `Written: ${desk.print.safe(output)}`,
    )
    desk.print.next('nightdesk resume show')
  },
})
