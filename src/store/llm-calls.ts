import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { toJson } from '../base/json.ts'
import type { Json } from '../base/json.ts'
import { JobError } from '../contracts/job.ts'
import { NoPlaceError, OverBudgetError } from '../contracts/llm-journal.ts'
import type {
  FullBudget,
  JournalPast,
  LlmCallIntent,
  LlmCallOutcome,
  LlmJournal,
  LostCall,
} from '../contracts/llm-journal.ts'
import type { Sql } from '../contracts/sql.ts'

/** The memory of model calls in PostgreSQL. */
export function createLlmJournal(sql: Sql, clock: Clock): LlmJournal {
  return {
    recall: (intent) => recallLlmCall(sql, intent.org, intent),
    lookBack: ({ org, jobId, attempt }) => lookBack(sql, org, { jobId, attempt }),
    dropChanged: (intent) => dropChangedCalls(sql, intent.org, intent),
    open: (intent) => beginLlmCall(sql, intent.org, { id: newId(), now: clock(), ...intent }),
    end: (org, id, outcome) => endLlmCall(sql, org, { id, now: clock(), ...outcome }),
  }
}

/** An answer that its agent took comes before one that it refused. */
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
      and not dropped
    order by failure is null desc, id desc
    limit 1
  `
  return row?.answer
}

async function lookBack(
  sql: Sql,
  org: string,
  { jobId, attempt }: Pick<LlmCallIntent, 'jobId' | 'attempt'>,
): Promise<JournalPast> {
  const rows = await sql<(LostCall & { isLost: boolean })[]>`
    with lost as (
      update llm_calls
      set state = 'unknown'
      where org_id = ${org}
        and job_id = ${jobId}
        and attempt <> ${attempt ?? null}
        and state = 'started'
      returning agent, provider, model
    )
    select agent, provider, model, true as "isLost"
    from lost
    union all
    (
      select agent, provider, model, false
      from llm_calls
      where org_id = ${org}
        and job_id = ${jobId}
      limit 1
    )
  `
  const lost = rows.filter(({ isLost }) => isLost)
  return {
    isThere: rows.length > 0,
    lost: lost.map(({ agent, provider, model }) => ({ agent, provider, model })),
  }
}

/** The same input with another request, in an earlier attempt, is a changed prompt: what was answered from there on is dropped. */
async function dropChangedCalls(sql: Sql, org: string, intent: LlmCallIntent): Promise<number> {
  const { jobId, agent, inputHash = null, attempt = null } = intent
  const dropped = await sql`
    update llm_calls
    set dropped = true
    where org_id = ${org}
      and job_id = ${jobId}
      and state = 'done'
      and not dropped
      and attempt <> ${attempt}
      and id >= (
        select min(id::text)::uuid
        from llm_calls
        where org_id = ${org}
          and job_id = ${jobId}
          and agent = ${agent}
          and input_hash = ${inputHash}
          and sequence = ${intent.sequence}
          and request_hash <> ${intent.requestHash}
          and state = 'done'
          and not dropped
          and attempt <> ${attempt}
      )
  `
  return dropped.count
}

type Beginning = LlmCallIntent & { id: string; now: Date }

/** Finds a place, reserves, gives up what an earlier attempt left unfinished at the same place, and writes the row: one statement, all or nothing. */
async function beginLlmCall(sql: Sql, org: string, call: Beginning): Promise<string> {
  const { amount, budgets } = call.reservation ?? { amount: 0, budgets: [] }
  const { atMost, ofItsHost } = call.places ?? { atMost: null, ofItsHost: false }
  const keys = budgets.map(({ key }) => key)
  const caps = budgets.map(({ cap }) => cap)
  const [obstacle] = await sql<(FullBudget & { why: 'busy' | 'halted' | 'full' })[]>`
    with place as materialized (
      select has_place(${call.provider}, ${call.jobId}, ${atMost}, ${ofItsHost}) as is_free
    ), halted as materialized (
      select id
      from llm_calls
      where org_id = ${org}
        and job_id = ${call.jobId}
        and agent = ${call.agent}
        and request_hash = ${call.requestHash}
        and sequence = ${call.sequence}
        and effect = 'once'
        and state in ('started', 'unknown')
    ), full_budget as materialized (
      select full_key, used, budget.cap
      from place
      cross join lateral reserve_budgets(${org},
        case when place.is_free and not exists (select from halted) then ${keys}::text[] else '{}' end, ${caps}, ${amount}) as budget
    ), lost as (
      update llm_calls
      set state = 'unknown'
      where org_id = ${org}
        and job_id = ${call.jobId}
        and agent = ${call.agent}
        and request_hash = ${call.requestHash}
        and sequence = ${call.sequence}
        and state = 'started'
    ), begun as (
      insert into llm_calls (id, org_id, job_id, sequence, agent, agent_version, request_hash, input_hash, input, effect,
        attempt, provider, model, state, reserved, budgets, started_at)
      select ${call.id}, ${org}, ${call.jobId}, ${call.sequence}, ${call.agent}, ${call.agentVersion},
        ${call.requestHash}, ${call.inputHash ?? null}, ${call.input === undefined ? null : sql.json(call.input)}, ${call.effect ?? 'read'}, ${call.attempt ?? null},
        ${call.provider}, ${call.model}, 'started', ${amount}, ${keys}, ${call.now}
      where not exists (select from full_budget)
        and not exists (select from halted)
        and (select is_free from place)
    )
    select 'halted' as why, '' as key, 0 as used, 0 as cap
    from halted
    union all
    select 'busy', '', 0, 0
    from place
    where not is_free
    union all
    select 'full', full_key, used::float8, cap::float8
    from full_budget
  `
  if (obstacle?.why === 'halted') throw new JobError('unexpected', haltedSentence(call.agent))
  if (obstacle?.why === 'busy') throw new NoPlaceError(call.provider)
  if (obstacle !== undefined) throw new OverBudgetError(obstacle)
  return call.id
}

function haltedSentence(name: string): string {
  return `A call of ${name} broke off and may have had its effect. It is made once only, so it is not made again.`
}

/**
 * A call that was given up as unknown and answers after all becomes what it is. What was set aside becomes what was
 * spent; an unknown call keeps its reservation, since it may have been billed.
 */
async function endLlmCall(
  sql: Sql,
  org: string,
  call: LlmCallOutcome & { id: string; now: Date },
): Promise<void> {
  const cost = call.cost ?? null
  await sql`
    with ended as (
      update llm_calls
      set state = ${call.state},
          answer = ${call.answer === null ? null : sql.json(toJson(call.answer))},
          failure = ${call.failure},
          input_tokens = ${call.inputTokens},
          output_tokens = ${call.outputTokens},
          cost = ${cost},
          latency_ms = ${call.latencyMs},
          finished_at = ${call.state === 'unknown' ? null : call.now}
      where org_id = ${org}
        and id = ${call.id}
        and state in ('started', 'unknown')
      returning state, reserved, budgets, coalesce(cost, case when state = 'done' then reserved else 0 end) as spent
    )
    select settle_budgets(${org}, budgets, reserved, spent)
    from ended
    where state <> 'unknown'
      and budgets <> '{}'
  `
}
