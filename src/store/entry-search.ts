import type { Entry } from '../contracts/entry.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { columns, conditions, type EntryFilter } from './entries.ts'
import { begunWords, wholeWords } from './entry-query.ts'

/** An entry that was found. */
export interface FoundEntry extends Entry {
  /** How well whole words fit (`ts_rank_cd`); 0 where none were asked for, or where words only begin with them. */
  rank: number
  /** The part of the text that fits best, each word that fits between U+0002 and U+0003. */
  excerpt: string
  /** How many fit in all. */
  total: number
}

export interface EntrySearch extends Omit<EntryFilter, 'words'> {
  /** In the manner of a web search: `"whole phrase"`, `or`, `-without`. */
  words: string | undefined
  /** A regular expression of PostgreSQL that the text, its case ignored, must hold. Error 2201B where it is none. */
  pattern: string | undefined
  limit: number
}

/** What stands around a word that fits: characters that no entry can print. */
const marks = { start: '\u0002', end: '\u0003' } as const

const marked = `StartSel="${marks.start}", StopSel="${marks.end}"`
const whole = `${marked}, HighlightAll=true`
const parts = `${marked}, MaxFragments=2, MinWords=8, MaxWords=24, FragmentDelimiter=" … "`

/**
 * The entries that fit best, then the newest. Words are looked for as they stand and by their English stems; entries whose
 * words only begin with them come last.
 */
export async function searchEntries(sql: Sql, org: string, search: EntrySearch): Promise<FoundEntry[]> {
  const { words, pattern, limit, ...filter } = search
  const none = sql``
  return sql<FoundEntry[]>`
    with asked as materialized (
      select whole, begun, whole || begun as query
      from (select ${wholeWords(sql, words ?? '')} as whole, ${begunWords(sql, words ?? '')} as begun) as words
    ), best as (
      select e.*, count(*) over ()::integer as total,
        ${words === undefined ? sql`0::real` : sql`ts_rank_cd(e.search, asked.whole)`} as rank,
        ${words === undefined ? sql`0::real` : sql`ts_rank_cd(e.search, asked.begun)`} as begun_rank
      from entries e, asked
      where e.org_id = ${org}
        and e.deleted_at is null
        ${words === undefined ? none : sql`and e.search @@ asked.query`}
        ${pattern === undefined ? none : sql`and e.text ~* ${pattern}`}
        ${conditions(sql, filter)}
      order by rank desc, begun_rank desc, e.at desc, e.id desc
      limit ${limit}
    )
    select ${columns(sql)}, e.rank, e.total,
      ${words === undefined ? sql`e.text` : excerpt(sql)} as excerpt
    from best e, asked
    order by e.rank desc, e.begun_rank desc, e.at desc, e.id desc`
}

/** A text of so many characters is shown whole: parts leave out numbers and short words at their ends. */
const shortText = 200

/** Stems are found in stems, beginnings in words as they stand. */
function excerpt(sql: Sql): Fragment {
  const words = sql`case when e.rank > 0 then 'english' else 'simple' end::regconfig`
  const form = sql`case when length(e.text) <= ${shortText} then ${whole} else ${parts} end`
  return sql`ts_headline(${words}, e.text, asked.query, ${form})`
}
