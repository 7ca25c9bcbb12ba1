import type { Sql } from '../contracts/sql.ts'

/** One address that a brand reads, with what is remembered of the last reading. */
export interface SourceRow {
  id: string
  brandId: string
  kind: string
  name: string
  url: string
  /** Paths of the pages that are articles; all where it is empty. */
  articles: string[]
  etag: string | null
  lastModified: string | null
  readAt: Date | null
  /** Readings in a row that failed. */
  failures: number
  lastError: string | null
}

/** The sources of a brand in the order in which they were added. */
export async function listSources(sql: Sql, org: string, brandId: string): Promise<SourceRow[]> {
  return sql<SourceRow[]>`
    select ${columns(sql)}
    from sources
    where org_id = ${org}
      and brand_id = ${brandId}
    order by id
  `
}

export async function findSource(sql: Sql, org: string, id: string): Promise<SourceRow | undefined> {
  const [row] = await sql<SourceRow[]>`
    select ${columns(sql)}
    from sources
    where org_id = ${org}
      and id = ${id}
  `
  return row
}

/** Remembers that a source was read, and by what it is asked next time (RFC 9110 section 13). */
export async function recordReading(
  sql: Sql,
  org: string,
  reading: { id: string; readAt: Date; etag: string | null; lastModified: string | null },
): Promise<void> {
  await sql`
    update sources
    set read_at = ${reading.readAt},
        etag = ${reading.etag},
        last_modified = ${reading.lastModified},
        failures = 0,
        last_error = null
    where org_id = ${org}
      and id = ${reading.id}
  `
}

export async function recordFailure(sql: Sql, org: string, id: string, error: string): Promise<void> {
  await sql`
    update sources
    set failures = failures + 1,
        last_error = ${error}
    where org_id = ${org}
      and id = ${id}
  `
}

function columns(sql: Sql) {
  return sql`
    id,
    brand_id as "brandId",
    kind,
    name,
    url,
    articles,
    etag,
    last_modified as "lastModified",
    read_at as "readAt",
    failures,
    last_error as "lastError"
  `
}
