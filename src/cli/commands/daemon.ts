import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import type { Job } from '../../contracts/job.ts'
import { type Desk, defineCommand } from '../command.ts'
import { jobsTable } from '../job-table.ts'
import type { Printer } from '../print.ts'
import { duration, flag, text, texts, whole } from '../option.ts'

const usualConcurrency = 4
const usualGrace = 10_000
const mostShown = 50

export const daemon = defineCommand({
  name: 'daemon',
  summary: 'Work on jobs and schedules, and serve the feedback pages, until it is stopped',
  options: {
    once: flag('--once', 'do what is due, then exit: for system cron'),
    concurrency: whole(
      '--concurrency <number>',
      `how many jobs run at once; ${usualConcurrency} where absent`,
    ),
    only: texts('--only <types...>', 'work on these job types only'),
    grace: duration('--grace <time>', 'what jobs in hand get to end when it is stopped; 10s where absent'),
    httpPort: whole('--http-port <port>', 'the port of the feedback server instead of HTTP_PORT'),
    httpHost: text('--http-host <address>', 'the address that it listens on: 0.0.0.0 for every one'),
  },
  examples: ['nightdesk daemon', 'nightdesk daemon --once', 'nightdesk daemon --http-port 4700 --grace 30s'],
  async run({ options }, desk) {
    const { runDaemon, runDaemonOnce } = await import('../../daemon/main.ts')
    const app = await desk.app()
    const concurrency = options.concurrency ?? usualConcurrency
    const only = options.only.flatMap((types) => types.split(','))
    if (options.once) {
      tellDone(desk, await runDaemonOnce(app, { concurrency, only, signal: desk.signal }))
      return
    }
    const port = options.httpPort ?? app.config.httpPort
    if (port > 65_535)
      throw new AppError('wrong-use', `"${port}" is not a port.`, { hint: 'Try: --http-port 4600' })
    await runDaemon(app, {
      host: options.httpHost ?? hostFor(app.config.publicUrl, port),
      port,
      concurrency,
      only,
      grace: options.grace ?? usualGrace,
      signal: desk.signal,
      onStart({ url }) {
        desk.print.say(`${desk.print.paint('green', '✓')} The daemon works, and listens on ${url}`)
        desk.print.say(`  Readers reach it at ${app.config.publicUrl}. Ctrl-C stops it.`)
        if (isElsewhere(app.config.publicUrl, port))
          desk.print.say(
            `  That is another port of this machine: set HTTP_PORT=${port} for the links in mails.`,
          )
        desk.print.next('nightdesk status', 'nightdesk tail -f', 'nightdesk digest run')
      },
    })
    desk.print.say('The daemon has stopped.')
  },
})

function tellDone({ print }: Desk, done: readonly Job[]): void {
  print.data(
    done.map(({ id, type, status, error }) => ({ id, type, status, error })),
    () => doneText(print, done),
  )
  const bad = done.find(({ status }) => status !== 'success')
  print.next(bad === undefined ? 'nightdesk jobs list' : `nightdesk explain ${shortId(bad.id)}`)
}

function doneText(print: Printer, done: readonly Job[]): string {
  if (done.length === 0) return 'Nothing is due.'
  const more = done.length > mostShown ? `\nand ${done.length - mostShown} more` : ''
  return jobsTable({ print }, done.slice(0, mostShown)) + more
}

/** On loopback, unless readers reach this very port by another name: then no proxy stands between. */
function hostFor(publicUrl: string, port: number): string {
  const url = new URL(publicUrl)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return !isLocal && url.port === String(port) ? '0.0.0.0' : '127.0.0.1'
}

function isElsewhere(publicUrl: string, port: number): boolean {
  const url = new URL(publicUrl)
  return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) && url.port !== String(port)
}
