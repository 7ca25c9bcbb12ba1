import { toJson } from '../base/json.ts'
import type { Page } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { reachesReaders } from './digest-items.ts'
import { lateCommit } from './late-commit.ts'
import { together } from './together.ts'

/** The remembered page with this key, or undefined. */
export async function findPage(sql: Sql, org: string, urlHash: string): Promise<Page | undefined> {
  const [page] = await sql<Page[]>`
    select ${columns(sql)}
    from pages p
    where p.org_id = ${org}
      and p.url_hash = ${urlHash}`
  return page
}

/** The remembered page that an item of an edition (its id) names, or undefined. */
export const findPageOf = together(findPagesOf)

async function findPagesOf(sql: Sql, org: string, itemIds: readonly string[]): Promise<(Page | undefined)[]> {
  const pages = await sql<(Page & { itemId: string })[]>`
    select ${columns(sql)}, i.id as "itemId"
    from digest_items i
    join pages p on p.org_id = i.org_id and p.url_hash = i.url_hash
    where i.org_id = ${org}
      and i.id = any(${itemIds as string[]})`
  const byItem = new Map(pages.map(({ itemId, ...page }) => [itemId, page]))
  return itemIds.map((id) => byItem.get(id))
}

/** Remembers what was read; a page that is known is brought up to date and keeps its id. */
export const savePage = together(savePages, { waits: true })

/** Of one address that comes twice the last reading stays. Rows are locked in one order: other workers read the same. */
async function savePages(sql: Sql, org: string, pages: readonly Page[]): Promise<Page[]> {
  const saved = await sql<{ id: string; urlHash: string }[]>`
    with saved as (
      insert into pages (id, org_id, url, url_hash, title, text, text_hash, author, language, site, published_at,
        read_at, etag, last_modified)
      select distinct on (n."urlHash") n.id, ${org}::uuid, n.url, n."urlHash", n.title, n.text, n."textHash", n.author,
        n.language, n.site, n."publishedAt", n."readAt", n.etag, n."lastModified"
      from jsonb_to_recordset(${sql.json(toJson(pages))}) as n (
        id uuid, url text, "urlHash" text, title text, text text, "textHash" text, author text, language text,
        site text, "publishedAt" timestamptz, "readAt" timestamptz, etag text, "lastModified" text
      )
      order by n."urlHash", n."readAt" desc
      on conflict (org_id, url_hash) do update
      set url = excluded.url,
          title = excluded.title,
          text = excluded.text,
          text_hash = excluded.text_hash,
          author = excluded.author,
          language = excluded.language,
          site = excluded.site,
          published_at = excluded.published_at,
          read_at = excluded.read_at,
          etag = excluded.etag,
          last_modified = excluded.last_modified
      returning id, url_hash
    )
    select id, url_hash as "urlHash", ${lateCommit(sql)}
    from saved`
  const ids = new Map(saved.map(({ id, urlHash }) => [urlHash, id]))
  return pages.map((page) => {
    const id = ids.get(page.urlHash)
    if (id === undefined) throw new Error(`The page ${page.url} was not saved.`)
    return { ...page, id }
  })
}

/** The pages of an edition that were judged, for the comparison of their texts. */
export async function judgedPages(sql: Sql, org: string, digestId: string): Promise<Page[]> {
  return await sql<Page[]>`
    select ${columns(sql)}
    from pages p
    where p.org_id = ${org}
      and p.id in (
        select page_id
        from digest_items
        where org_id = ${org}
          and digest_id = ${digestId}
          and fate <> 'rejected'
      )
    order by p.id`
}

/** The pages that other editions of the brand showed to its readers, the last read first. */
export async function shownPages(
  sql: Sql,
  org: string,
  { digestId, limit }: { digestId: string; limit: number },
): Promise<Page[]> {
  return await sql<Page[]>`
    select ${columns(sql)}
    from pages p
    where p.org_id = ${org}
      and p.id in (
        select s.page_id
        from digest_items s
        join digests e on e.id = s.digest_id
        join jobs j on j.id = e.job_id
        join digests d on d.brand_id = e.brand_id and e.id <> d.id
        where s.org_id = ${org}
          and s.fate = 'chosen'
          and d.id = ${digestId}
          and ${reachesReaders(sql)}
      )
    order by p.read_at desc
    limit ${limit}`
}

function columns(sql: Sql): Fragment {
  return sql`p.id, p.url, p.url_hash as "urlHash", p.title, p.text, p.text_hash as "textHash", p.author, p.language,
    p.site, p.published_at as "publishedAt", p.read_at as "readAt", p.etag, p.last_modified as "lastModified"`
}
