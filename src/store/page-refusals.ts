import type { Sql } from '../contracts/sql.ts'
import type { EvaluationKey } from './evaluations.ts'

/** A text that no model could judge for a brand, though it was asked and paid. */
export interface PageRefusal {
  /** How often it was asked. */
  times: number
  reason: string
  askAfter: Date
}

/** What is remembered of this very question: a changed text, brand or prompt is another one. */
export async function findRefusal(
  sql: Sql,
  org: string,
  key: EvaluationKey,
): Promise<PageRefusal | undefined> {
  const [refusal] = await sql<PageRefusal[]>`
    select times, reason, ask_after as "askAfter"
    from page_refusals
    where org_id = ${org}
      and brand_id = ${key.brandId}
      and page_id = ${key.pageId}
      and text_hash = ${key.textHash}
      and brand_hash = ${key.brandHash}
      and agent_version = ${key.agentVersion}`
  return refusal
}

/** Remembers a refusal; one of an earlier text of the page gives way to it. */
export async function saveRefusal(
  sql: Sql,
  org: string,
  key: EvaluationKey,
  { times, reason, askAfter }: PageRefusal,
): Promise<void> {
  await sql`
    insert into page_refusals (org_id, brand_id, page_id, text_hash, brand_hash, agent_version, times, reason, ask_after)
    values (${org}, ${key.brandId}, ${key.pageId}, ${key.textHash}, ${key.brandHash}, ${key.agentVersion}, ${times},
      ${reason}, ${askAfter})
    on conflict (brand_id, page_id) do update
    set text_hash = excluded.text_hash,
        brand_hash = excluded.brand_hash,
        agent_version = excluded.agent_version,
        times = excluded.times,
        reason = excluded.reason,
        ask_after = excluded.ask_after`
}
