import { toJson } from '../base/json.ts'
import { mailboxOf } from '../base/mailbox.ts'
import type { Delivery, DeliveryState } from '../contracts/digest.ts'
import type { FrozenMail } from '../contracts/mailer.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { recordChange, type Change } from './audit.ts'
import { candidateLimit, tailPattern, theOne, type RowNoun } from './id-tail.ts'
import { covers } from './suppressions.ts'

export const deliveryNoun: RowNoun = {
  one: 'mail',
  many: 'mails',
  list: 'nightdesk email list',
}

/** A message for the outbox. `key` names it for good: the same key is stored once, and the first bytes stay. */
export interface NewDelivery {
  id: string
  key: string
  digestId: string | null
  jobId: string | null
  sender: string
  recipient: string
  subject: string
  messageId: string
  raw: Uint8Array
}

/** Freezes messages in the outbox. Those whose key stands already are left as they are. Returns the ids that stand. */
export async function addDeliveries(
  sql: Sql,
  org: string,
  messages: readonly NewDelivery[],
): Promise<string[]> {
  const rows = messages.map(({ raw, ...rest }) => ({
    ...rest,
    mailbox: mailboxOf(rest.recipient),
    raw: Buffer.from(raw).toString('base64'),
  }))
  const stored = await sql<{ id: string }[]>`
    insert into deliveries (id, org_id, digest_id, job_id, key, sender, recipient, mailbox, subject, message_id, raw)
    select n.id, ${org}, n."digestId", n."jobId", n.key, n.sender, n.recipient, n.mailbox, n.subject, n."messageId",
      decode(n.raw, 'base64')
    from jsonb_to_recordset(${sql.json(toJson(rows))}) as n (
      id uuid, "digestId" uuid, "jobId" uuid, key text, sender text, recipient text, mailbox text, subject text,
      "messageId" text, raw text
    )
    on conflict (org_id, key) do update
    set key = excluded.key
    returning id`
  return stored.map(({ id }) => id)
}

/** A delivery that was taken in hand, with its frozen message and the number of this attempt. */
export type ClaimedDelivery = Delivery & FrozenMail

/**
 * Takes a delivery in hand for one attempt. What was left in `sending` never reached its end and may go again; what
 * was left in `transmitting` may have been accepted: it becomes `unknown`. One to an address that gets no more mail
 * becomes `stopped`. Undefined where nothing is left to do.
 */
export async function claimDelivery(sql: Sql, org: string, id: string): Promise<ClaimedDelivery | undefined> {
  const [claimed] = await sql<ClaimedDelivery[]>`
    with stop as (
      select s.reason || ': ' || s.detail as reason
      from deliveries v
      left join digests d on d.id = v.digest_id
      left join brands b on b.id = d.brand_id
      join suppressions s on s.org_id = v.org_id and s.address = v.mailbox
        and ${covers(sql, { slug: sql`b.slug`, addedAt: sql`b.created_at` })}
      where v.org_id = ${org}
        and v.id = ${id}
      limit 1
    )
    update deliveries
    set state = case
          when state = 'transmitting' then 'unknown'
          when exists (select from stop) then 'stopped'
          else 'sending'
        end,
        attempts = case when state = 'transmitting' or exists (select from stop) then attempts else attempts + 1 end,
        error = case when state = 'transmitting'
          then 'The attempt was interrupted after its last byte may have gone out.'
          else (select reason from stop) end,
        updated_at = now()
    where org_id = ${org}
      and id = ${id}
      and state in ('ready', 'sending', 'transmitting')
    returning ${columns(sql)}, sender as "from", recipient as "to", raw`
  return claimed
}

/** Commits that the last byte may go out. False where another attempt took the delivery: then nothing may be sent. */
export async function startTransmission(
  sql: Sql,
  org: string,
  { id, attempts }: Pick<Delivery, 'id' | 'attempts'>,
): Promise<boolean> {
  const started = await sql`
    update deliveries
    set state = 'transmitting',
        updated_at = now()
    where org_id = ${org}
      and id = ${id}
      and state = 'sending'
      and attempts = ${attempts}
    returning id`
  return started.length === 1
}

/** How an attempt ended. `ready`: nothing was accepted, it may be tried again. */
export interface Settlement {
  state: 'sent' | 'ready' | 'failed' | 'unknown'
  response?: string
  error?: string
}

/** Writes how the attempt ended, unless a later attempt took the delivery. True where it was written. */
export async function settleDelivery(
  sql: Sql,
  org: string,
  { id, attempts }: Pick<Delivery, 'id' | 'attempts'>,
  settlement: Settlement,
): Promise<boolean> {
  const settled = await sql`
    update deliveries
    set state = ${settlement.state},
        response = ${settlement.response ?? null},
        error = ${settlement.error ?? null},
        sent_at = case when ${settlement.state} = 'sent' then now() end,
        updated_at = now()
    where org_id = ${org}
      and id = ${id}
      and attempts = ${attempts}
      and (state in ('sending', 'transmitting')
        or (state = 'unknown' and ${settlement.state} in ('sent', 'failed')))
    returning id`
  return settled.length === 1
}

/** What a person decides of a mail that was not sent: `ready`, to send it (again); or `sent`, since it has arrived. */
export async function decideDelivery(
  sql: Sql,
  org: string,
  { id, state }: { id: string; state: 'ready' | 'sent' },
  change: Change,
): Promise<boolean> {
  const decided = await sql`
    with before as (
      select id, state
      from deliveries
      where org_id = ${org}
        and id = ${id}
    ), written as (
      update deliveries
      set state = ${state},
          error = null,
          response = case when ${state} = 'sent' then 'marked as sent by a person' end,
          sent_at = case when ${state} = 'sent' then now() end,
          updated_at = now()
      where org_id = ${org}
        and id = ${id}
        and (state in ('ready', 'failed', 'unknown', 'stopped')
          or (state in ('sending', 'transmitting') and updated_at < now() - interval '10 minutes'))
      returning id, state
    ), audited as (
      ${recordChange(
        sql,
        org,
        change,
        sql`
          select jsonb_build_object('state', b.state) as before, jsonb_build_object('state', w.state) as after
          from written w
          join before b on b.id = w.id`,
      )}
    )
    select id
    from written`
  return decided.length === 1
}

export async function findDelivery(sql: Sql, org: string, id: string): Promise<Delivery | undefined> {
  const [delivery] = await sql<Delivery[]>`
    select ${columns(sql)}
    from deliveries
    where org_id = ${org}
      and id = ${id}`
  return delivery
}

/** The delivery that a key names. */
export async function deliveryByKey(sql: Sql, org: string, key: string): Promise<Delivery | undefined> {
  const [delivery] = await sql<Delivery[]>`
    select ${columns(sql)}
    from deliveries
    where org_id = ${org}
      and key = ${key}`
  return delivery
}

/** The delivery whose id ends in what a person typed. */
export async function deliveryByTail(sql: Sql, org: string, tail: string): Promise<Delivery> {
  const found = await sql<Delivery[]>`
    select ${columns(sql)}
    from deliveries
    where org_id = ${org}
      and replace(id::text, '-', '') like ${tailPattern(tail, deliveryNoun)}
    order by id desc
    limit ${candidateLimit}`
  return theOne(found, tail, deliveryNoun)
}

export async function deliveriesOf(sql: Sql, org: string, digestId: string): Promise<Delivery[]> {
  return await sql<Delivery[]>`
    select ${columns(sql)}
    from deliveries
    where org_id = ${org}
      and digest_id = ${digestId}
    order by recipient`
}

/** The newest first; those in one state where it is named. */
export async function newestDeliveries(
  sql: Sql,
  org: string,
  { limit, state }: { limit: number; state?: DeliveryState | undefined },
): Promise<Delivery[]> {
  return await sql<Delivery[]>`
    select ${columns(sql)}
    from deliveries
    where org_id = ${org}
      and state = coalesce(${state ?? null}, state)
    order by id desc
    limit ${limit}`
}

export async function countDeliveries(sql: Sql, org: string, state: DeliveryState): Promise<number> {
  const [row] = await sql<{ number: number }[]>`
    select count(*)::int as number
    from deliveries
    where org_id = ${org}
      and state = ${state}`
  return row?.number ?? 0
}

/** True where a message of ours under this Message-ID went to the address. */
export async function wentTo(
  sql: Sql,
  org: string,
  { messageId, address }: { messageId: string; address: string },
): Promise<boolean> {
  const found = await sql`
    select
    from deliveries
    where org_id = ${org}
      and message_id = ${messageId}
      and mailbox = ${mailboxOf(address)}
    limit 1`
  return found.length > 0
}

/** The frozen bytes of a message. */
export async function rawMessage(sql: Sql, org: string, id: string): Promise<Uint8Array | undefined> {
  const [row] = await sql<{ raw: Uint8Array }[]>`
    select raw
    from deliveries
    where org_id = ${org}
      and id = ${id}`
  return row?.raw
}

function columns(sql: Sql): Fragment {
  return sql`id, digest_id as "digestId", sender, recipient, subject, message_id as "messageId", state, attempts,
    error, response, created_at as "createdAt", updated_at as "updatedAt", sent_at as "sentAt"`
}
