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
}

/** The calls of a tree of jobs, or of all jobs since a time, in the order in which they were made. */
export async function recordedCalls(
  sql: Sql,
  org: string,
  { traceId, since }: { traceId: string | undefined; since: Date },
): Promise<CallRow[]> {
  return await sql<CallRow[]>`
    select c.request_hash as "requestHash", c.agent, c.agent_version as "agentVersion", c.provider, c.model, c.state,
      c.failure, c.answer, c.input_tokens as "inputTokens", c.output_tokens as "outputTokens",
      c.latency_ms as "latencyMs"
    from llm_calls c
    join jobs j on j.id = c.job_id
    where c.org_id = ${org}
      and c.state <> 'started'
      and ${traceId === undefined ? sql`c.started_at >= ${since}` : sql`j.trace_id = ${traceId}`}
    order by c.id`
}
