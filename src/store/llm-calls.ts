import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { toJson } from '../base/json.ts'
import type { Json } from '../base/json.ts'
import type { LlmCallIntent, LlmCallOutcome, LlmJournal } from '../contracts/llm-journal.ts'
import type { Sql } from '../contracts/sql.ts'

/** The memory of model calls in PostgreSQL. */
export function createLlmJournal(sql: Sql, clock: Clock): LlmJournal {
  return {
    recall: (intent) => recallLlmCall(sql, intent.org, intent),
    begin: (intent) => beginLlmCall(sql, intent.org, { id: newId(), now: clock(), ...intent }),
    end: (org, id, outcome) => endLlmCall(sql, org, { id, now: clock(), ...outcome }),
  }
}

async function recallLlmCall(sql: Sql, org: string, intent: LlmCallIntent): Promise<Json | undefined> {
  const [row] = await sql<{ answer: Json }[]>`
    select answer
    from llm_calls
    where org_id = ${org}
      and job_id = ${intent.jobId}
      and agent = ${intent.agent}
      and request_hash = ${intent.requestHash}
      and sequence = ${intent.sequence}
      and state = 'done'
    order by id desc
    limit 1
  `
  return row?.answer
}

async function beginLlmCall(
  sql: Sql,
  org: string,
  call: LlmCallIntent & { id: string; now: Date },
): Promise<string> {
  await sql`
    with lost as (
      update llm_calls
      set state = 'unknown'
      where org_id = ${org}
        and job_id = ${call.jobId}
        and agent = ${call.agent}
        and request_hash = ${call.requestHash}
        and sequence = ${call.sequence}
        and state = 'started'
    )
    insert into llm_calls (id, org_id, job_id, sequence, agent, agent_version, request_hash, provider, model, state,
      started_at)
    values (${call.id}, ${org}, ${call.jobId}, ${call.sequence}, ${call.agent}, ${call.agentVersion},
      ${call.requestHash}, ${call.provider}, ${call.model}, 'started', ${call.now})
  `
  return call.id
}

/** A call that was given up as unknown and answers after all becomes what it is. */
async function endLlmCall(
  sql: Sql,
  org: string,
  call: LlmCallOutcome & { id: string; now: Date },
): Promise<void> {
  await sql`
    update llm_calls
    set state = ${call.state},
        answer = ${call.answer === null ? null : sql.json(toJson(call.answer))},
        failure = ${call.failure},
        input_tokens = ${call.inputTokens},
        output_tokens = ${call.outputTokens},
        latency_ms = ${call.latencyMs},
        finished_at = ${call.state === 'unknown' ? null : call.now}
    where org_id = ${org}
      and id = ${call.id}
      and state in ('started', 'unknown')
  `
}
