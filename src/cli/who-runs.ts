import type { Desk } from './command.ts'

/** Says, after a time at which something is due, that somebody must be there to do it. */
export async function sayWhoRuns(desk: Desk): Promise<void> {
  if (desk.print.json) return
  const { daemonRuns } = await import('../services/status.ts')
  if (await daemonRuns(await desk.app())) return
  desk.print.say(
    'No daemon is running: nothing starts by the clock before nightdesk daemon does, or cron calls nightdesk daemon --once.',
  )
}
