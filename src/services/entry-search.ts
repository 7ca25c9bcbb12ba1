import { AppError, codeOf } from '../base/app-error.ts'
import * as store from '../store/entry-search.ts'
import type { FoundEntry } from '../store/entry-search.ts'
import type { App } from './app.ts'
import { boundsOf, type ListWish } from './entry-list.ts'

export type { FoundEntry } from '../store/entry-search.ts'

export interface SearchWish extends Omit<ListWish, 'limit'> {
  /** A regular expression that the text must hold, whatever its case. */
  pattern: string | undefined
  limit: number
}

const longestPattern = 200
const invalidExpression = '2201B'

/** The user's entries that fit, the best first. Throws wrong-use for an expression that is none. */
export async function searchEntries(app: App, wish: SearchWish): Promise<FoundEntry[]> {
  const { project, tag, words, pattern, limit } = wish
  if (pattern !== undefined && pattern.length > longestPattern)
    throw wrongPattern(`is longer than ${longestPattern} characters`, pattern)
  const bounds = await boundsOf(app, wish, 'nightdesk search')
  const filter = { ...bounds, userId: app.userId, project, tag: tag?.replace(/^\+/, '') }
  try {
    return await store.searchEntries(app.sql, app.org, { ...filter, words, pattern, limit })
  } catch (error) {
    if (codeOf(error) !== invalidExpression) throw error
    throw wrongPattern('is no regular expression', pattern ?? '')
  }
}

function wrongPattern(why: string, pattern: string): AppError {
  return new AppError('wrong-use', `"${pattern.slice(0, 60)}" ${why}.`, {
    hint: 'Try: nightdesk search --regex "deploy(ed|ment)"',
  })
}
