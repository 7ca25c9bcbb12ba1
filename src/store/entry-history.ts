import type { Fragment, Sql } from '../contracts/sql.ts'

/** What an entry was at some time: what a person may change of it. */
export interface EntryImage {
  at: string
  text: string
  project: string | null
  tags: string[]
  private: boolean
  weight: number | null
  links: string[]
  deletedAt: string | null
}

/** One change of one entry. */
export interface EntryStep {
  at: Date
  /** `log`, `import`, `edit`, `amend`, `link`, `remove`, `restore`, `undo` */
  action: string
  /** The login of who made it; null for a job. */
  by: string | null
  before: EntryImage | null
  after: EntryImage | null
  undoneAt: Date | null
}

/** Every change of an entry, the oldest first. `id` is its whole id. */
export async function entryHistory(sql: Sql, org: string, id: string): Promise<EntryStep[]> {
  const named = sql.json([{ id }])
  return sql<EntryStep[]>`
    select a.at, a.action, u.name as by, a.undone_at as "undoneAt",
      ${imageOf(sql, sql`a.before`, id)} as before,
      ${imageOf(sql, sql`a.after`, id)} as after
    from audit_log a
    left join users u on u.id = a.user_id and u.org_id = ${org}
    where a.org_id = ${org}
      and a.subject = 'entry'
      and a.action not in ('analyze', 'extract')
      and (a.before @> ${named} or a.after @> ${named})
    order by a.at, a.id`
}

/** The entry among all that a change touched; null where it was not there. */
function imageOf(sql: Sql, images: Fragment, id: string): Fragment {
  return sql`(
    select jsonb_build_object(
      'at', i -> 'at', 'text', i -> 'text', 'project', i -> 'project', 'tags', i -> 'tags',
      'private', i -> 'private', 'weight', i -> 'weight', 'links', i -> 'links', 'deletedAt', i -> 'deleted_at'
    )
    from jsonb_array_elements(${images}) i
    where i ->> 'id' = ${id}
    limit 1
  )`
}
