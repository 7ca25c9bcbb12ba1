import type { Json } from '../base/json.ts'
import { toJson } from '../base/json.ts'
import type { EntryKind } from '../contracts/entry.ts'
import type { NewEvidence, Skill, SkillEvidence } from '../contracts/skill.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { recordChange, type Change } from './audit.ts'

/** An entry in which skills are looked for. */
export interface UnreadEntry {
  id: string
  text: string
  hash: string
  /** What a model said the entry is, where it saw this very text. */
  kind: EntryKind | null
}

export interface KeptEvidence {
  /** Skills that the evidence names. */
  skills: number
  /** Excerpts that are new or changed. */
  kept: number
  /** Excerpts that no longer hold. */
  removed: number
}

/**
 * Entries of one person whose text skills.extract has not seen, oldest first; with `again` all of them.
 * Never private ones.
 */
export async function entriesToExtract(
  sql: Sql,
  org: string,
  { userId, again }: { userId: string; again: boolean },
): Promise<UnreadEntry[]> {
  return sql<UnreadEntry[]>`
    select id, text, hash,
      case when analyzed_hash = hash and analysis ->> 'engine' <> 'offline' then analysis ->> 'kind' end as kind
    from entries
    where org_id = ${org}
      and deleted_at is null
      and not private
      and user_id = ${userId}
      and (${again} or extracted_hash is distinct from hash)
    order by at, id`
}

/**
 * Makes the evidence of the entries read exactly what was found in them, and marks them as read. Entries that were
 * edited, deleted or made private meanwhile are left alone. Running it twice changes nothing.
 */
export async function keepEvidence(
  sql: Sql,
  org: string,
  read: readonly { id: string; hash: string }[],
  found: {
    engine: string
    evidence: readonly (NewEvidence & { skillId: string })[]
    change: Change
  },
): Promise<KeptEvidence> {
  const [row] = await sql<KeptEvidence[]>`
    with read as (
      select e.id, e.hash, e.user_id
      from jsonb_to_recordset(${json(sql, read)}) as r(id uuid, hash text)
      join entries e on e.org_id = ${org} and e.id = r.id and e.hash = r.hash
      where e.deleted_at is null
        and not e.private
    ), found as (
      select f.*, read.hash, read.user_id
      from jsonb_to_recordset(${json(sql, found.evidence)}) as f(
        "skillId" uuid, name text, category text, "entryId" uuid, start integer, "end" integer, excerpt text,
        confidence real
      )
      join read on read.id = f."entryId"
    ), named as (
      insert into skills (id, org_id, user_id, name, category)
      select distinct on (user_id, name) "skillId", ${org}::uuid, user_id, name, category
      from found
      order by user_id, name, "skillId"
      on conflict (org_id, user_id, name) do update
        set name = excluded.name
      returning id, user_id, name
    ), wanted as (
      select distinct on (named.id, found."entryId", found.start) named.id as skill_id, found.*
      from found
      join named using (user_id, name)
      order by named.id, found."entryId", found.start, found.confidence desc
    ), gone as (
      ${removeUnwanted(sql, org)}
    ), kept as (
      ${writeWanted(sql, org, found.engine)}
    ), marked as (
      update entries e
      set extracted_hash = read.hash
      from read
      where e.org_id = ${org}
        and e.id = read.id
        and e.extracted_hash is distinct from read.hash
      returning e.id
    ), audited as (
      ${recordChange(sql, org, found.change, evidenceImages(sql, org))}
    )
    select
      (select count(*) from named)::integer as skills,
      (select count(*) from kept)::integer as kept,
      (select count(*) from gone)::integer as removed`
  return row ?? { skills: 0, kept: 0, removed: 0 }
}

/** The skills that entries (of one person where named) prove today, the most used first. */
export async function listSkills(sql: Sql, org: string, userId: string | null = null): Promise<Skill[]> {
  return sql<Skill[]>`
    select s.id, coalesce(s.label, s.name) as name, s.category,
      array_agg(distinct part.name order by part.name) as "writtenAs",
      count(distinct e.id)::integer as entries,
      count(distinct to_char(e.at at time zone e.zone, 'YYYY-MM'))::integer as months,
      array_agg(distinct lower(substring(v.excerpt from '[[:alpha:]]+'))) as openings,
      min(e.at) as "firstAt",
      max(e.at) as "lastAt",
      (array_agg(v.excerpt order by e.at desc, v.start_at))[1] as excerpt
    from skills s
    ${provenBy(sql, org)}
    where s.org_id = ${org}
      and not s.hidden
      and (${userId}::uuid is null or s.user_id = ${userId}::uuid)
    group by s.id
    order by entries desc, "lastAt" desc, coalesce(s.label, s.name)`
}

/** All that proves one skill (of one person where named), the newest first. */
export async function skillEvidence(
  sql: Sql,
  org: string,
  skillId: string,
  userId: string | null = null,
): Promise<SkillEvidence[]> {
  return sql<SkillEvidence[]>`
    select e.id as "entryId", e.at, e.project, v.start_at as start, v.end_at as "end", v.excerpt, v.confidence, v.engine
    from skills s
    ${provenBy(sql, org)}
    where s.org_id = ${org}
      and s.id = ${skillId}
      and (${userId}::uuid is null or s.user_id = ${userId}::uuid)
    order by e.at desc, v.start_at`
}

/** Which entry (of one person where named) proves which skill: what a résumé groups by project. */
export async function skillsOfEntries(
  sql: Sql,
  org: string,
  userId: string | null,
): Promise<{ entryId: string; name: string }[]> {
  return sql<{ entryId: string; name: string }[]>`
    select distinct e.id as "entryId", coalesce(s.label, s.name) as name
    from skills s
    ${provenBy(sql, org)}
    where s.org_id = ${org}
      and not s.hidden
      and (${userId}::uuid is null or s.user_id = ${userId}::uuid)
    order by name`
}

/** The skills that one entry proves, with its words. */
export async function skillsProvenBy(
  sql: Sql,
  org: string,
  entryId: string,
): Promise<{ name: string; excerpt: string }[]> {
  return sql<{ name: string; excerpt: string }[]>`
    select coalesce(s.label, s.name) as name, min(v.excerpt) as excerpt
    from skills s
    ${provenBy(sql, org)}
    where s.org_id = ${org}
      and e.id = ${entryId}
      and not s.hidden
    group by coalesce(s.label, s.name)
    order by name`
}

/** Deletes evidence of the entries in `read` that is not in `wanted`. */
function removeUnwanted(sql: Sql, org: string): Fragment {
  return sql`
    delete from skill_evidence old
    using read
    where old.org_id = ${org}
      and old.entry_id = read.id
      and not exists (
        select
        from wanted w
        where w.skill_id = old.skill_id
          and w."entryId" = old.entry_id
          and w.start = old.start_at
      )
    returning old.skill_id`
}

/** Writes what is in `wanted`, where it says something new. */
function writeWanted(sql: Sql, org: string, engine: string): Fragment {
  return sql`
    insert into skill_evidence as old (
      org_id, skill_id, entry_id, start_at, end_at, excerpt, entry_hash, confidence, engine
    )
    select ${org}::uuid, skill_id, "entryId", start, "end", excerpt, hash, confidence, ${engine}
    from wanted
    on conflict (skill_id, entry_id, start_at) do update
      set end_at = excluded.end_at,
          excerpt = excluded.excerpt,
          entry_hash = excluded.entry_hash,
          confidence = excluded.confidence,
          engine = excluded.engine
      where (old.end_at, old.excerpt, old.entry_hash, old.confidence, old.engine)
        is distinct from
        (excluded.end_at, excluded.excerpt, excluded.entry_hash, excluded.confidence, excluded.engine)
    returning old.skill_id`
}

/** What undo needs: the evidence that the entries had before, where any of it changes. */
function evidenceImages(sql: Sql, org: string): Fragment {
  return sql`
    select
      jsonb_agg(jsonb_build_object(
        'id', e.id,
        'extracted_hash', e.extracted_hash,
        'evidence', (
          select coalesce(jsonb_agg(to_jsonb(v)), '[]')
          from skill_evidence v
          where v.org_id = ${org}
            and v.entry_id = e.id
        )
      )) as before,
      jsonb_agg(jsonb_build_object('id', e.id)) as after
    from entries e
    join read on read.id = e.id
    where e.org_id = ${org}
    having (select count(*) from gone) + (select count(*) from kept) + (select count(*) from marked) > 0`
}

/** Evidence counts while its entry is there, is not private and still has the text from which it was taken; for its person only. */
function provenBy(sql: Sql, org: string): Fragment {
  return sql`
    join skills part on part.org_id = ${org} and coalesce(part.part_of, part.id) = s.id
    join skill_evidence v on v.org_id = ${org} and v.skill_id = part.id
    join entries e on e.org_id = ${org} and e.id = v.entry_id and e.hash = v.entry_hash
      and e.user_id = s.user_id and e.deleted_at is null and not e.private`
}

function json(sql: Sql, value: unknown) {
  return sql.json(toJson(value) satisfies Json)
}
