import type { Feedback, LookKind, NewVote, Page, Vote, VoteRemark } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { recordChange } from './audit.ts'
import { candidateLimit, tailPattern, theOne, type RowNoun } from './id-tail.ts'

/** What a feedback page is about, and how its reader voted so far. */
export interface FeedbackSubject {
  itemId: string
  digestId: string
  recipient: string
  /** The name of the brand in commands. */
  brand: string
  title: string
  url: string
  source: string
  vote: Vote | null
  rating: number | null
  note: string | null
}

/** What stands at a place of the edition that a mail carries; undefined where it is gone or was never shown. */
export async function feedbackSubject(
  sql: Sql,
  org: string,
  { delivery, position }: { delivery: string; position: number },
): Promise<FeedbackSubject | undefined> {
  const [subject] = await sql<FeedbackSubject[]>`
    select i.id as "itemId", i.digest_id as "digestId", v.recipient, b.slug as brand,
      coalesce(e.heading, i.title, i.url) as title, i.url, i.source, f.vote, f.rating, f.note
    from deliveries v
    join digests d on d.id = v.digest_id
    join digest_items i on i.digest_id = d.id and i.position = ${position} and i.fate = 'chosen'
    join brands b on b.id = d.brand_id
    left join evaluations e on e.id = i.evaluation_id
    left join feedback f on f.digest_item_id = i.id and f.recipient = v.recipient
    where v.org_id = ${org}
      and v.id = ${delivery}`
  return subject
}

/** Counts one look at a link of an edition. */
export async function countLook(
  sql: Sql,
  org: string,
  { digestId, kind }: { digestId: string; kind: LookKind },
): Promise<void> {
  await sql`
    insert into looks (digest_id, org_id, kind)
    values (${digestId}, ${org}, ${kind})
    on conflict (digest_id, kind) do update
    set count = looks.count + 1`
}

/** How often links were opened without a vote, by kind; of one brand where `brandId` is given. */
export async function lookCounts(
  sql: Sql,
  org: string,
  { brandId }: { brandId?: string | undefined },
): Promise<Record<LookKind, number>> {
  const rows = await sql<{ kind: LookKind; count: number }[]>`
    select l.kind, sum(l.count)::int as count
    from looks l
    join digests d on d.id = l.digest_id
    where l.org_id = ${org}
      and d.brand_id = coalesce(${brandId ?? null}, d.brand_id)
    group by l.kind`
  return {
    page: 0,
    head: 0,
    prefetch: 0,
    ...Object.fromEntries(rows.map(({ kind, count }) => [kind, count])),
  }
}

/** Counts a vote; the last one of a reader stands, and keeps what was remarked before. False where the item is gone. */
export async function castVote(
  sql: Sql,
  org: string,
  vote: NewVote & { id: string; changeId: string; remark?: VoteRemark | undefined },
): Promise<boolean> {
  const { rating, note } = vote.remark ?? { rating: null, note: null }
  const [counted] = await sql<{ id: string }[]>`
    with known as (
      select f.vote
      from feedback f
      where f.org_id = ${org}
        and f.digest_item_id = ${vote.item}
        and f.recipient = ${vote.recipient}
    ), written as (
      insert into feedback (id, org_id, brand_id, digest_item_id, recipient, vote, rating, note)
      select ${vote.id}, ${org}, d.brand_id, i.id, ${vote.recipient}, ${vote.vote}, ${rating}, ${note}
      from digest_items i
      join digests d on d.id = i.digest_id
      where i.org_id = ${org}
        and i.id = ${vote.item}
        and i.fate = 'chosen'
      on conflict (digest_item_id, recipient) do update
      set vote = excluded.vote,
          rating = coalesce(excluded.rating, feedback.rating),
          note = coalesce(excluded.note, feedback.note),
          updated_at = case when feedback.vote = excluded.vote then feedback.updated_at else now() end
      returning id, vote, recipient
    ), audited as (
      ${recordChange(
        sql,
        org,
        {
          id: vote.changeId,
          userId: null,
          action: 'vote',
          subject: 'feedback',
          subjectId: vote.item,
        },
        sql`
          select jsonb_build_object('vote', k.vote) as before,
            jsonb_build_object('vote', w.vote, 'recipient', w.recipient) as after
          from written w
          left join known k on true
          where k.vote is distinct from w.vote`,
      )}
    )
    select id
    from written`
  return counted !== undefined
}

/** Takes a vote back: of a reader on an item. False where there was none. */
export async function removeVote(
  sql: Sql,
  org: string,
  { item, recipient }: Pick<NewVote, 'item' | 'recipient'>,
  change: { id: string; userId: string | null },
): Promise<boolean> {
  const removed = await sql`
    with removed as (
      delete from feedback
      where org_id = ${org}
        and digest_item_id = ${item}
        and recipient = ${recipient}
      returning id, vote, recipient
    ), audited as (
      ${recordChange(
        sql,
        org,
        { ...change, action: 'vote-removed', subject: 'feedback', subjectId: item },
        sql`
          select jsonb_build_object('vote', r.vote, 'recipient', r.recipient) as before, null::jsonb as after
          from removed r`,
      )}
    )
    select id
    from removed`
  return removed.length > 0
}

/** The newest votes first; of one brand where `brandId` is given. */
export async function newestFeedback(
  sql: Sql,
  org: string,
  { brandId, limit }: { brandId?: string | undefined; limit: number },
): Promise<Feedback[]> {
  return await sql<Feedback[]>`
    select ${columns(sql)}
    from feedback f
    join digest_items i on i.id = f.digest_item_id
    join brands b on b.id = f.brand_id
    left join evaluations e on e.id = i.evaluation_id
    where f.org_id = ${org}
      and f.brand_id = coalesce(${brandId ?? null}, f.brand_id)
    order by f.updated_at desc, f.id desc
    limit ${limit}`
}

const feedbackNoun: RowNoun = { one: 'vote', many: 'votes', list: 'nightdesk feedback list' }

/** The vote whose id ends in what a person typed. */
export async function feedbackByTail(sql: Sql, org: string, tail: string): Promise<Feedback> {
  const found = await sql<Feedback[]>`
    select ${columns(sql)}
    from feedback f
    join digest_items i on i.id = f.digest_item_id
    join brands b on b.id = f.brand_id
    left join evaluations e on e.id = i.evaluation_id
    where f.org_id = ${org}
      and replace(f.id::text, '-', '') like ${tailPattern(tail, feedbackNoun)}
    order by f.id desc
    limit ${candidateLimit}`
  return theOne(found, tail, feedbackNoun)
}

/** A page that readers voted on, as it was last read. */
export interface VotedPage extends Pick<Page, 'title' | 'text' | 'site' | 'publishedAt' | 'readAt'> {
  itemId: string
  /** The name of its brand in commands. */
  brand: string
  url: string
  /** Votes for it less those against it; never 0. */
  balance: number
}

/** The pages on which readers did not balance each other out, the newest votes first. */
export async function votedPages(sql: Sql, org: string, limit: number): Promise<VotedPage[]> {
  return await sql<VotedPage[]>`
    with balance as (
      select f.digest_item_id as item_id, max(f.updated_at) as voted_at,
        sum(case f.vote when 'yes' then 1 else -1 end)::int as balance
      from feedback f
      where f.org_id = ${org}
      group by f.digest_item_id
    )
    select i.id as "itemId", b.slug as brand, i.url, p.title, p.text, p.site, p.published_at as "publishedAt",
      p.read_at as "readAt", v.balance
    from balance v
    join digest_items i on i.id = v.item_id
    join pages p on p.id = i.page_id
    join digests d on d.id = i.digest_id
    join brands b on b.id = d.brand_id
    where i.org_id = ${org}
      and v.balance <> 0
    order by v.voted_at desc, i.id desc
    limit ${limit}`
}

function columns(sql: Sql): Fragment {
  return sql`f.id, i.digest_id as "digestId", i.id as "itemId", b.slug as brand, f.recipient, f.vote, f.rating, f.note,
    coalesce(e.heading, i.title, i.url) as title, i.url, f.updated_at as "updatedAt"`
}
