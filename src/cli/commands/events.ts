import { count } from '../../base/text.ts'
import { ask } from '../ask.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { duration, durationText, flag } from '../option.ts'
import { localDay } from '../time.ts'

const oneMonth = 30 * 86_400_000

const prune = defineCommand({
  name: 'prune',
  summary: 'delete old events; jobs and their results stay',
  options: {
    older: duration('--older <age>', 'only events older than this (30d)', '30d'),
    yes: flag('-y, --yes', 'do not ask'),
  },
  examples: ['nightdesk events prune --older 90d --yes'],
  async run({ options }, desk) {
    const app = await desk.app()
    const older = options.older ?? oneMonth
    const before = new Date(app.clock().getTime() - older)
    const text = `Delete every event before ${localDay(before)}?`
    const instead = `nightdesk events prune --older ${durationText(older)} --yes`
    if (!options.yes && !(await ask(desk, { text, instead }))) return
    const { pruneOldEvents } = await import('../../services/jobs.ts')
    const deleted = await pruneOldEvents(app, before)
    desk.print.data({ deleted, before }, () => `Deleted ${count(deleted, 'event')}.`)
    desk.print.next('nightdesk tail')
  },
})

export const events = defineGroup({ name: 'events', summary: 'keep the timeline small', commands: [prune] })
