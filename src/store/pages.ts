import type { Page } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { reachesReaders } from './digest-items.ts'
import { lateCommit } from './late-commit.ts'

/** The remembered page with this key, or undefined. */
export async function findPage(sql: Sql, org: string, urlHash: string): Promise<Page | undefined> {
  const [page] = await sql<Page[]>`
    select ${columns(sql)}
    from pages
    where org_id = ${org}
      and url_hash = ${urlHash}`
  return page
}

/** The remembered page that an item of an edition names, or undefined. */
export async function findPageOf(sql: Sql, org: string, itemId: string): Promise<Page | undefined> {
  const [page] = await sql<Page[]>`
    select ${columns(sql)}
    from pages
    where org_id = ${org}
      and url_hash = (
        select url_hash
        from digest_items
        where org_id = ${org}
          and id = ${itemId}
      )`
  return page
}

/** Remembers what was read; a page that is known is brought up to date and keeps its id. */
export async function savePage(sql: Sql, org: string, page: Page): Promise<Page> {
  const [saved] = await sql<{ id: string }[]>`
    insert into pages (id, org_id, url, url_hash, title, text, text_hash, author, language, site, published_at,
      read_at, etag, last_modified)
    values (${page.id}, ${org}, ${page.url}, ${page.urlHash}, ${page.title}, ${page.text}, ${page.textHash},
      ${page.author}, ${page.language}, ${page.site}, ${page.publishedAt}, ${page.readAt}, ${page.etag},
      ${page.lastModified})
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
    returning id, ${lateCommit(sql)}`
  if (saved === undefined) throw new Error(`The page ${page.url} was not saved.`)
  return { ...page, id: saved.id }
}

/** The pages of an edition that were judged, for the comparison of their texts. */
export async function judgedPages(sql: Sql, org: string, digestId: string): Promise<Page[]> {
  return await sql<Page[]>`
    select ${columns(sql)}
    from pages
    where org_id = ${org}
      and id in (
        select page_id
        from digest_items
        where org_id = ${org}
          and digest_id = ${digestId}
          and fate <> 'rejected'
      )
    order by id`
}

/** The pages that other editions of the brand showed to its readers, the last read first. */
export async function shownPages(
  sql: Sql,
  org: string,
  { digestId, limit }: { digestId: string; limit: number },
): Promise<Page[]> {
  return await sql<Page[]>`
    select ${columns(sql)}
    from pages
    where org_id = ${org}
      and id in (
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
    order by read_at desc
    limit ${limit}`
}

function columns(sql: Sql): Fragment {
  return sql`id, url, url_hash as "urlHash", title, text, text_hash as "textHash", author, language, site,
    published_at as "publishedAt", read_at as "readAt", etag, last_modified as "lastModified"`
}
