import type { Json } from '../base/json.ts'
import type { Sql } from '../contracts/sql.ts'

/** A finished row of the journal. */
export interface CallRow {
  requestHash: string
  agent: string
  agentVersion: number
  provider: string
  model: string
  state: string
  failure: string | null
  answer: Json
  inputTokens: number | null
  outputTokens: number | null
  latencyMs: number | null
  /** The id of the résumé that its job is about: of those the model read one without the ids of entries. */
  resume: string | null
}

/** The calls of a tree of jobs, or of all jobs since a time, without those of other users, in the order in which they were made. */
export async function recordedCalls(
  sql: Sql,
  org: string,
  { traceId, since, userId }: { traceId: string | undefined; since: Date; userId: string },
): Promise<CallRow[]> {
  return await sql<CallRow[]>`
    select c.request_hash as "requestHash", c.agent, c.agent_version as "agentVersion", c.provider, c.model, c.state,
      c.failure, c.answer, c.input_tokens as "inputTokens", c.output_tokens as "outputTokens",
      c.latency_ms as "latencyMs", j.payload ->> 'resume' as resume
    from llm_calls c
    join jobs j on j.id = c.job_id
    where c.org_id = ${org}
      and c.state <> 'started'
      and coalesce(j.user_id = ${userId}::uuid, true)
      and ${traceId === undefined ? sql`c.started_at >= ${since}` : sql`j.trace_id = ${traceId}`}
    order by c.id`
}

/** A question of an agent with what it was given, and the answer that the agent took in the end. */
export interface AskedCase {
  id: string
  agent: string
  input: Json
  answer: Json
  /** As in `CallRow`. */
  resume: string | null
}

/** The questions of a tree of the user's jobs whose inputs were kept and whose answers were taken, in their order. */
export async function askedCases(
  sql: Sql,
  org: string,
  { traceId, userId }: { traceId: string; userId: string },
): Promise<AskedCase[]> {
  return await sql<AskedCase[]>`
    select c.id, c.agent, c.input, taken.answer, j.payload ->> 'resume' as resume
    from llm_calls c
    join jobs j on j.id = c.job_id
    cross join lateral (
      select t.answer
      from llm_calls t
      where t.org_id = ${org}
        and t.job_id = c.job_id
        and t.agent = c.agent
        and t.id >= c.id
        and t.state = 'done'
        and t.failure is null
        and (t.id = c.id or t.input is null)
      order by t.id
      limit 1
    ) taken
    where c.org_id = ${org}
      and j.trace_id = ${traceId}
      and coalesce(j.user_id = ${userId}::uuid, true)
      and c.input is not null
      and c.state = 'done'
      and not c.dropped
    order by c.id`
}
