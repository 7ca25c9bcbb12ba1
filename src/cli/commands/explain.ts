import { shortId } from '../../base/id.ts'
import { defineCommand, type Desk } from '../command.ts'
import { wrapLines } from '../paragraph.ts'
import { localSeconds, localDay, relativeTime } from '../time.ts'
import { statusText } from '../timeline.ts'

export const explain = defineCommand({
  name: 'explain',
  summary: 'say why a job waits, runs or failed, when it goes on, and what to type',
  usage: '<job>',
  examples: ['nightdesk explain 1a2b3c4d'],
  async run({ words: [id = ''] }, desk) {
    const { explainJob } = await import('../../services/explain.ts')
    const { job, sentences, next } = await explainJob(await desk.app(), id, timeText(desk))
    desk.print.data({ job, sentences, next }, () =>
      [
        `${desk.print.paint('bold', job.type)} ${desk.print.paint('dim', shortId(job.id))} ${statusText(desk.print, job.status)}`,
        ...sentences.map((sentence) => wrapLines(desk.print.safe(sentence), desk.print.room)),
      ].join('\n'),
    )
    desk.print.next(...next)
  },
})

/** `2026-04-03 14:05:09 (in 39 s)` for people, UTC for programs. */
function timeText({ print }: Desk): ((at: Date) => string) | undefined {
  if (print.json) return undefined
  return (at) => `${localDay(at)} ${localSeconds(at)} (${relativeTime(at, new Date())})`
}
