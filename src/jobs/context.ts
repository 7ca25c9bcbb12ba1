import { createBatcher } from '../base/batcher.ts'
import { toJson, type Json } from '../base/json.ts'
import { newId } from '../base/id.ts'
import { sha256 } from '../base/hash.ts'
import type { Artifact, ArtifactStore } from '../contracts/artifact.ts'
import type { Note } from '../contracts/event.ts'
import { isFinished, type ChildResult, type Job } from '../contracts/job.ts'
import type { StartOptions, Workflow, WorkflowContext } from '../contracts/workflow.ts'
import type { Engine } from './engine.ts'
import { enqueueJobs, jobFor, type ChildJob } from './enqueue.ts'
import type { Ledger } from './ledger.ts'
import { childResults } from './listing.ts'
import { checkArtifact, checkResult, cutEventData, sizeLimits } from './size-limits.ts'
import { Suspension } from './suspension.ts'

/** The context of one attempt, and which steps it asked for. */
export interface AttemptContext {
  context: WorkflowContext
  steps: ReadonlySet<string>
}

/** Everything that one attempt of a job may touch. */
export function createContext(engine: Engine, ledger: Ledger, job: Job, signal: AbortSignal): AttemptContext {
  const steps = new Set<string>()
  const execution = {
    jobId: job.id,
    traceId: job.traceId,
    org: job.orgId,
    userId: job.userId,
    attempt: job.retryCount + job.crashes,
    watched: job.trigger === 'terminal',
  }
  const note = (entry: Note) => {
    signal.throwIfAborted()
    const data = cutEventData(entry.data ?? {})
    return ledger.note({ ...entry, data, org: job.orgId, jobId: job.id })
  }
  const enqueue = createBatcher((children: readonly ChildJob[]) =>
    enqueueJobs(engine.sql, job.orgId, children),
  )
  const context: WorkflowContext = {
    ...engine.world(execution, signal, note),
    ...execution,
    sql: engine.sql,
    signal,
    note,
    artifacts: artifactsOf(engine, job),
    now: engine.clock,
    step: (name, work) => {
      steps.add(name)
      return runStep(engine, job, name, work)
    },
    start: async (workflow, payload, options) => {
      signal.throwIfAborted()
      return (await enqueue(childOf(job, workflow, payload, options))).id
    },
    children: () => endedChildren(engine, job),
    progress: (done, total) => saveProgress(engine, job, { done, total }),
  }
  return { context, steps }
}

async function runStep<Result extends Json>(
  { sql, scrubber }: Engine,
  job: Job,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const [kept] = await sql<{ result: Result }[]>`
    select result
    from job_steps
    where org_id = ${job.orgId}
      and job_id = ${job.id}
      and name = ${name}`
  if (kept !== undefined) return kept.result
  const result = toJson(scrubber.scrubValue(await work()))
  checkResult(`The result of the step ${name}`, result, sizeLimits.step)
  const [saved] = await sql<{ result: Result }[]>`
    insert into job_steps (org_id, job_id, name, result)
    values (${job.orgId}, ${job.id}, ${name}, ${sql.json(result)})
    on conflict (job_id, name) do update set finished_at = job_steps.finished_at
    returning result`
  if (saved === undefined) throw new Error(`The result of the step ${name} was not kept.`)
  return saved.result
}

function childOf<Payload>(
  parent: Job,
  workflow: Workflow<Payload>,
  payload: Payload,
  { key, ...rest }: StartOptions,
): ChildJob {
  return {
    ...jobFor(workflow, payload),
    priority: parent.priority,
    ...rest,
    trigger: 'workflow',
    userId: parent.userId,
    parentJobId: parent.id,
    childKey: key,
    traceId: parent.traceId,
  }
}

async function endedChildren({ sql }: Engine, parent: Job): Promise<ChildResult[]> {
  const children = await childResults(sql, parent.orgId, parent.id)
  const unfinished = children.filter(({ status }) => !isFinished(status)).map(({ type }) => type)
  if (unfinished.length > 0) throw new Suspension(unfinished)
  return children
}

async function saveProgress(
  { sql }: Engine,
  job: Job,
  progress: { done: number; total: number },
): Promise<void> {
  await sql`
    with written as (
      update jobs
      set progress = ${sql.json(progress)}
      where org_id = ${job.orgId}
        and id = ${job.id}
        and epoch = ${job.epoch}
      returning 1
    )
    select pg_notify('nightdesk_events', '')
    from written`
}

function artifactsOf({ sql }: Engine, job: Job): ArtifactStore {
  return {
    async write(name, mediaType, content) {
      const bytes = Buffer.from(content)
      checkArtifact(name, bytes.length)
      const [artifact] = await sql<Artifact[]>`
        insert into artifacts (id, org_id, job_id, name, media_type, bytes, sha256, content)
        values (${newId()}, ${job.orgId}, ${job.id}, ${name}, ${mediaType}, ${bytes.length}, ${sha256(bytes)}, ${bytes})
        on conflict (job_id, name) do update
        set media_type = excluded.media_type,
            bytes = excluded.bytes,
            sha256 = excluded.sha256,
            content = excluded.content
        returning id, name, media_type as "mediaType", bytes, sha256`
      if (artifact === undefined) throw new Error(`The artifact ${name} was not written.`)
      return artifact
    },
  }
}
