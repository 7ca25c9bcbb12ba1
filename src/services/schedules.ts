import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { isPlainObject, type Json } from '../base/json.ts'
import { didYouMean, truncate } from '../base/text.ts'
import { issueText } from '../contracts/issue.ts'
import type { Job } from '../contracts/job.ts'
import {
  addSchedule as insertSchedule,
  enqueueJob,
  jobsOfSchedule,
  jobById,
  jobFor,
  listSchedules,
  nextTick,
  removeSchedule as deleteSchedule,
  scheduleByName,
  switchSchedule,
  type MissedPolicy,
  type Schedule,
} from '../jobs/index.ts'
import type { App } from './app.ts'
import { followJob, type FollowOptions } from './follow.ts'

export interface ScheduleRequest {
  name: string
  /** The job type that it starts. */
  type: string
  /** JSON text of the payload. */
  payload: string | undefined
  cron: string
  zone: string | undefined
  missed: MissedPolicy | undefined
}

export { type Schedule }

export async function schedules(app: App): Promise<Schedule[]> {
  return await listSchedules(app.sql, app.org)
}

const usableName = /^[\p{L}\p{N}._-]{1,60}$/u

/** Adds a schedule. The name, the type, the cron line, the zone and the payload are checked before anything is written. */
export async function addSchedule(app: App, request: ScheduleRequest): Promise<Schedule> {
  checkName(request)
  const { workflows } = await app.engine()
  const workflow = workflows.get(request.type)
  const zone = request.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const payload = withZone(workflow.payload, readPayload(request.payload), zone)
  const checked = v.safeParse(workflow.payload, payload)
  if (!checked.success) {
    const problem = issueText(checked.issues[0])
    throw new AppError('wrong-use', `The payload does not fit ${request.type}: ${problem}.`, {
      hint: `Try: nightdesk schedule add ${request.name} "${request.cron}" ${request.type} --payload '{…}'`,
    })
  }
  const nextAt = await nextTick(request.cron, zone, app.clock())
  const { name, type, cron, missed = 'one' } = request
  const added = await insertSchedule(app.sql, app.org, {
    userId: app.userId,
    name,
    type,
    payload,
    cron,
    zone,
    missed,
    nextAt,
  })
  if (added !== undefined) return added
  throw new AppError('wrong-use', `There is already a schedule named "${name}".`, {
    hint: `Try another name, or: nightdesk schedule remove ${name}`,
  })
}

export async function removeSchedule(app: App, name: string): Promise<void> {
  if (!(await deleteSchedule(app.sql, app.org, name))) throw await unknownSchedule(app, name)
}

/** Switches on, from the next tick after now. */
export async function enableSchedule(app: App, name: string): Promise<Date> {
  const schedule = await findSchedule(app, name)
  const nextAt = await nextTick(schedule.cron, schedule.zone, app.clock())
  await switchSchedule(app.sql, app.org, name, nextAt)
  return nextAt
}

export async function disableSchedule(app: App, name: string): Promise<void> {
  if (!(await switchSchedule(app.sql, app.org, name, undefined))) throw await unknownSchedule(app, name)
}

/** Starts the schedule's job now; its ticks stay as they are. */
export async function runSchedule(
  app: App,
  name: string,
  options: FollowOptions & { wait: boolean },
): Promise<Job> {
  const schedule = await findSchedule(app, name)
  const { workflows } = await app.engine()
  const { id } = await enqueueJob(app.sql, app.org, {
    ...jobFor(workflows.get(schedule.type), schedule.payload),
    userId: schedule.userId ?? app.userId,
    uniqueKey: `schedule:${name}`,
    periodKey: `schedule:${name}@${app.clock().toISOString()}`,
  })
  if (options.wait) return await followJob(app, id, options)
  const job = await jobById(app.sql, app.org, id)
  if (job === undefined) throw new Error(`The job ${id} was not found.`)
  return job
}

/** The next moments at which a cron line is due, after `from`. Needs no database. */
export async function nextTicks(cron: string, zone: string, from: Date, count: number): Promise<Date[]> {
  const ticks: Date[] = []
  let after = from
  while (ticks.length < count) {
    after = await nextTick(cron, zone, after)
    ticks.push(after)
  }
  return ticks
}

/** The jobs that a schedule started by the clock or by hand, newest first. */
export async function scheduleHistory(app: App, name: string, limit: number): Promise<Job[]> {
  await findSchedule(app, name)
  return await jobsOfSchedule(app.sql, app.org, name, limit)
}

export async function findSchedule(app: App, name: string): Promise<Schedule> {
  const schedule = await scheduleByName(app.sql, app.org, name)
  if (schedule === undefined) throw await unknownSchedule(app, name)
  return schedule
}

async function unknownSchedule(app: App, name: string): Promise<AppError> {
  const near = didYouMean(
    name,
    (await listSchedules(app.sql, app.org)).map((schedule) => schedule.name),
  )
  return new AppError('not-found', `There is no schedule named "${name}".`, {
    hint: near === undefined ? 'Try: nightdesk schedule list' : `Did you mean ${near}?`,
  })
}

function checkName({ name, cron, type }: ScheduleRequest): void {
  if (usableName.test(name)) return
  const sentence = `"${truncate(name, 80)}" cannot name a schedule: a name has 1 to 60 letters, digits, dashes, dots and underscores.`
  throw new AppError('wrong-use', sentence, { hint: `Try: nightdesk schedule add nightly "${cron}" ${type}` })
}

/** Days of a report are those of a zone: where a payload has to name one and does not, it is that of the cron line. */
function withZone(schema: v.GenericSchema, payload: Json, zone: string): Json {
  if (!isPlainObject(payload)) return payload
  const zoned = { zone, ...payload }
  return !v.is(schema, payload) && v.is(schema, zoned) ? zoned : payload
}

function readPayload(text: string | undefined): Json {
  if (text === undefined) return {}
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    throw new AppError('wrong-use', `The payload "${text}" is not JSON.`, {
      hint: `Try: --payload '{"key": "value"}'`,
      cause: error,
    })
  }
}
