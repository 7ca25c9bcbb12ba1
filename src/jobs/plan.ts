import { AppError } from '../base/app-error.ts'
import { orderGraph } from '../base/dag.ts'
import { newId } from '../base/id.ts'
import type { DependencyPolicy, NewJob } from '../contracts/job.ts'

/** One job of a plan, with the names of those that must end before it. */
interface PlannedJob extends Omit<NewJob, 'dependsOn' | 'id' | 'traceId'> {
  after?: readonly string[]
  /** What a failed predecessor does to this job; `cancel` where absent. */
  policy?: DependencyPolicy
}

/** Jobs by the names that the plan gives them. */
export type Plan = Readonly<Record<string, PlannedJob>>

/** A plan whose jobs have their ids, so that enqueueing it twice enqueues it once. */
interface ReadyPlan {
  /** Each name's id. */
  ids: Record<string, string>
  jobs: NewJob[]
}

/** Gives the jobs of a plan their ids and one trace, so that `enqueueJobs` takes all of them or none. Throws an AppError for a cycle or a name that the plan lacks. */
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
