import { toJson } from '../base/json.ts'
import { type Brand, parseBrand, readersOf } from '../contracts/brand.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { together } from './together.ts'

export interface BrandRow {
  id: string
  /** The `id` of the brand file. */
  slug: string
  name: string
  yaml: string
  /** SHA-256 of `yaml`. */
  hash: string
  content: Brand
  /** Where the file lay when it was added, on the machine of whoever added it. */
  file: string | null
  createdAt: Date
  updatedAt: Date
}

export interface BrandSummary {
  id: string
  slug: string
  name: string
  sources: number
  failingSources: number
  recipients: number
  editions: number
  votes: number
  lastEditionAt: Date | null
  cron: string | null
  zone: string | null
  enabled: boolean
  nextAt: Date | null
}

/** What adding a brand writes. Ids are made by the caller; where a row stands already, its own id stays. */
export interface NewBrand {
  id: string
  yaml: string
  hash: string
  content: Brand
  file: string | null
  sources: readonly { id: string; kind: string; name: string; url: string; articles: readonly string[] }[]
  schedule: { id: string; name: string; cron: string; zone: string; nextAt: Date }
  audit: { id: string; userId: string }
}

/** Stores a brand, its sources and its schedule. Says whether it was new, and whether its file differs from before. */
export async function saveBrand(
  sql: Sql,
  org: string,
  brand: NewBrand,
): Promise<{ id: string; created: boolean; changed: boolean }> {
  const { content, audit } = brand
  const [row] = await sql<{ id: string; created: boolean; changed: boolean }[]>`
    with before as (
      select id, hash, yaml
      from brands
      where org_id = ${org}
        and slug = ${content.id}
    ), written as (
      insert into brands (id, org_id, slug, name, yaml, hash, content, file)
      values (${brand.id}, ${org}, ${content.id}, ${content.display_name}, ${brand.yaml}, ${brand.hash},
        ${sql.json(toJson(content))}, ${brand.file})
      on conflict (org_id, slug) do update
      set name = excluded.name,
          yaml = excluded.yaml,
          hash = excluded.hash,
          content = excluded.content,
          file = excluded.file,
          updated_at = now()
      returning id
    ), ${writeSources(sql, org, brand)}, ${writeSchedule(sql, org, brand)}, audited as (
      insert into audit_log (id, org_id, user_id, action, subject, subject_id, before, after)
      select ${audit.id}, ${org}, ${audit.userId}, 'brand-added', 'brand', written.id,
        (select jsonb_build_object('yaml', yaml) from before), jsonb_build_object('yaml', ${brand.yaml}::text)
      from written
    )
    select
      written.id,
      not exists (select from before) as created,
      (select hash from before) is distinct from ${brand.hash} as changed
    from written
  `
  if (row === undefined) throw new Error('A brand was written and no row came back.')
  return row
}

/** The brand with this `id` of its file, or undefined. */
export const findBrand = together(findBrands)

async function findBrands(
  sql: Sql,
  org: string,
  slugs: readonly string[],
): Promise<(BrandRow | undefined)[]> {
  const rows = await sql<StoredBrand[]>`
    select id, slug, name, yaml, hash, content, file, created_at as "createdAt", updated_at as "updatedAt"
    from brands
    where org_id = ${org}
      and slug = any(${[...new Set(slugs)]})`
  const bySlug = new Map(rows.map((row) => [row.slug, { ...row, content: parseBrand(row.content) }]))
  return slugs.map((slug) => bySlug.get(slug))
}

/** All brands with what a person wants to know of each, by name. */
export async function listBrands(sql: Sql, org: string): Promise<BrandSummary[]> {
  const rows = await sql<(Omit<BrandSummary, 'recipients'> & { recipients: string[] })[]>`
    select
      b.id,
      b.slug,
      b.name,
      (select count(*)::int from sources s where s.org_id = ${org} and s.brand_id = b.id) as sources,
      (
        select count(*)::int
        from sources s
        where s.org_id = ${org}
          and s.brand_id = b.id
          and s.failures > 0
      ) as "failingSources",
      b.content->'recipients' as recipients,
      (select count(*)::int from digests d where d.org_id = ${org} and d.brand_id = b.id) as editions,
      (select count(*)::int from feedback f where f.org_id = ${org} and f.brand_id = b.id) as votes,
      (select max(created_at) from digests d where d.org_id = ${org} and d.brand_id = b.id) as "lastEditionAt",
      c.cron,
      c.zone,
      coalesce(c.enabled, false) as enabled,
      c.next_at as "nextAt"
    from brands b
    left join schedules c on c.org_id = b.org_id and c.name = 'digest-' || b.slug
    where b.org_id = ${org}
    order by b.name, b.slug
  `
  return rows.map((row) => ({ ...row, recipients: readersOf(row).length }))
}

/** Removes a brand with all that hangs on it, and its schedule. False where there is none. */
export async function deleteBrand(
  sql: Sql,
  org: string,
  slug: string,
  audit: NewBrand['audit'],
): Promise<boolean> {
  const rows = await sql`
    with gone as (
      delete from brands
      where org_id = ${org}
        and slug = ${slug}
      returning id, yaml
    ), unscheduled as (
      delete from schedules
      where org_id = ${org}
        and name = ${`digest-${slug}`}
        and exists (select from gone)
    ), audited as (
      insert into audit_log (id, org_id, user_id, action, subject, subject_id, before)
      select ${audit.id}, ${org}, ${audit.userId}, 'brand-removed', 'brand', id, jsonb_build_object('yaml', yaml)
      from gone
    )
    select id
    from gone
  `
  return rows.length > 0
}

/** When the editions of a brand are due. */
export interface Ticks {
  cron: string
  zone: string
  nextAt: Date
}

/** Moves the schedules of brands that name none of their own to these ticks. Returns the names of those that changed. */
export async function rescheduleBrands(
  sql: Sql,
  org: string,
  { cron, zone, nextAt }: Ticks,
  audit: { id: string; userId: string },
): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    with moved as (
      update schedules s
      set cron = ${cron},
          zone = ${zone},
          next_at = ${nextAt}
      from brands b
      where b.org_id = ${org}
        and s.org_id = ${org}
        and s.name = 'digest-' || b.slug
        and b.content->>'schedule' is null
        and s.cron <> ${cron}
      returning s.name
    ), audited as (
      insert into audit_log (id, org_id, user_id, action, subject, after)
      select ${audit.id}, ${org}, ${audit.userId}, 'brands-rescheduled', 'schedule',
        jsonb_build_object('cron', ${cron}::text, 'schedules', jsonb_agg(name order by name))
      from moved
      having count(*) > 0
    )
    select name
    from moved
    order by name`
  return rows.map(({ name }) => name)
}

/** Parts of the statement of `saveBrand`: its `before` and `written` are the brand as it was and as it is. */
function writeSources(sql: Sql, org: string, { sources }: NewBrand): Fragment {
  return sql`listed as (
      select *
      from jsonb_to_recordset(${sql.json(toJson(sources))}) as s (id uuid, kind text, name text, url text, articles jsonb)
    ), dropped as (
      delete from sources
      where org_id = ${org}
        and brand_id in (select id from before)
        and url not in (select url from listed)
    ), read_from as (
      insert into sources (id, org_id, brand_id, kind, name, url, articles)
      select listed.id, ${org}, written.id, listed.kind, listed.name, listed.url, listed.articles
      from listed, written
      on conflict (brand_id, md5(url)) do update
      set kind = excluded.kind,
          name = excluded.name,
          articles = excluded.articles,
          -- What was left out by the old rules has to be read again.
          etag = case when sources.articles = excluded.articles then sources.etag end,
          last_modified = case when sources.articles = excluded.articles then sources.last_modified end
    )`
}

function writeSchedule(sql: Sql, org: string, { content, schedule }: NewBrand): Fragment {
  return sql`scheduled as (
      insert into schedules (id, org_id, name, type, payload, cron, zone, next_at)
      values (${schedule.id}, ${org}, ${schedule.name}, 'digest.run', ${sql.json({ brand: content.id })},
        ${schedule.cron}, ${schedule.zone}, ${schedule.nextAt})
      on conflict (org_id, name) do update
      set payload = excluded.payload,
          cron = excluded.cron,
          zone = excluded.zone,
          next_at = case
            when schedules.cron = excluded.cron and schedules.zone = excluded.zone then schedules.next_at
            else excluded.next_at
          end
    )`
}

type StoredBrand = Omit<BrandRow, 'content'> & { content: unknown }
