import { shortId } from '../../base/id.ts'
import { count } from '../../base/text.ts'
import { defineCommand } from '../command.ts'
import { requirementsText } from '../requirements.ts'
import { jobOptions, runAndShow } from '../run-job.ts'

export const tailor = defineCommand({
  name: 'tailor',
  summary: 'Hold a job posting against the log: what is covered, weak or missing; and order the résumé by it',
  usage: '<posting>',
  options: jobOptions,
  examples: [
    'nightdesk resume tailor posting.txt',
    'nightdesk resume tailor https://example.org/jobs/1',
    'nightdesk resume tailor - < posting.txt',
  ],
  async run({ words: [file = '-'], options }, desk) {
    const { readResume, tailorResult, tailorWorkflow } = await import('../../services/resume.ts')
    const { requirementsOf } = await import('../../services/resume-proof.ts')
    const { readPosting } = await import('../../services/posting.ts')
    const piped = file === '-' ? await desk.input() : undefined
    const request = await readPosting(await desk.app(), file, piped, desk.signal)
    const job = await runAndShow(desk, tailorWorkflow, request, { ...options, drafts: true })
    if (job === undefined) return
    const result = tailorResult(job)
    const requirements = requirementsOf(await readResume(await desk.app(), result.report))
    const { print } = desk
    print.data({ jobId: job.id, ...result, requirements }, () =>
      [
        requirementsText(requirements, print),
        `${count(result.hidden, 'line')} of the résumé hidden in this view; none added.`,
      ].join('\n'),
    )
    print.next(`nightdesk resume show ${shortId(result.report)}`, 'nightdesk log "What I did"')
  },
})
