import { AppError } from '../../base/app-error.ts'
import { count } from '../../base/text.ts'
import { defineCommand } from '../command.ts'
import { text } from '../option.ts'

export const check = defineCommand({
  name: 'check',
  summary: 'Read a file made from the résumé back, and name every field that it does not show',
  usage: '<file>',
  options: { version: text('--version <version>', 'compare with this version instead of the newest') },
  examples: ['nightdesk resume check resume.pdf', 'nightdesk resume check page.html --version 2'],
  async run({ words: [file = ''], options }, desk) {
    const { checkFile } = await import('../../services/resume-check.ts')
    const found = await checkFile(await desk.app(), file, options.version)
    const { print } = desk
    const { fields, missing } = found
    print.data(found, () =>
      missing.length === 0
        ? `${count(fields, 'field')}, all in the file.`
        : missing.map((field) => print.safe(`${field.fault}  ${field.path}: ${field.text}`)).join('\n'),
    )
    if (missing.length > 0)
      throw new AppError(
        'failed',
        `${missing.length} of ${count(fields, 'field')} are not as they should be in "${file}".`,
        {
          hint: 'Try: nightdesk resume render --format pdf -o resume.pdf',
        },
      )
    print.next('nightdesk resume show')
  },
})
