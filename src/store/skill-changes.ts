import type { Sql } from '../contracts/sql.ts'

export type SkillAction = 'merge-skill' | 'rename-skill' | 'hide-skill' | 'unhide-skill'

/**
 * Sets what the user wants to be made of skills: `partOf` with all that was merged into it before, the others alone.
 * Writes one row of the audit log, which `undo` reads.
 */
export async function changeSkill(
  sql: Sql,
  org: string,
  skillId: string,
  change: { id: string; userId: string; action: SkillAction; label?: string; partOf?: string },
): Promise<void> {
  const { id, userId, action, label = null, partOf = null } = change
  await sql`
    with old as (
      select s.id, coalesce(s.label, s.name) as text, s.hidden, s.label, s.part_of
      from skills s
      where s.org_id = ${org}
        and s.user_id = ${userId}
        and (s.id = ${skillId} or (${partOf}::uuid is not null and s.part_of = ${skillId}))
      for update
    ), written as (
      update skills s
      set hidden = case ${action} when 'hide-skill' then true when 'unhide-skill' then false else s.hidden end,
          label = coalesce(${label}, s.label),
          part_of = coalesce(${partOf}::uuid, s.part_of)
      from old
      where s.org_id = ${org}
        and s.id = old.id
      returning s.id, coalesce(s.label, s.name) as text, s.hidden, s.label, s.part_of
    )
    insert into audit_log (id, org_id, user_id, action, subject, subject_id, before, after)
    select ${id}::uuid, ${org}::uuid, ${userId}::uuid, ${action}, 'skill', ${skillId}::uuid,
      (select jsonb_agg(to_jsonb(old)) from old), (select jsonb_agg(to_jsonb(written)) from written)`
}

/** The skills that a person hid, by the name that they show. */
export async function hiddenSkills(
  sql: Sql,
  org: string,
  userId: string,
): Promise<{ id: string; name: string }[]> {
  return sql<{ id: string; name: string }[]>`
    select id, coalesce(label, name) as name
    from skills
    where org_id = ${org}
      and user_id = ${userId}
      and hidden
      and part_of is null
    order by name`
}
