import { toJson } from '../base/json.ts'
import type { Evaluation } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { lateCommit } from './late-commit.ts'
import { together } from './together.ts'

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

/** An evaluation, and where it came from. */
export interface NewEvaluation extends Evaluation {
  brandId: string
  jobId: string
  item: JudgedItem
}

/**
 * Keeps an evaluation, and writes on the item of the edition that it was judged, unless its fate is known already. A
 * newer evaluation of the same text replaces it and keeps its id.
 */
export const saveEvaluation = together(saveEvaluations, { waits: true })

/** Of one text that comes twice for a brand the last evaluation stays, for both items. Rows are locked in one order. */
async function saveEvaluations(
  sql: Sql,
  org: string,
  evaluations: readonly NewEvaluation[],
): Promise<Evaluation[]> {
  const saved = await sql<{ id: string; place: number }[]>`
    with given as materialized (
      ${asRows(sql, evaluations)}
    ), saved as (
      insert into evaluations (id, org_id, brand_id, page_id, job_id, text_hash, brand_hash, relevance, section,
        heading, summary, reason, quotes, risks, sentiment, topics, entities, engine, agent_version)
      select distinct on (brand_id, page_id, text_hash) id, ${org}::uuid, brand_id, page_id, job_id, text_hash,
        brand_hash, relevance, section, heading, summary, reason, quotes, risks, sentiment, topics, entities, engine,
        agent_version
      from given
      order by brand_id, page_id, text_hash, place desc
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
      returning id, brand_id, page_id, text_hash
    ), judged as (
      update digest_items i
      set fate = 'judged',
          reason = null,
          title = given.item->>'title',
          published_at = coalesce((given.item->>'publishedAt')::timestamptz, i.published_at),
          page_id = saved.page_id,
          evaluation_id = saved.id
      from given
      join saved using (brand_id, page_id, text_hash)
      where i.org_id = ${org}
        and i.id = (given.item->>'id')::uuid
        and i.fate not in ('chosen', 'passed-over', 'duplicate')
    )
    select saved.id, given.place::int, ${lateCommit(sql)}
    from given
    join saved using (brand_id, page_id, text_hash)`
  const ids = new Map(saved.map(({ id, place }) => [place, id]))
  return evaluations.map(({ brandId: _brand, jobId: _job, item: _item, ...evaluation }, index) => {
    const id = ids.get(index + 1)
    if (id === undefined) throw new Error(`The evaluation of page ${evaluation.pageId} was not saved.`)
    return { ...evaluation, id }
  })
}

/** Evaluations as rows, and the place of each from 1. */
function asRows(sql: Sql, evaluations: readonly NewEvaluation[]): Fragment {
  return sql`
    select n.*
    from rows from (jsonb_to_recordset(${sql.json(toJson(evaluations))}) as (
      id uuid, "brandId" uuid, "pageId" uuid, "jobId" uuid, "textHash" text, "brandHash" text, relevance integer,
      section text, heading text, summary text, reason text, quotes jsonb, risks jsonb, sentiment text,
      topics jsonb, entities jsonb, engine text, "agentVersion" integer, item jsonb
    )) with ordinality as n (
      id, brand_id, page_id, job_id, text_hash, brand_hash, relevance, section, heading, summary, reason, quotes,
      risks, sentiment, topics, entities, engine, agent_version, item, place
    )`
}

function columns(sql: Sql): Fragment {
  return sql`id, page_id as "pageId", text_hash as "textHash", brand_hash as "brandHash", relevance, section,
    heading, summary, reason, quotes, risks, sentiment, topics, entities, engine, agent_version as "agentVersion"`
}
