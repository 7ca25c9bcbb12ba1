import type { Json } from '../base/json.ts'
import type { NewJob } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'
import type { Workflow } from '../contracts/workflow.ts'
import { messageOf } from '../base/app-error.ts'
import type { Engine } from './engine.ts'
import { nextTick } from './cron.ts'
import { isPassing } from './database-failure.ts'
import { enqueueCall, jobFor } from './enqueue.ts'

export const missedPolicies = ['skip', 'one', 'all'] as const
export type MissedPolicy = (typeof missedPolicies)[number]

/** A cron line in the database that starts a job. */
export interface Schedule {
  id: string
  orgId: string
  /** Whose jobs its ticks are; null where it was made before schedules had owners. */
  userId: string | null
  name: string
  type: string
  payload: Json
  cron: string
  zone: string
  missed: MissedPolicy
  enabled: boolean
  nextAt: Date
  lastAt: Date | null
}

export type NewSchedule = Pick<
  Schedule,
  'userId' | 'name' | 'type' | 'payload' | 'cron' | 'zone' | 'missed'
> & {
  nextAt: Date
}

/** A tick that is this late counts as missed: nobody was there to start it; milliseconds. */
const missedAfter = 60_000

/**
 * Starts the job of every schedule that is due, across orgs. Each tick starts one job, however many daemons look, and
 * whatever their clocks say: the time is the database's.
 */
export async function startDueSchedules(engine: Engine): Promise<number> {
  const due = await engine.sql<(Schedule & { now: Date })[]>`
    select ${scheduleColumns(engine.sql)}, now() as now
    from schedules schedule
    where enabled
      and next_at <= now()
    order by next_at
    limit 100`
  for (const { now, ...schedule } of due) await startOrTell(engine, schedule, now)
  return due.length
}

/** One that cannot start holds up no other, nor what else a worker does beside its jobs. */
async function startOrTell(engine: Engine, schedule: Schedule, now: Date): Promise<void> {
  try {
    await startSchedule(engine, schedule, now)
  } catch (error) {
    if (isPassing(error)) throw error
    const { orgId: org, name } = schedule
    engine.log('error', 'A schedule cannot start its job', { org, schedule: name, error: messageOf(error) })
  }
}

async function startSchedule(engine: Engine, schedule: Schedule, now: Date): Promise<void> {
  const late = now.getTime() - schedule.nextAt.getTime() > missedAfter
  const from = schedule.missed === 'all' ? schedule.nextAt : now
  const following = await nextTick(schedule.cron, schedule.zone, from)
  if (late && schedule.missed === 'skip') await moveSchedule(engine.sql, schedule, following)
  else await startTick(engine, schedule, following)
}

/** The tick and its job are one statement, fenced by the tick: of several daemons one succeeds. */
async function startTick({ sql, workflows }: Engine, schedule: Schedule, following: Date): Promise<void> {
  const job = jobOfTick(schedule, workflows.find(schedule.type))
  await sql`
    with tick as (
      update schedules
      set next_at = ${following},
          last_at = ${schedule.nextAt}
      where id = ${schedule.id}
        and date_trunc('milliseconds', next_at) = ${schedule.nextAt}
      returning id
    )
    select enqueued.job_id
    from tick
    cross join lateral ${enqueueCall(sql, schedule.orgId, [job], sql`tick.id is not null`)} as enqueued`
}

async function moveSchedule(sql: Sql, schedule: Schedule, following: Date): Promise<void> {
  await sql`
    update schedules
    set next_at = ${following}
    where id = ${schedule.id}
      and date_trunc('milliseconds', next_at) = ${schedule.nextAt}`
}

/**
 * While a tick's job is unfinished the next tick starts none, unless the schedule wants every tick. A type that this
 * process does not know waits for one that does.
 */
function jobOfTick(
  { name, userId, type, payload, missed, nextAt }: Schedule,
  workflow: Workflow | undefined,
): NewJob {
  const tick = `schedule:${name}`
  return {
    ...(workflow === undefined ? { type, payload } : jobFor(workflow, payload)),
    userId,
    trigger: 'schedule',
    uniqueKey: missed === 'all' ? null : tick,
    periodKey: `${tick}@${nextAt.toISOString()}`,
  }
}

export function scheduleColumns(sql: Sql) {
  return sql`
    schedule.id,
    schedule.org_id as "orgId",
    schedule.user_id as "userId",
    schedule.name,
    schedule.type,
    schedule.payload,
    schedule.cron,
    schedule.zone,
    schedule.missed,
    schedule.enabled,
    schedule.next_at as "nextAt",
    schedule.last_at as "lastAt"`
}
