import { toJson } from '../base/json.ts'
import type { DigestItem, Fate } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { lateCommit } from './late-commit.ts'
import { candidateLimit, tailPattern, theOne, type RowNoun } from './id-tail.ts'
import { together } from './together.ts'

/** A page that a source of an edition offers. */
export type NewDigestItem = Pick<
  DigestItem,
  'id' | 'url' | 'urlHash' | 'source' | 'title' | 'summary' | 'publishedAt'
>

/** Records what a source offers. A page that the edition saw already stays as it is. Returns how many are new. */
export async function recordFound(
  sql: Sql,
  org: string,
  digestId: string,
  items: readonly NewDigestItem[],
): Promise<number> {
  const recorded = await sql`
    insert into digest_items (id, org_id, digest_id, url, url_hash, source, title, summary, published_at)
    select n.id, ${org}, ${digestId}, n.url, n."urlHash", n.source, n.title, n.summary, n."publishedAt"
    from jsonb_to_recordset(${sql.json(toJson(items))}) as n (
      id uuid, url text, "urlHash" text, source text, title text, summary text, "publishedAt" timestamptz
    )
    on conflict (digest_id, url_hash) do nothing
    returning id`
  return recorded.length
}

/** Rejects what the readers of this brand were shown before. Returns how many. */
export async function rejectShown(sql: Sql, org: string, digestId: string): Promise<number> {
  const rejected = await sql`
    with shown as (
      select s.url_hash, max(e.created_at) as at
      from digest_items s
      join digests e on e.id = s.digest_id
      join jobs j on j.id = e.job_id
      join digests d on d.brand_id = e.brand_id
      where s.org_id = ${org}
        and s.fate = 'chosen'
        and d.id = ${digestId}
        and e.id <> d.id
        and ${reachesReaders(sql)}
      group by s.url_hash
    )
    update digest_items i
    set fate = 'rejected',
        reason = 'shown in the edition of ' || to_char(shown.at at time zone 'UTC', 'YYYY-MM-DD')
    from shown
    where i.org_id = ${org}
      and i.digest_id = ${digestId}
      and i.fate = 'found'
      and i.url_hash = shown.url_hash
    returning i.id`
  return rejected.length
}

/** What this source offered to the newest edition of the brand before this one: what still stands when it has not changed. */
export async function lastFound(
  sql: Sql,
  org: string,
  { digestId, source }: { digestId: string; source: string },
): Promise<Omit<NewDigestItem, 'id'>[]> {
  return await sql<Omit<NewDigestItem, 'id'>[]>`
    select i.url, i.url_hash as "urlHash", i.source, i.title, i.summary, i.published_at as "publishedAt"
    from digest_items i
    where i.org_id = ${org}
      and i.source = ${source}
      and i.digest_id = (
        select e.id
        from digests d
        join digests e on e.brand_id = d.brand_id and e.id < d.id
        join digest_items s on s.digest_id = e.id and s.source = ${source}
        where d.org_id = ${org}
          and d.id = ${digestId}
        order by e.id desc
        limit 1
      )
    order by i.id`
}

/** A text, and the edition for which one asks about it. */
export interface ShownText {
  digestId: string
  textHash: string
}

/** When readers of the edition's brand were shown this very text before, under whatever address; undefined for never. */
export const textShownAt = together(textsShownAt)

async function textsShownAt(
  sql: Sql,
  org: string,
  texts: readonly ShownText[],
): Promise<(Date | undefined)[]> {
  const shown = await sql<(ShownText & { at: Date })[]>`
    select n."digestId", n."textHash", max(e.created_at) as at
    from jsonb_to_recordset(${sql.json(toJson(texts))}) as n ("digestId" uuid, "textHash" text)
    join digests d on d.id = n."digestId"
    join pages p on p.text_hash = n."textHash" and p.org_id = d.org_id
    join digest_items s on s.page_id = p.id and s.fate = 'chosen'
    join digests e on e.id = s.digest_id and e.brand_id = d.brand_id and e.id <> d.id
    join jobs j on j.id = e.job_id
    where d.org_id = ${org}
      and ${reachesReaders(sql)}
    group by n."digestId", n."textHash"`
  const times = new Map(shown.map(({ digestId, textHash, at }) => [`${digestId} ${textHash}`, at]))
  return texts.map(({ digestId, textHash }) => times.get(`${digestId} ${textHash}`))
}

/** Every page of an edition with what it was judged to be worth: the chosen in their order, then by relevance. */
export async function digestItems(sql: Sql, org: string, digestId: string): Promise<DigestItem[]> {
  return await sql<DigestItem[]>`
    select ${columns(sql)}
    from digest_items i
    left join evaluations e on e.id = i.evaluation_id
    where i.org_id = ${org}
      and i.digest_id = ${digestId}
    order by i.position nulls last, e.relevance desc nulls last, i.published_at desc nulls last, i.id`
}

/** A page of an edition, or undefined. */
export const findItem = together(findItems)

async function findItems(sql: Sql, org: string, ids: readonly string[]): Promise<(DigestItem | undefined)[]> {
  const items = await sql<DigestItem[]>`
    select ${columns(sql)}
    from digest_items i
    left join evaluations e on e.id = i.evaluation_id
    where i.org_id = ${org}
      and i.id = any(${ids as string[]})`
  const byId = new Map(items.map((item) => [item.id, item]))
  return ids.map((id) => byId.get(id))
}

/** Where an item stands. */
export interface ItemPlace {
  digestId: string
  /** The name of the brand in commands. */
  brand: string
  /** Votes that are counted now. */
  yes: number
  no: number
}

const itemNoun: RowNoun = { one: 'page', many: 'pages', list: 'nightdesk digest show --all' }

/** The page of an edition whose id ends in what a person typed. */
export async function itemByTail(sql: Sql, org: string, tail: string): Promise<DigestItem & ItemPlace> {
  const found = await sql<(DigestItem & ItemPlace)[]>`
    select ${columns(sql)}, d.id as "digestId", b.slug as brand,
      (select count(*)::int from feedback f where f.digest_item_id = i.id and f.vote = 'yes') as yes,
      (select count(*)::int from feedback f where f.digest_item_id = i.id and f.vote = 'no') as no
    from digest_items i
    join digests d on d.id = i.digest_id
    join brands b on b.id = d.brand_id
    left join evaluations e on e.id = i.evaluation_id
    where i.org_id = ${org}
      and replace(i.id::text, '-', '') like ${tailPattern(tail, itemNoun)}
    order by i.id desc
    limit ${candidateLimit}`
  return theOne(found, tail, itemNoun)
}

/** What became of one page when it was read and judged. */
export interface ItemVerdict {
  id: string
  fate: Fate
  reason: string | null
  title?: string | null
  publishedAt?: Date | null
  pageId?: string | null
  evaluationId?: string | null
}

/** Writes what became of one page; what is absent stays as it was. */
export const judgeItem = together(judgeItems, { waits: true })

async function judgeItems(sql: Sql, org: string, verdicts: readonly ItemVerdict[]): Promise<undefined[]> {
  await sql`
    update digest_items i
    set fate = n.fate,
        reason = n.reason,
        title = coalesce(n.title, i.title),
        published_at = coalesce(n."publishedAt", i.published_at),
        page_id = coalesce(n."pageId", i.page_id),
        evaluation_id = coalesce(n."evaluationId", i.evaluation_id)
    from jsonb_to_recordset(${sql.json(toJson(verdicts))}) as n (
      id uuid, fate text, reason text, title text, "publishedAt" timestamptz, "pageId" uuid, "evaluationId" uuid
    )
    where i.org_id = ${org}
      and i.id = n.id
      and i.fate not in ('chosen', 'passed-over', 'duplicate')
    returning ${lateCommit(sql)}`
  return verdicts.map(() => undefined)
}

/** The fate of a page in an edition, and its place where it was chosen. */
export interface ItemFate {
  id: string
  fate: Fate
  reason: string | null
  position: number | null
  /** Of a duplicate: the id of the item that was kept. */
  sameAs?: string | null
  /** What the votes on other pages made of it. */
  score?: number | null
  why?: string | null
}

/** Writes the fates of many pages at once. */
export async function settleItems(
  sql: Sql,
  org: string,
  digestId: string,
  fates: readonly ItemFate[],
): Promise<void> {
  await sql`
    update digest_items i
    set fate = n.fate,
        reason = n.reason,
        position = n.position,
        same_as = n."sameAs",
        score = coalesce(n.score, i.score),
        why = coalesce(n.why, i.why)
    from jsonb_to_recordset(${sql.json(toJson(fates))}) as n (
      id uuid, fate text, reason text, position integer, "sameAs" uuid, score integer, why text
    )
    where i.org_id = ${org}
      and i.digest_id = ${digestId}
      and i.id = n.id`
}

/** True of an edition `e` with the job `j` that was sent, or still will be: one that was given up showed nothing. */
export function reachesReaders(sql: Sql): Fragment {
  return sql`(e.status in ('sent', 'held') or j.status not in ('failed', 'cancelled'))`
}

function columns(sql: Sql): Fragment {
  return sql`i.id, i.url, i.url_hash as "urlHash", i.source, i.title, i.summary, i.published_at as "publishedAt",
    i.page_id as "pageId", i.fate, i.reason, i.position, i.same_as as "sameAs", i.score, i.why,
    case when e.id is not null then json_build_object(
      'id', e.id, 'pageId', e.page_id, 'textHash', e.text_hash, 'brandHash', e.brand_hash,
      'relevance', e.relevance, 'section', e.section, 'heading', e.heading, 'summary', e.summary,
      'reason', e.reason, 'quotes', e.quotes, 'risks', e.risks, 'sentiment', e.sentiment,
      'topics', e.topics, 'entities', e.entities, 'engine', e.engine,
      'agentVersion', e.agent_version
    ) end as evaluation`
}
