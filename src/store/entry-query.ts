import { toJson } from '../base/json.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'

/** Entries that hold the words as they stand or by their English stems, in the manner of a web search, as a tsquery. */
export function wholeWords(sql: Sql, words: string): Fragment {
  return sql`(websearch_to_tsquery('english', ${words}) || websearch_to_tsquery('simple', ${words}))`
}

/** The same, but for a plain word of three letters or more a word will do that begins with it. */
export function begunWords(sql: Sql, words: string): Fragment {
  return sql`(
    select coalesce(string_agg(every, ' | '), '')::tsquery
    from (
      select string_agg(format('(%s)', stem || word || to_tsquery('simple', beginning)), ' & ') as every
      from jsonb_to_recordset(${sql.json(toJson(termsOf(words)))}) as t(alternative integer, term text, beginning text),
        websearch_to_tsquery('english', term) as stem,
        websearch_to_tsquery('simple', term) as word
      -- Signs alone ask for nothing; neither does a word such as "the" outside of quotes.
      where numnode(case when beginning = '' then word else stem end) > 0
      group by alternative
    ) as alternatives
  )`
}

/** What `websearch_to_tsquery` reads as one: a word or a phrase, perhaps with the minus that leaves it out. */
const termPattern = /(?:-+\s*)?(?:"[^"]*"?|[^\s"]+)/gu
const plainWord = /^\p{L}[\p{L}\p{N}]{2,}$/u

interface Term {
  /** Terms with one number must all fit, those with another one instead. */
  alternative: number
  term: string
  /** The term as a tsquery for words that begin with it; empty where it stays exact. */
  beginning: string
}

function termsOf(words: string): Term[] {
  let alternative = 0
  return (words.match(termPattern) ?? []).flatMap((term) => {
    if (/^or$/i.test(term)) {
      alternative += 1
      return []
    }
    return [{ alternative, term, beginning: plainWord.test(term) ? `${term}:*` : '' }]
  })
}
