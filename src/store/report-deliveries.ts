import type { Delivery } from '../contracts/digest.ts'
import type { Sql } from '../contracts/sql.ts'

/** What the frozen mail of a report was made of. */
export type FrozenReport = Pick<Delivery, 'sender' | 'recipient' | 'messageId' | 'createdAt'> & {
  reportId: string
}

/** The mail of a report that is not on its way: which report's, and what its message was made of. */
export async function reportDelivery(
  sql: Sql,
  org: string,
  id: string,
): Promise<
  (Pick<Delivery, 'sender' | 'recipient' | 'messageId' | 'createdAt'> & { reportId: string }) | undefined
> {
  const [delivery] = await sql<(Delivery & { reportId: string })[]>`
    select sender, recipient, message_id as "messageId", created_at as "createdAt", split_part(key, ':', 2) as "reportId"
    from deliveries
    where org_id = ${org}
      and id = ${id}
      and starts_with(key, 'report:')
      and state in ('ready', 'failed', 'unknown', 'stopped')`
  return delivery
}

/** Puts other bytes in the place of a message that is not on its way. */
export async function refreezeDelivery(
  sql: Sql,
  org: string,
  { id, raw }: { id: string; raw: Uint8Array },
): Promise<void> {
  await sql`
    update deliveries
    set raw = decode(${Buffer.from(raw).toString('base64')}, 'base64'),
        updated_at = now()
    where org_id = ${org}
      and id = ${id}
      and state in ('ready', 'failed', 'unknown', 'stopped')`
}

/** True where the mail tells the report of somebody else: of another user's report, or job where the report is gone. */
export async function isOthersReport(
  sql: Sql,
  org: string,
  { id, userId }: { id: string; userId: string },
): Promise<boolean> {
  const found = await sql`
    select
    from deliveries d
    left join reports r on r.org_id = ${org} and r.id::text = split_part(d.key, ':', 2)
    left join jobs j on j.org_id = ${org} and j.id = d.job_id
    where d.org_id = ${org}
      and d.id = ${id}
      and starts_with(d.key, 'report:')
      and coalesce(r.user_id, j.user_id) is distinct from ${userId}::uuid`
  return found.length > 0
}
