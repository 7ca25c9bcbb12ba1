import {
  listPauses,
  livingWorkers,
  queueCounts,
  listSchedules,
  type Pause,
  type QueueCount,
  type Schedule,
  type WorkerRow,
} from '../jobs/index.ts'
import type { App } from './app.ts'

/** How the desk is doing: who works, what waits, what failed in the last day, what comes next. */
export interface Status {
  workers: WorkerRow[]
  queues: QueueCount[]
  pauses: Pause[]
  schedules: Schedule[]
  engine: string
  mail: string
}

/** True while a daemon lives that starts what is due. */
export async function daemonRuns(app: App): Promise<boolean> {
  return (await livingWorkers(app.sql)).some(({ kind }) => kind === 'daemon')
}

export async function deskStatus(app: App): Promise<Status> {
  const { engineOf } = await import('./models.ts')
  const [workers, queues, pauses, schedules] = await Promise.all([
    livingWorkers(app.sql),
    queueCounts(app.sql, app.org),
    listPauses(app.sql, app.org),
    listSchedules(app.sql, app.org),
  ])
  const { smtpUrl, inbox } = app.config.mail
  const mail = smtpUrl === undefined ? inbox : new URL(smtpUrl).host
  return { workers, queues, pauses, schedules, engine: engineOf(app.config), mail }
}
