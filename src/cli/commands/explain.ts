import { shortId } from '../../base/id.ts'
import { defineCommand } from '../command.ts'
import { wrapLines } from '../paragraph.ts'
import { statusText } from '../timeline.ts'

export const explain = defineCommand({
  name: 'explain',
  summary: 'say why a job waits, runs or failed, when it goes on, and what to type',
  usage: '<job>',
  examples: ['nightdesk explain 1a2b3c4d'],
  async run({ words: [id = ''] }, desk) {
    const { explainJob } = await import('../../services/explain.ts')
    const { job, sentences, next } = await explainJob(await desk.app(), id)
    desk.print.data({ job, sentences, next }, () =>
      [
        `${desk.print.paint('bold', job.type)} ${desk.print.paint('dim', shortId(job.id))} ${statusText(desk.print, job.status)}`,
        ...sentences.map((sentence) => wrapLines(desk.print.safe(sentence), desk.print.room)),
      ].join('\n'),
    )
    desk.print.next(...next)
  },
})
