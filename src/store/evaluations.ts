import { toJson } from '../base/json.ts'
import type { Evaluation } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { lateCommit } from './late-commit.ts'

/** For what a page was judged: the same key gives the same evaluation. */
export interface EvaluationKey {
  brandId: string
  brandHash: string
  pageId: string
  textHash: string
  agentVersion: number
}

/** What this text was worth to this brand when it was last judged by this version of the agent, or undefined. */
export async function findEvaluation(
  sql: Sql,
  org: string,
  key: EvaluationKey,
): Promise<Evaluation | undefined> {
  const [evaluation] = await sql<Evaluation[]>`
    select ${columns(sql)}
    from evaluations
    where org_id = ${org}
      and brand_id = ${key.brandId}
      and page_id = ${key.pageId}
      and text_hash = ${key.textHash}
      and brand_hash = ${key.brandHash}
      and agent_version = ${key.agentVersion}`
  return evaluation
}

/** For which item of an edition a page is judged, and what is then known of the page. */
export interface JudgedItem {
  id: string
  title: string
  publishedAt: Date | null
}

/**
 * Keeps an evaluation, and writes on the item of the edition that it was judged, unless its fate is known already. A
 * newer evaluation of the same text replaces it and keeps its id.
 */
export async function saveEvaluation(
  sql: Sql,
  org: string,
  { brandId, jobId, item }: { brandId: string; jobId: string; item: JudgedItem },
  evaluation: Evaluation,
): Promise<Evaluation> {
  const [saved] = await sql<{ id: string }[]>`
    with saved as (
      insert into evaluations (id, org_id, brand_id, page_id, job_id, text_hash, brand_hash, relevance, section,
        heading, summary, reason, quotes, risks, sentiment, topics, entities, engine, agent_version)
      values (${evaluation.id}, ${org}, ${brandId}, ${evaluation.pageId}, ${jobId}, ${evaluation.textHash},
        ${evaluation.brandHash}, ${evaluation.relevance}, ${evaluation.section}, ${evaluation.heading},
        ${evaluation.summary}, ${evaluation.reason}, ${sql.json(toJson(evaluation.quotes))},
        ${sql.json(toJson(evaluation.risks))}, ${evaluation.sentiment}, ${sql.json(toJson(evaluation.topics))},
        ${sql.json(toJson(evaluation.entities))}, ${evaluation.engine}, ${evaluation.agentVersion})
      on conflict (org_id, brand_id, page_id, text_hash) do update
      set job_id = excluded.job_id,
          brand_hash = excluded.brand_hash,
          relevance = excluded.relevance,
          section = excluded.section,
          heading = excluded.heading,
          summary = excluded.summary,
          reason = excluded.reason,
          quotes = excluded.quotes,
          risks = excluded.risks,
          sentiment = excluded.sentiment,
          topics = excluded.topics,
          entities = excluded.entities,
          engine = excluded.engine,
          agent_version = excluded.agent_version
      returning id, page_id
    ), judged as (
      update digest_items i
      set fate = 'judged',
          reason = null,
          title = ${item.title},
          published_at = coalesce(${item.publishedAt}, i.published_at),
          page_id = saved.page_id,
          evaluation_id = saved.id
      from saved
      where i.org_id = ${org}
        and i.id = ${item.id}
        and i.fate not in ('chosen', 'passed-over', 'duplicate')
    )
    select id, ${lateCommit(sql)}
    from saved`
  if (saved === undefined) throw new Error(`The evaluation of page ${evaluation.pageId} was not saved.`)
  return { ...evaluation, id: saved.id }
}

function columns(sql: Sql): Fragment {
  return sql`id, page_id as "pageId", text_hash as "textHash", brand_hash as "brandHash", relevance, section,
    heading, summary, reason, quotes, risks, sentiment, topics, entities, engine, agent_version as "agentVersion"`
}
