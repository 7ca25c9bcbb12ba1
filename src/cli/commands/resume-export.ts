import { AppError } from '../../base/app-error.ts'
import { count } from '../../base/text.ts'
import { defineCommand } from '../command.ts'
import { flag, text, texts } from '../option.ts'
import { tellLeftOut } from '../resume-note.ts'

export const exportFile = defineCommand({
  name: 'export',
  summary: 'Write the résumé with the evidence of each line as one ZIP, with words blacked out where wished',
  usage: '[version]',
  options: {
    evidence: flag(
      '--evidence',
      'the words of the log that carry each line, with commitments to their entries',
    ),
    whole: flag('--whole-entries', 'the whole entries, not only those words'),
    redact: texts('--redact <word...>', 'black out a word or a name everywhere; may be given several times'),
    output: text('-o, --output <file>', 'the ZIP; it is written as a whole or not at all'),
  },
  examples: [
    'nightdesk resume export --evidence -o evidence.zip',
    'nightdesk resume export --evidence --redact Initech -o evidence.zip',
  ],
  async run({ words, options }, desk) {
    const { output, whole, redact } = options
    if (output === undefined || !options.evidence)
      throw new AppError('wrong-use', 'The evidence needs --evidence and a file to go to.', {
        hint: 'Try: nightdesk resume export --evidence -o evidence.zip',
      })
    const { exportEvidence } = await import('../../services/resume-evidence.ts')
    const done = await exportEvidence(await desk.app(), output, { version: words[0], masked: redact, whole })
    const { print } = desk
    tellLeftOut(done, print)
    print.data({ file: output, ...done }, () =>
      print.safe(
        `Written: ${output}, ${done.proven} of ${count(done.lines, 'line')} with evidence.\nKeep ${done.openings} to yourself: it proves an entry to those whom you show it.`,
      ),
    )
    print.next('nightdesk resume verify resume.json')
  },
})
