import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import type { Schedule } from '../../services/schedules.ts'
import { defineCommand, defineGroup, type Desk } from '../command.ts'
import { jobsTable } from '../job-table.ts'
import { choice, text, whole } from '../option.ts'
import { jobOptions, watchJob } from '../run-job.ts'
import { table } from '../table.ts'
import { localTime, dueTime, relativeTime } from '../time.ts'
import { sayWhoRuns } from '../who-runs.ts'
import { localZone } from '../zone.ts'

const missed = ['skip', 'one', 'all'] as const

const list = defineCommand({
  name: 'list',
  summary: 'list schedules and when they are due next',
  examples: ['nightdesk schedule list'],
  async run(_input, desk) {
    const { schedules } = await import('../../services/schedules.ts')
    const rows = await schedules(await desk.app())
    desk.print.data(rows, () => (rows.length === 0 ? 'There is no schedule yet.' : listText(desk, rows)))
    if (rows.some(({ enabled }) => enabled)) await sayWhoRuns(desk)
    const { shippedBrand } = await import('../../services/shipped-brand.ts')
    const [first] = rows
    desk.print.next(
      ...(first === undefined
        ? [`nightdesk brand add ${shippedBrand()}`, ...add.examples]
        : [`nightdesk schedule run ${first.name}`]),
    )
  },
})

const add = defineCommand({
  name: 'add',
  summary: 'start a job of a type by the clock',
  usage: '<name> <cron> <type>',
  options: {
    payload: text('--payload <json>', 'what the job is given'),
    zone: text('--zone <zone>', 'time zone of the cron line (that of this machine)'),
    missed: choice('--missed <policy>', 'what becomes of ticks while no daemon ran', missed),
  },
  examples: [`nightdesk schedule add nightly "0 22 * * 1-5" worklog.analyze`],
  async run({ words: [name = '', cron = '', type = ''], options }, desk) {
    const { addSchedule } = await import('../../services/schedules.ts')
    const schedule = await addSchedule(await desk.app(), { name, cron, type, ...options })
    desk.print.data(
      schedule,
      () => `Added ${schedule.name}: ${schedule.type}, next at ${localTime(schedule.nextAt)}.`,
    )
    await sayWhoRuns(desk)
    desk.print.next(`nightdesk schedule run ${name}`, 'nightdesk daemon')
  },
})

const remove = defineCommand({
  name: 'remove',
  summary: 'remove a schedule; its past jobs stay',
  usage: '<name>',
  examples: ['nightdesk schedule remove nightly'],
  async run({ words: [name = ''] }, desk) {
    const { removeSchedule } = await import('../../services/schedules.ts')
    await removeSchedule(await desk.app(), name)
    desk.print.data({ name, removed: true }, () => `Removed ${name}.`)
    desk.print.next('nightdesk schedule list')
  },
})

const enable = defineCommand({
  name: 'enable',
  summary: 'switch a schedule on',
  usage: '<name>',
  examples: ['nightdesk schedule enable nightly'],
  async run({ words: [name = ''] }, desk) {
    const { enableSchedule } = await import('../../services/schedules.ts')
    const nextAt = await enableSchedule(await desk.app(), name)
    desk.print.data({ name, enabled: true, nextAt }, () => `${name} is on; next at ${localTime(nextAt)}.`)
    desk.print.next('nightdesk schedule list')
  },
})

const disable = defineCommand({
  name: 'disable',
  summary: 'switch a schedule off',
  usage: '<name>',
  examples: ['nightdesk schedule disable nightly'],
  async run({ words: [name = ''] }, desk) {
    const { disableSchedule } = await import('../../services/schedules.ts')
    await disableSchedule(await desk.app(), name)
    desk.print.data({ name, enabled: false }, () => `${name} is off.`)
    desk.print.next(`nightdesk schedule enable ${name}`)
  },
})

const run = defineCommand({
  name: 'run',
  summary: 'start the job of a schedule now',
  usage: '<name>',
  options: jobOptions,
  examples: ['nightdesk schedule run digest-debonairs'],
  async run({ words: [name = ''], options }, desk) {
    const { runSchedule } = await import('../../services/schedules.ts')
    const app = await desk.app()
    const job = await watchJob(desk, options, async (watching) => await runSchedule(app, name, watching))
    if (job === undefined) return
    desk.print.data(job, () => `${job.type} ${shortId(job.id)}: ${job.status}`)
    desk.print.next(`nightdesk jobs show ${shortId(job.id)}`)
  },
})

const next = defineCommand({
  name: 'next',
  summary: 'say when a schedule, or a cron line in quotes, is due next; a cron line needs no database',
  usage: '<name>',
  options: {
    at: text('--at <time>', 'count from this moment (ISO 8601) instead of now'),
    count: whole('--count <number>', 'how many (5)'),
    zone: text('--zone <zone>', 'time zone of a cron line (that of this machine)'),
  },
  examples: ['nightdesk schedule next "30 2 * * *" --zone Europe/Berlin --at 2026-03-28T12:00:00Z --count 3'],
  async run({ words: [name = ''], options }, desk) {
    const { findSchedule, nextTicks } = await import('../../services/schedules.ts')
    const isLine = name.trim().includes(' ')
    const zone = options.zone ?? localZone(desk.env)
    const line = isLine ? { cron: name, zone } : await findSchedule(await desk.app(), name)
    const ticks = await nextTicks(line.cron, line.zone, readMoment(options.at), options.count ?? 5)
    desk.print.data(ticks, () => ticks.map((tick) => `${tick.toISOString()}  ${localTime(tick)}`).join('\n'))
    desk.print.next(
      isLine ? `nightdesk schedule add <name> "${name}" <type>` : `nightdesk schedule run ${name}`,
    )
  },
})

const history = defineCommand({
  name: 'history',
  summary: 'list the jobs that a schedule started, newest first',
  usage: '<name>',
  options: { limit: whole('-n, --limit <number>', 'at most this many (20)') },
  examples: ['nightdesk schedule history digest-debonairs'],
  async run({ words: [name = ''], options }, desk) {
    const { scheduleHistory } = await import('../../services/schedules.ts')
    const rows = await scheduleHistory(await desk.app(), name, options.limit ?? 20)
    desk.print.data(rows, () => (rows.length === 0 ? 'It has started nothing yet.' : jobsTable(desk, rows)))
    const [newest] = rows
    desk.print.next(
      newest === undefined ? `nightdesk schedule run ${name}` : `nightdesk jobs show ${shortId(newest.id)}`,
    )
  },
})

export const schedule = defineGroup({
  name: 'schedule',
  summary: 'start jobs by the clock',
  commands: [list, add, remove, enable, disable, run, next, history],
  default: 'list',
})

function readMoment(said: string | undefined): Date {
  if (said === undefined) return new Date()
  const moment = new Date(said)
  if (!Number.isNaN(moment.getTime())) return moment
  throw new AppError('wrong-use', `"${said}" is not a moment.`, { hint: 'Try: --at 2026-03-28T12:00:00Z' })
}

function listText({ print }: Desk, rows: readonly Schedule[]): string {
  const now = new Date()
  return table(
    rows.map((row) => [
      row.name,
      row.cron,
      row.zone,
      row.type,
      row.enabled ? dueTime(row.nextAt, now) : print.paint('dim', 'off'),
      row.lastAt === null ? 'never' : relativeTime(row.lastAt, now),
    ]),
    { head: ['name', 'cron', 'zone', 'job', 'next', 'last'], columns: print.room, paint: print.paint },
  )
}
