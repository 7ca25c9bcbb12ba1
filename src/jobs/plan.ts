import { AppError } from '../base/app-error.ts'
import { orderGraph } from '../base/dag.ts'
import { newId } from '../base/id.ts'
import type { DependencyPolicy, NewJob } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'
import { enqueueJobs } from './enqueue.ts'

/** One job of a plan, with the names of those that must end before it. */
export interface PlannedJob extends Omit<NewJob, 'dependsOn' | 'id' | 'traceId'> {
  after?: readonly string[]
  /** What a failed predecessor does to this job; `cancel` where absent. */
  policy?: DependencyPolicy
}

/** Jobs by the names that the plan gives them. */
export type Plan = Readonly<Record<string, PlannedJob>>

/** A plan whose jobs have their ids, so that enqueueing it twice enqueues it once. */
export interface ReadyPlan {
  /** Each name's id. */
  ids: Record<string, string>
  jobs: NewJob[]
}

/** Gives the jobs of a plan their ids and one trace. Throws an AppError for a cycle or a name that the plan lacks. */
export function readyPlan(plan: Plan): ReadyPlan {
  checkOrder(plan)
  const ids = Object.fromEntries(Object.keys(plan).map((name) => [name, newId()]))
  const traceId = newId()
  const jobs = Object.entries(plan).map(([name, { after = [], policy = 'cancel', ...job }]) => ({
    ...job,
    id: idOf(ids, name),
    traceId,
    dependsOn: after.map((parent) => ({ id: idOf(ids, parent), policy })),
  }))
  return { ids, jobs }
}

/** Enqueues a whole graph of jobs in one statement: all of it is there, or nothing. Returns each name's id. */
export async function enqueuePlan(sql: Sql, org: string, plan: Plan): Promise<Record<string, string>> {
  const { ids, jobs } = readyPlan(plan)
  await enqueueJobs(sql, org, jobs)
  return ids
}

function idOf(ids: Readonly<Record<string, string>>, name: string): string {
  const id = ids[name]
  if (id === undefined) throw new Error(`The plan has no job named ${name}.`)
  return id
}

function checkOrder(plan: Plan): void {
  const ordered = orderGraph(new Map(Object.entries(plan).map(([name, job]) => [name, job.after ?? []])))
  if (ordered.ok) return
  if ('unknown' in ordered) throw new AppError('wrong-use', `The plan has no job named "${ordered.unknown}".`)
  throw new AppError('wrong-use', `The jobs ${ordered.cycle.join(' → ')} of the plan wait for each other.`)
}
