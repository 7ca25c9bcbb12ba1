import type { Feedback, FeedbackLink, Page, Vote } from '../contracts/digest.ts'
import type { Sql } from '../contracts/sql.ts'
import { recordChange } from './audit.ts'

/** What a feedback page is about, and how its reader voted so far. */
export interface FeedbackSubject {
  itemId: string
  digestId: string
  /** The name of the brand in commands. */
  brand: string
  title: string
  url: string
  vote: Vote | null
}

/** The item that a link names, or undefined where it is gone or was never shown. */
export async function feedbackSubject(
  sql: Sql,
  org: string,
  { item, recipient }: Pick<FeedbackLink, 'item' | 'recipient'>,
): Promise<FeedbackSubject | undefined> {
  const [subject] = await sql<FeedbackSubject[]>`
    select i.id as "itemId", i.digest_id as "digestId", b.slug as brand,
      coalesce(e.heading, i.title, i.url) as title, i.url, f.vote
    from digest_items i
    join digests d on d.id = i.digest_id
    join brands b on b.id = d.brand_id
    left join evaluations e on e.id = i.evaluation_id
    left join feedback f on f.digest_item_id = i.id and f.recipient = ${recipient}
    where i.org_id = ${org}
      and i.id = ${item}
      and i.fate = 'chosen'`
  return subject
}

/** Counts a vote; the last one of a reader stands. False where the item is gone. */
export async function castVote(
  sql: Sql,
  org: string,
  vote: FeedbackLink & { id: string; changeId: string },
): Promise<boolean> {
  const [counted] = await sql<{ id: string }[]>`
    with known as (
      select f.vote
      from feedback f
      where f.org_id = ${org}
        and f.digest_item_id = ${vote.item}
        and f.recipient = ${vote.recipient}
    ), written as (
      insert into feedback (id, org_id, brand_id, digest_item_id, recipient, vote)
      select ${vote.id}, ${org}, d.brand_id, i.id, ${vote.recipient}, ${vote.vote}
      from digest_items i
      join digests d on d.id = i.digest_id
      where i.org_id = ${org}
        and i.id = ${vote.item}
        and i.fate = 'chosen'
      on conflict (digest_item_id, recipient) do update
      set vote = excluded.vote,
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

/** The newest votes first; of one brand where `brandId` is given. */
export async function newestFeedback(
  sql: Sql,
  org: string,
  { brandId, limit }: { brandId?: string | undefined; limit: number },
): Promise<Feedback[]> {
  return await sql<Feedback[]>`
    select f.id, i.digest_id as "digestId", i.id as "itemId", b.slug as brand, f.recipient, f.vote,
      coalesce(e.heading, i.title, i.url) as title, i.url, f.updated_at as "updatedAt"
    from feedback f
    join digest_items i on i.id = f.digest_item_id
    join brands b on b.id = f.brand_id
    left join evaluations e on e.id = i.evaluation_id
    where f.org_id = ${org}
      and f.brand_id = coalesce(${brandId ?? null}, f.brand_id)
    order by f.updated_at desc, f.id desc
    limit ${limit}`
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
