import type { Section, Vote } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'

/** A judged page of an edition with the beginning of its text; `id` is that of its item. */
export interface JudgedPageRow {
  id: string
  digestId: string
  title: string
  text: string
  relevance: number
  section: Section
  source: string
  publishedAt: Date | null
}

/** What a reader said of a page. */
export interface PageVoteRow extends JudgedPageRow {
  vote: Vote
  votedAt: Date
}

const textLength = 4000

/** The newest votes on pages of a brand, the newest first. */
export async function pageVotes(
  sql: Sql,
  org: string,
  { brandId, limit }: { brandId: string; limit: number },
): Promise<PageVoteRow[]> {
  return await sql<PageVoteRow[]>`
    select ${columns(sql)}, f.vote, f.updated_at as "votedAt"
    from feedback f
    join digest_items i on i.id = f.digest_item_id
    join evaluations e on e.id = i.evaluation_id
    join pages p on p.id = i.page_id
    where f.org_id = ${org}
      and f.brand_id = ${brandId}
    order by f.updated_at desc, f.id desc
    limit ${limit}`
}

/** The judged pages of the brand's editions since a time on which readers voted, with the time of each edition. */
export async function votedEditionPages(
  sql: Sql,
  org: string,
  { brandId, since, limit }: { brandId: string; since: Date; limit: number },
): Promise<(JudgedPageRow & { at: Date })[]> {
  return await sql<(JudgedPageRow & { at: Date })[]>`
    select ${columns(sql)}, d.created_at as at
    from digests d
    join digest_items i on i.digest_id = d.id
    join evaluations e on e.id = i.evaluation_id
    join pages p on p.id = i.page_id
    where d.org_id = ${org}
      and d.brand_id = ${brandId}
      and d.created_at >= ${since}
      and i.fate in ('chosen', 'passed-over')
      and exists (
        select
        from digest_items s
        join feedback f on f.digest_item_id = s.id
        where s.digest_id = d.id
      )
    order by d.id desc, e.relevance desc, i.id
    limit ${limit}`
}

function columns(sql: Sql): Fragment {
  return sql`i.id, i.digest_id as "digestId", p.title, left(p.text, ${textLength}) as text, e.relevance, e.section,
    i.source, i.published_at as "publishedAt"`
}
