import { tellEngine } from '../engine-note.ts'
import { shortId } from '../../base/id.ts'
import { count } from '../../base/text.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { choice, flag } from '../option.ts'
import { jobOptions, runAndShow } from '../run-job.ts'
import { tellLeftOut } from '../resume-note.ts'
import { check } from './resume-check.ts'
import { diff, verify, why } from './resume-proof.ts'
import { exportFile } from './resume-export.ts'
import { letter } from './resume-letter.ts'
import { render } from './resume-render.ts'
import { score } from './resume-score.ts'
import { tailor } from './resume-tailor.ts'
import { importFile, list, restore } from './resume-versions.ts'

const refresh = defineCommand({
  name: 'refresh',
  summary:
    'Write a new version of the résumé from entries and skills; each line stands in an entry, word for word',
  options: {
    rephrase: flag(
      '--rephrase',
      'let a model tell lines in other words; what an entry does not prove is refused',
    ),
    ...jobOptions,
  },
  examples: ['nightdesk resume refresh', 'nightdesk resume refresh --json'],
  async run({ options }, desk) {
    const { countResumes, resumeResult, resumeWorkflow } = await import('../../services/resume.ts')
    const { rephrase } = options
    const job = await runAndShow(desk, resumeWorkflow, { rephrase }, { ...options, drafts: true })
    if (job === undefined) return
    const app = await desk.app()
    const result = resumeResult(job)
    const versions = await countResumes(app)
    desk.print.data({ jobId: job.id, ...result, versions }, () =>
      result.changed
        ? `Version ${versions} (${shortId(result.report)}): ${count(result.bullets, 'line')}, each from an entry.`
        : `Nothing changed since version ${versions} (${shortId(result.report)}).`,
    )
    for (const { text, reasons } of result.refused)
      desk.print.say(desk.print.safe(`Refused: "${text}": ${reasons.join('; ')}.`))
    await tellEngine(desk, result.engine)
    desk.print.next('nightdesk resume show', 'nightdesk resume why 1')
  },
})

const show = defineCommand({
  name: 'show',
  summary: 'Print the newest résumé, or a version by its number or id, as Markdown or JSON Resume',
  usage: '[version]',
  options: { format: choice('--format <format>', 'how it is printed', ['markdown', 'json'] as const) },
  examples: ['nightdesk resume show', 'nightdesk resume show --format json > resume.json'],
  async run({ words, options }, desk) {
    const { readResume } = await import('../../services/resume.ts')
    const resume = await readResume(await desk.app(), words[0])
    const { print } = desk
    print.data(resume.content, () =>
      options.format === 'json' ? JSON.stringify(resume.content, null, 2) : print.safe(resume.rendered),
    )
    tellLeftOut(resume, print)
    if (options.format !== 'json') print.next('nightdesk resume show --format json', 'nightdesk skills')
  },
})

export const resume = defineGroup({
  name: 'resume',
  summary: 'The résumé as a JSON Resume document, in versions that never change',
  commands: [
    refresh,
    show,
    list,
    render,
    check,
    why,
    verify,
    diff,
    restore,
    importFile,
    exportFile,
    tailor,
    letter,
    score,
  ],
  default: 'show',
})
