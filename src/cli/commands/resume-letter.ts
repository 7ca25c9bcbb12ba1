import { shortId } from '../../base/id.ts'
import type { StoredLetter } from '../../services/resume-letter.ts'
import { type Desk, defineCommand } from '../command.ts'
import { tellEngine } from '../engine-note.ts'
import { text } from '../option.ts'
import { tellLeftOut } from '../resume-note.ts'
import { jobOptions, runAndShow } from '../run-job.ts'

export const letter = defineCommand({
  name: 'letter',
  summary: 'Write a letter for a job posting, each sentence from the log; or print one again',
  usage: '[posting]',
  options: {
    version: text('--version <id>', 'print this letter again, and write none'),
    output: text('-o, --output <file>', 'write the letter to a file'),
    ...jobOptions,
  },
  examples: [
    'nightdesk resume letter posting.txt',
    'nightdesk resume letter',
    'nightdesk resume letter - < posting.txt',
  ],
  async run({ words: [file], options }, desk) {
    const service = await import('../../services/resume-letter.ts')
    const app = await desk.app()
    if (file === undefined)
      return await tell(desk, await service.readLetter(app, options.version), options.output)
    const { readPosting } = await import('../../services/posting.ts')
    const piped = file === '-' ? await desk.input() : undefined
    const request = await readPosting(app, file, piped, desk.signal)
    const job = await runAndShow(desk, service.letterWorkflow, request, { ...options, drafts: true })
    if (job === undefined) return
    const written = await service.readLetter(app, service.letterIdOf(job))
    await tell(desk, written, options.output)
    await tellEngine(desk, written.engine)
  },
})

async function tell({ print }: Desk, stored: StoredLetter, output: string | undefined): Promise<void> {
  const { id, content, rendered, leftOut } = stored
  tellLeftOut({ leftOut, erased: content.erased }, print)
  for (const { text, reasons } of content.refused)
    print.say(print.safe(`Refused: "${text}": ${reasons.join('; ')}.`))
  if (output !== undefined) {
    const { writeWhole } = await import('../../services/resume-file.ts')
    await writeWhole(output, `${rendered}\n`)
  }
  print.data({ id, ...content, rendered, ...(output === undefined ? {} : { file: output }) }, () =>
    print.safe(output === undefined ? rendered : `Written: ${output}`),
  )
  print.next(`nightdesk resume letter --version ${shortId(id)} -o letter.txt`, 'nightdesk resume list')
}
