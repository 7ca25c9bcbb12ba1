import { newId } from '../base/id.ts'
import { toJson } from '../base/json.ts'
import type { Job } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'
import { jobColumns } from './columns.ts'
import { scheduleColumns, type NewSchedule, type Schedule } from './schedules.ts'

export async function listSchedules(sql: Sql, org: string): Promise<Schedule[]> {
  return await sql<Schedule[]>`
    select ${scheduleColumns(sql)}
    from schedules schedule
    where org_id = ${org}
    order by name`
}

/** The jobs that a schedule's ticks started, newest first. */
export async function jobsOfSchedule(sql: Sql, org: string, name: string, limit: number): Promise<Job[]> {
  return await sql<Job[]>`
    select ${jobColumns(sql)}
    from jobs job
    where job.org_id = ${org}
      and starts_with(job.period_key, ${`schedule:${name}@`})
    order by job.id desc
    limit ${limit}`
}

export async function scheduleByName(sql: Sql, org: string, name: string): Promise<Schedule | undefined> {
  const [schedule] = await sql<Schedule[]>`
    select ${scheduleColumns(sql)}
    from schedules schedule
    where org_id = ${org}
      and name = ${name}`
  return schedule
}

/** Adds the schedule; undefined where the name is taken. */
export async function addSchedule(
  sql: Sql,
  org: string,
  schedule: NewSchedule,
): Promise<Schedule | undefined> {
  const [added] = await sql<Schedule[]>`
    insert into schedules as schedule (id, org_id, user_id, name, type, payload, cron, zone, missed, next_at)
    values (${newId()}, ${org}, ${schedule.userId}, ${schedule.name}, ${schedule.type}, ${sql.json(toJson(schedule.payload))},
      ${schedule.cron}, ${schedule.zone}, ${schedule.missed}, ${schedule.nextAt})
    on conflict (org_id, name) do nothing
    returning ${scheduleColumns(sql)}`
  return added
}

export async function removeSchedule(sql: Sql, org: string, name: string): Promise<boolean> {
  const rows = await sql`
    delete from schedules
    where org_id = ${org}
      and name = ${name}
    returning id`
  return rows.length > 0
}

/** Switches a schedule on from `nextAt`, or off; false where no schedule has the name. */
export async function switchSchedule(
  sql: Sql,
  org: string,
  name: string,
  next: Date | undefined,
): Promise<boolean> {
  const rows = await sql`
    update schedules
    set enabled = ${next !== undefined},
        next_at = coalesce(${next ?? null}, next_at)
    where org_id = ${org}
      and name = ${name}
    returning id`
  return rows.length > 0
}
