import type { Fragment, Sql } from '../contracts/sql.ts'
import type { Usage, UsageGroup } from '../contracts/usage.ts'

export interface UsageFilter {
  by: UsageGroup
  since: Date
  /** IANA: where a day begins. */
  zone: string
}

/** What model calls used, a row for each group: days in their order, else the most tokens first. */
export async function usageBy(sql: Sql, org: string, { by, since, zone }: UsageFilter): Promise<Usage[]> {
  return await sql<Usage[]>`
    with call as (
      select ${keyOf(sql, by, zone)} as key, c.state, c.input_tokens, c.output_tokens, c.cost,
        c.state = 'unknown' or (c.state = 'started' and j.status is distinct from 'running') as lost
      from llm_calls c
      left join jobs j on j.id = c.job_id
      where c.org_id = ${org}
        and c.started_at >= ${since}
    )
    select key,
      count(*)::int as calls,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where lost)::int as unknown,
      count(*) filter (where state = 'started' and not lost)::int as running,
      coalesce(sum(input_tokens), 0)::float8 as "inputTokens",
      coalesce(sum(output_tokens), 0)::float8 as "outputTokens",
      coalesce(sum(cost), 0)::float8 as cost,
      count(*) filter (where cost is null and (lost or state = 'done' or input_tokens is not null))::int as unpriced
    from call
    group by key
    order by ${by === 'day' ? sql`key` : sql`coalesce(sum(input_tokens + output_tokens), 0) desc, key`}`
}

function keyOf(sql: Sql, by: UsageGroup, zone: string): Fragment {
  if (by === 'day') return sql`to_char(c.started_at at time zone ${zone}, 'YYYY-MM-DD')`
  if (by === 'type') return sql`coalesce(j.type, c.job_type)`
  if (by === 'agent') return sql`c.agent`
  return sql`c.provider || '/' || c.model`
}

/** What the calls of one job used so far. */
export async function usageOfJob(
  sql: Sql,
  org: string,
  jobId: string,
): Promise<Pick<Usage, 'inputTokens' | 'outputTokens' | 'cost' | 'unpriced'>> {
  const [used] = await sql<Usage[]>`
    select coalesce(sum(input_tokens), 0)::float8 as "inputTokens",
      coalesce(sum(output_tokens), 0)::float8 as "outputTokens",
      coalesce(sum(cost), 0)::float8 as cost,
      count(*) filter (where cost is null and (state <> 'failed' or input_tokens is not null))::int as unpriced
    from llm_calls
    where org_id = ${org}
      and job_id = ${jobId}`
  return used ?? { inputTokens: 0, outputTokens: 0, cost: 0, unpriced: 0 }
}

/** What the calls of all jobs of a tree used so far, and their number. */
export async function usageOfTree(
  sql: Sql,
  org: string,
  traceId: string,
): Promise<Pick<Usage, 'calls' | 'cost' | 'unpriced'>> {
  const [used] = await sql<Pick<Usage, 'calls' | 'cost' | 'unpriced'>[]>`
    select count(*)::int as calls,
      coalesce(sum(c.cost), 0)::float8 as cost,
      count(*) filter (where c.cost is null and (c.state <> 'failed' or c.input_tokens is not null))::int as unpriced
    from jobs j
    join llm_calls c on c.job_id = j.id
    where j.org_id = ${org}
      and c.org_id = ${org}
      and j.trace_id = ${traceId}`
  return used ?? { calls: 0, cost: 0, unpriced: 0 }
}
