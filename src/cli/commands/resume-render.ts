import { AppError } from '../../base/app-error.ts'
import { count } from '../../base/text.ts'
import { type Desk, defineCommand } from '../command.ts'
import { choice, text, whole } from '../option.ts'
import { tellLeftOut } from '../resume-note.ts'

const formats = ['pdf', 'docx', 'html', 'text', 'markdown'] as const
type Format = (typeof formats)[number]

export const render = defineCommand({
  name: 'render',
  summary:
    'Write a version of the résumé as PDF, DOCX, HTML, text or Markdown, or with a theme of JSON Resume',
  usage: '[version]',
  options: {
    format: choice('--format <format>', 'what is written; text where nothing is said', formats),
    theme: text('--theme <name>', 'HTML by a jsonresume-theme-… of npm, or by the one in a folder'),
    pages: whole('--pages <number>', 'PDF: leave out the lines that speak least until it fits'),
    output: text('-o, --output <file>', 'the file; it is written as a whole or not at all'),
  },
  examples: [
    'nightdesk resume render --format pdf -o resume.pdf',
    'nightdesk resume render --format pdf --pages 1 -o resume.pdf',
    'nightdesk resume render --theme even -o resume.html',
    'nightdesk resume render --format text',
  ],
  async run({ words, options }, desk) {
    const { output, theme, pages } = options
    const format = formatOf(options)
    if (output === undefined && (format === 'pdf' || format === 'docx'))
      throw new AppError('wrong-use', `A résumé in ${format.toUpperCase()} needs a file to go to.`, {
        hint: `Try: nightdesk resume render --format ${format} -o resume.${format}`,
      })
    const content =
      theme === undefined ? await plain(desk, words[0], format, pages) : await themed(desk, words[0], theme)
    if (output === undefined) {
      const written = String(content)
      desk.print.data({ format, content: written }, () => desk.print.safe(written.trimEnd()))
      return desk.print.next(`nightdesk resume render --format pdf -o resume.pdf`)
    }
    const { writeWhole } = await import('../../services/resume-file.ts')
    await writeWhole(output, content)
    desk.print.data(
      { format, file: output, bytes: Buffer.byteLength(content) },
      () => `Written: ${desk.print.safe(output)}`,
    )
    desk.print.next(`nightdesk resume check ${/^[\w./-]+$/.test(output) ? output : `"${output}"`}`)
  },
})

function formatOf(wish: {
  format: Format | undefined
  theme: string | undefined
  pages: number | undefined
}): Format {
  const hint = 'Try: nightdesk resume render --format pdf --pages 1 -o resume.pdf'
  const { theme, pages, format = theme !== undefined ? 'html' : pages !== undefined ? 'pdf' : 'text' } = wish
  if (theme !== undefined && format !== 'html')
    throw new AppError('wrong-use', `A theme writes HTML, not ${format}.`, {
      hint: 'Try: nightdesk resume render --theme even -o resume.html',
    })
  if (pages !== undefined && format !== 'pdf')
    throw new AppError('wrong-use', '--pages is for PDF; the others have no pages of their own.', { hint })
  return format
}

async function plain(
  desk: Desk,
  version: string | undefined,
  format: Format,
  pages: number | undefined,
): Promise<string | Uint8Array> {
  const { renderResume } = await import('../../services/resume-file.ts')
  const { content, leftOut, dropped } = await renderResume(await desk.app(), version, format, pages)
  tellLeftOut({ leftOut }, desk.print)
  for (const { text, under } of dropped) desk.print.say(desk.print.safe(`Left out: ${text} (${under})`))
  return content
}

async function themed(desk: Desk, version: string | undefined, theme: string): Promise<string> {
  const { renderThemed } = await import('../../services/resume-theme.ts')
  const { cwd, signal, print } = desk
  const { content, leftOut, missing } = await renderThemed(await desk.app(), version, { theme, cwd, signal })
  tellLeftOut({ leftOut }, print)
  if (missing.length > 0) print.say(`The theme does not show ${count(missing.length, 'field')}:`)
  for (const { path, text } of missing) print.say(print.safe(`  ${path}: ${text}`))
  return content
}
