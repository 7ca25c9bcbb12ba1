import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import type { Demo } from '../../services/demo.ts'
import type { DemoEdition } from '../../services/demo-edition.ts'
import { defineCommand, type Desk } from '../command.ts'
import { demoEntries, editionText } from '../demo-words.ts'
import { flag } from '../option.ts'
import { runTypedLine, shellLine } from '../typed-line.ts'

export const demo = defineCommand({
  name: 'demo',
  summary: 'take the tour: log, report and run a digest on a desk that is made for it',
  options: {
    once: flag('--once', 'end after the edition instead of waiting for Ctrl-C'),
    llm: flag('--llm', 'use the model of your environment instead of working offline'),
  },
  examples: ['nightdesk demo', 'nightdesk demo --once'],
  async run({ options }, desk) {
    const hangUp = () => process.kill(process.pid, 'SIGTERM')
    process.once('SIGHUP', hangUp)
    try {
      await tour(desk, options)
    } finally {
      process.off('SIGHUP', hangUp)
    }
  },
})

async function tour(desk: Desk, options: { once: boolean; llm: boolean }): Promise<void> {
  const { openDemo } = await import('../../services/demo.ts')
  const { env, cwd, signal, print } = desk
  print.say(print.paint('bold', 'The tour: a desk of its own, from nothing to the first e-mailed edition.'))
  const onPart = (line: string) => print.say(`  ${print.paint('green', '✓')} ${line}`)
  const demo = await openDemo({ env, cwd, signal, llm: options.llm, onPart })
  let done = false
  const onStop = () => {
    if (!done)
      print.say(`Stopping the tour; its desk in ${demo.home} is deleted. Ctrl-C again leaves it there.`)
  }
  signal.addEventListener('abort', onStop, { once: true })
  try {
    await walk(demo, deskOf(demo, desk))
    const edition = await showEdition(demo, desk)
    done = true
    const stays = !options.once && desk.interactive && process.stdout.isTTY
    sayWhatIsNext(demo, desk, { edition, stays })
    if (stays) await untilStopped(signal)
  } catch (error) {
    throw signal.aborted ? stoppedTour(error) : onDeskOf(demo, desk, error)
  } finally {
    const kept = done || !signal.aborted
    await demo.close(kept)
    if (kept)
      print.say(
        `Stopped all that the tour started. Its e-mail and its desk stay in ${demo.home}; delete it when you like.`,
      )
  }
}

/** What is advised about a job is of no use: its desk is gone. */
function stoppedTour(cause: unknown): AppError {
  return new AppError('interrupted', 'The tour was stopped, and its desk is deleted.', {
    hint: 'Try: nightdesk demo',
    cause,
  })
}

/** An error whose hint is about the desk of the tour, which stays, and not about the user's own. */
function onDeskOf(demo: Demo, desk: Desk, error: unknown): unknown {
  if (!(error instanceof AppError) || error.hint === undefined) return error
  const here = `NIGHTDESK_HOME=${shellLine([demo.home])} ${nightdesk(desk)}`
  const hint = error.hint.replaceAll(/\bnightdesk (?=[a-z])/g, `${here} `)
  return new AppError(error.code, error.message, { hint, cause: error })
}

/** The commands of the tour run on its own desk; what they advise next is the tour's to say. */
function deskOf(demo: Demo, desk: Desk): Desk {
  const own = { app: async () => demo.app, config: async () => demo.config, env: demo.env, cwd: demo.home }
  const print = { ...desk.print, next: silent }
  const typing = { ...desk, ...own, print, interactive: false }
  return desk.print.json ? withoutData(typing) : typing
}

function withoutData(desk: Desk): Desk {
  return { ...desk, print: { ...desk.print, data: silent, line: silent } }
}

function silent(): void {}

async function walk(demo: Demo, desk: Desk): Promise<void> {
  desk.print.say(desk.print.paint('bold', '\nBy day you log your work'))
  await typeLines(desk, demoEntries)
  desk.print.say(desk.print.paint('bold', '\nThe desk reads it'))
  await typeLines(desk, [['analyze'], ['extract'], ['report', 'standup']])
  desk.print.say(desk.print.paint('bold', '\nBy night it reads the web for a brand'))
  // The tour runs one edition; the clock would start a second one at the next ten minutes.
  await typeLines(desk, [
    ['brand', 'add', demo.brandFile],
    ['schedule', 'disable', 'digest-debonairs'],
  ])
  // Its five are shown at the end, with the links of the mail.
  await typeLines(withoutData(desk), [['digest', 'run', 'debonairs']])
}

async function typeLines(desk: Desk, lines: readonly (readonly string[])[]): Promise<void> {
  for (const words of lines) {
    desk.print.say(desk.print.paint('cyan', `\n$ nightdesk ${shellLine(words)}`))
    await runTypedLine(words, desk)
  }
}

async function showEdition(demo: Demo, desk: Desk): Promise<DemoEdition> {
  const { readDemoEdition } = await import('../../services/demo-edition.ts')
  const edition = await readDemoEdition(demo)
  await typeLines(deskOf(demo, desk), [['jobs', 'show', shortId(edition.job.id)]])
  const { job, ...shown } = edition
  const page = pathToFileURL(edition.page).href
  desk.print.data({ home: demo.home, jobId: job.id, ...shown }, () =>
    [
      '',
      editionText(edition, desk.print),
      '',
      'The e-mail:',
      edition.eml,
      'A page to look at it:',
      page,
    ].join('\n'),
  )
  return edition
}

function sayWhatIsNext(
  demo: Demo,
  desk: Desk,
  { edition, stays }: { edition: DemoEdition; stays: boolean },
): void {
  const { print } = desk
  const links = stays
    ? 'The links count a vote only when the button of their page is pressed.'
    : 'The links count votes while a daemon of this desk runs (below); the sample pages end with the tour.'
  print.say(`\n${links}`)
  if (edition.engine === 'offline')
    print.say(
      'engine: offline. Judged by rules, without a model; set LLM_PROVIDER and its key, then take nightdesk demo --llm.',
    )
  const own = nightdesk(desk)
  const here = `NIGHTDESK_HOME=${shellLine([demo.home])} ${own}`
  const daemon = `HTTP_PORT=${demo.config.httpPort} ${here} daemon`
  print.next(
    `${here} digest show`,
    `${here} jobs show ${shortId(edition.job.id)}`,
    ...(stays ? [] : [daemon]),
    `${own} log "what you just did"`,
  )
  if (stays) print.say('\nThe desk stays open for you. Ctrl-C ends the tour.')
}

/** How this nightdesk was started, so that what is advised can be typed here. */
function nightdesk({ cwd }: Desk): string {
  const started = process.argv[1] ?? ''
  return started.endsWith('.js') ? `node ${shellLine([relative(cwd, started)])}` : 'nightdesk'
}

async function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
