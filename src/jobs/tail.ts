import type { Event, EventLevel, EventSource } from '../contracts/event.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { eventColumns } from './columns.ts'

/** Which events; all filters hold together. */
export interface EventFilter {
  /** The job's own events and those of its descendants. */
  tree?: { jobId: string; traceId: string }
  levels?: readonly EventLevel[]
  source?: EventSource
  type?: string
  since?: Date
}

/** Where a reader stands: every event up to here was read, whoever commits later. */
export interface Cursor {
  xid: string
  id: string
}

export const startOfTime: Cursor = { xid: '0', id: '0' }

const pageSize = 500

export interface EventPage {
  events: (Event & { jobType: string | null })[]
  cursor: Cursor
}

/** The next events after the cursor, oldest first, at most 500. */
export async function readEvents(
  sql: Sql,
  org: string,
  filter: EventFilter,
  cursor: Cursor,
): Promise<EventPage> {
  const rows = await sql<EventRow[]>`
    ${selectEvents(sql, org, filter)}
      and ${isSettled(sql)}
      and ${isAfter(sql, cursor)}
    order by event.xid, event.id
    limit ${pageSize}`
  return pageOf(rows, cursor)
}

/** All events after the cursor that can be seen by now, oldest first, for a reader that reads no more. */
export async function readEventsAfter(
  sql: Sql,
  org: string,
  filter: EventFilter,
  cursor: Cursor,
): Promise<EventPage['events']> {
  const rows = await sql<EventRow[]>`
    ${selectEvents(sql, org, filter)}
      and ${isAfter(sql, cursor)}
    order by event.xid, event.id`
  return pageOf(rows, cursor).events
}

/** The newest events that match, oldest of them first, for a reader that goes on after them. */
export async function readLastEvents(
  sql: Sql,
  org: string,
  filter: EventFilter,
  limit: number,
): Promise<EventPage> {
  const rows = await sql<EventRow[]>`
    ${selectEvents(sql, org, filter)}
      and ${isSettled(sql)}
    order by event.xid desc, event.id desc
    limit ${limit}`
  return pageOf(rows.toReversed(), startOfTime)
}

/** The newest events that match and can be seen by now, oldest of them first, for a reader that reads once. */
export async function readNewestEvents(
  sql: Sql,
  org: string,
  filter: EventFilter,
  limit: number,
): Promise<EventPage['events']> {
  const rows = await sql<EventRow[]>`
    ${selectEvents(sql, org, filter)}
    order by event.xid desc, event.id desc
    limit ${limit}`
  return pageOf(rows.toReversed(), startOfTime).events
}

/** Every event of a tree of jobs that can be seen by now, oldest first. */
export async function readTimeline(
  sql: Sql,
  org: string,
  tree: { jobId: string; traceId: string },
): Promise<EventPage['events']> {
  const rows = await sql<EventRow[]>`
    ${selectEvents(sql, org, { tree })}
    order by event.id`
  return pageOf(rows, startOfTime).events
}

type EventRow = EventPage['events'][number] & { xid: string }

function selectEvents(sql: Sql, org: string, filter: EventFilter): Fragment {
  return sql`
    select ${eventColumns(sql)}, event.xid::text as xid, job.type as "jobType"
    from ${eventsOf(sql, filter)} event
    left join jobs job on job.id = event.job_id
    where event.org_id = ${org}
      ${conditions(sql, filter)}`
}

function isAfter(sql: Sql, { xid, id }: Cursor): Fragment {
  return sql`(event.xid, event.id) > (${xid}::xid8, ${id}::bigint)`
}

/** Written by a transaction below the oldest one that runs on the server: no later commit can land before the cursor. */
function isSettled(sql: Sql): Fragment {
  return sql`event.xid < pg_snapshot_xmin(pg_current_snapshot())`
}

function pageOf(rows: readonly EventRow[], before: Cursor): EventPage {
  const last = rows.at(-1)
  return {
    events: rows.map(({ xid: _, ...event }) => event),
    cursor: last === undefined ? before : { xid: last.xid, id: last.id },
  }
}

/** The events of a tree are gathered first, by their jobs: looking for them in the order of time would read all events. */
function eventsOf(sql: Sql, { tree }: EventFilter): Fragment {
  if (tree === undefined) return sql`events`
  return sql`(select * from events where job_id = any(array(${treeIds(sql, tree)})) offset 0)`
}

function conditions(sql: Sql, { levels, source, type, since }: EventFilter): Fragment {
  return sql`
    ${levels === undefined ? sql`` : sql`and event.level = any(${levels as EventLevel[]})`}
    ${source === undefined ? sql`` : sql`and event.source = ${source}`}
    ${type === undefined ? sql`` : sql`and job.type = ${type}`}
    ${since === undefined ? sql`` : sql`and event.at >= ${since}`}`
}

/** A job and its descendants: the whole tree where the job is its root. */
function treeIds(sql: Sql, { jobId, traceId }: { jobId: string; traceId: string }): Fragment {
  if (jobId === traceId) return sql`select id from jobs where trace_id = ${traceId}`
  return sql`
    with recursive descendant as (
      select id from jobs where id = ${jobId}
      union
      select j.id from jobs j join descendant d on j.parent_job_id = d.id
    )
    select id from descendant`
}
