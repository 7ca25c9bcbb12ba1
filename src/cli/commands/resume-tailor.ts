import { shortId } from '../../base/id.ts'
import { count } from '../../base/text.ts'
import type { Requirement } from '../../contracts/resume-proof.ts'
import { defineCommand } from '../command.ts'
import type { Printer } from '../print.ts'
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
      requirementsText(requirements, result.hidden, print),
    )
    print.next(`nightdesk resume show ${shortId(result.report)}`, 'nightdesk log "What I did"')
  },
})

const marks = { covered: 'green', weak: 'yellow', missing: 'red' } as const

function requirementsText(
  requirements: readonly Requirement[],
  hidden: number,
  { paint, safe }: Printer,
): string {
  if (requirements.length === 0) return 'The posting asks for nothing that the rules can read.'
  const blocks = requirements.map(({ text, state, why, evidence }) => {
    const head = `${paint(marks[state], state.padEnd(7))}  ${safe(text)}`
    const proofs = evidence.map((one) => `           ${shortId(one.entry)}  “${safe(one.text)}”`)
    return [head, `         ${paint('dim', safe(why))}`, ...proofs].join('\n')
  })
  return [...blocks, `${count(hidden, 'line')} of the résumé hidden in this view; none added.`].join('\n')
}
