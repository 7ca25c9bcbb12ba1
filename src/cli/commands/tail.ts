import { eventLevels, eventSources } from '../../contracts/event.ts'
import { defineCommand } from '../command.ts'
import { emptyList, narrowingOf } from '../narrowing.ts'
import { choice, duration, flag, text, whole } from '../option.ts'
import { timelineLine } from '../timeline.ts'

export const tail = defineCommand({
  name: 'tail',
  summary: 'show events as they happen: of one job with all that it started, or of everything',
  usage: '[job]',
  options: {
    follow: flag('-f, --follow', 'go on until Ctrl-C'),
    last: whole('-n, --last <number>', 'how many past events to begin with (50)'),
    since: duration('--since <time>', 'only events of the last 30s, 10m, 2h, 1d'),
    level: choice('-l, --level <level>', 'only this level and worse', eventLevels),
    source: choice('--source <source>', 'only events of this source', eventSources),
    type: text('-t, --type <type>', 'only events of jobs of this type'),
  },
  examples: ['nightdesk tail', 'nightdesk tail 1a2b3c4d -f', 'nightdesk tail --level warning --since 1h'],
  async run(input, desk) {
    const {
      words: [id],
      options,
    } = input
    const app = await desk.app()
    const job = id === undefined ? undefined : await (await import('../../services/jobs.ts')).findJob(app, id)
    const { tailEvents } = await import('../../services/tail.ts')
    const filter = {
      ...(job === undefined ? {} : { tree: { jobId: job.id, traceId: job.traceId } }),
      ...(options.level === undefined
        ? {}
        : { levels: eventLevels.slice(eventLevels.indexOf(options.level)) }),
      ...(options.source === undefined ? {} : { source: options.source }),
      ...(options.type === undefined ? {} : { type: options.type }),
      ...(options.since === undefined ? {} : { since: new Date(app.clock().getTime() - options.since) }),
    }
    const last = options.last ?? (options.since === undefined ? 50 : 10_000)
    let shown = 0
    for await (const event of tailEvents(app, {
      filter,
      last,
      follow: options.follow,
      signal: desk.signal,
    })) {
      shown += 1
      const showsJob = event.jobId !== job?.id
      desk.print.line(event, () =>
        timelineLine(desk.print, event, showsJob ? { jobType: event.jobType } : {}),
      )
    }
    if (shown === 0 && !options.follow) desk.print.say(emptyList(desk.print, 'event', narrowingOf(input)))
    if (!options.follow) desk.print.next(id === undefined ? 'nightdesk tail -f' : `nightdesk jobs show ${id}`)
  },
})
