import { AppError, messageOf } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import { count } from '../../base/text.ts'
import type { App } from '../../services/app.ts'
import type { Snapshot } from '../../services/top.ts'
import { defineCommand, type Desk } from '../command.ts'
import { storyText } from '../job-story.ts'
import { firstState, press, type TopKey, type TopState, type TopWish } from '../top-state.ts'
import { topLines } from '../top-text.ts'

export const top = defineCommand({
  name: 'top',
  summary: 'watch daemons, queues and running jobs on one screen; open, retry and cancel jobs by key',
  examples: ['nightdesk top'],
  json: false,
  async run(_input, desk) {
    if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.TERM === 'dumb')
      throw new AppError('wrong-use', 'nightdesk top draws on a terminal, and this is none.', {
        hint: 'Try: nightdesk status --json',
      })
    await watch(desk, await desk.app())
    desk.print.next('nightdesk status', 'nightdesk tail -f')
  },
})

/** Until a person quits. Keys change what is looked at; wishes are carried out one after the other. */
async function watch(desk: Desk, app: App): Promise<void> {
  const [{ watchDesk }, { openTopScreen }] = await Promise.all([
    import('../../services/top.ts'),
    import('../ui/top-screen.ts'),
  ])
  const { stdin, stdout } = process
  const quit = new AbortController()
  let state = firstState
  let seen: Snapshot | undefined
  const draw = () => {
    if (!quit.signal.aborted)
      screen.show(topLines(desk.print, state, seen, { columns: stdout.columns, rows: stdout.rows }))
  }
  const onKey = (key: TopKey) => {
    const pressed = press(state, key, seen?.jobs ?? [])
    const moved = pressed.state.view !== state.view
    state = pressed.state
    draw()
    if (moved) looking.again()
    if (pressed.wish?.do === 'quit') quit.abort()
    else if (pressed.wish !== undefined) void carryOut(pressed.wish)
  }
  const carryOut = async (wish: Exclude<TopWish, { do: 'quit' }>) => {
    state = { ...state, ...(await fulfil(app, desk, wish)) }
    draw()
    looking.again()
  }
  const screen = openTopScreen({ stdin, stdout, onKey })
  const looking = watchDesk(app, {
    status: () => state.view,
    signal: AbortSignal.any([desk.signal, quit.signal]),
    onSnapshot(snapshot) {
      seen = snapshot
      state = { ...state, away: '' }
      draw()
    },
    onAway(reason) {
      state = { ...state, away: desk.print.safe(reason) }
      draw()
    },
  })
  stdout.on('resize', draw)
  try {
    await looking.ended
  } finally {
    stdout.off('resize', draw)
    quit.abort()
    await screen.close()
  }
}

/** What changes on the screen. A wish that cannot be fulfilled is said there. */
async function fulfil(
  app: App,
  { print }: Desk,
  { do: verb, job }: Exclude<TopWish, { do: 'quit' }>,
): Promise<Partial<TopState>> {
  const { cancelJob, retryJob, showJob } = await import('../../services/jobs.ts')
  const name = `${job.type} ${shortId(job.id)}`
  try {
    if (verb === 'open') {
      const lines = storyText(print, await showJob(app, job.id), false).split('\n')
      return { opened: { lines, from: 0 } }
    }
    if (verb === 'retry') {
      await retryJob(app, job.id)
      return { note: `Queued ${name} again.` }
    }
    const { cancelled } = await cancelJob(app, job.id)
    return { note: `Cancelled ${name}: ${count(cancelled.length, 'job')} in all.` }
  } catch (error) {
    return { note: print.safe(messageOf(error)) }
  }
}
