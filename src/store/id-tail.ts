import { AppError } from '../base/app-error.ts'
import { isIdTail } from '../base/id.ts'
import { listWords } from '../base/text.ts'

/** How a kind of row is called where its id is asked for. */
export interface RowNoun {
  /** `entry` */
  one: string
  /** `entries` */
  many: string
  /** The command that shows the ids: `nightdesk list`. */
  list: string
}

/** Candidates that a look-up by tail needs: one to find, the rest to say which ones fit. Use it as the `limit`. */
export const candidateLimit = 6

const shortestTail = 8

/** The pattern for `where replace(id::text, '-', '') like …`. Throws as `readTail` does. */
export function tailPattern(typed: string, noun: RowNoun): string {
  return `%${readTail(typed, noun)}`
}

/**
 * What a person typed as an id, or as its last characters, as ids are without dashes. Throws wrong-use for anything that
 * cannot be the tail of an id.
 */
export function readTail(typed: string, noun: RowNoun): string {
  const tail = typed.trim()
  if (isIdTail(tail)) return tail.replaceAll('-', '').toLowerCase()
  throw new AppError('wrong-use', `"${typed}" is not the id of ${withArticle(noun.one)}.`, {
    hint: `An id ends in six or more of 0-9 and a-f. Try: ${noun.list}`,
  })
}

/** The one row that fits what was typed. Throws not-found for none, needs-answer for several, which it names. */
export function theOne<Row extends { id: string }>(rows: readonly Row[], typed: string, noun: RowNoun): Row {
  const [row, ...others] = rows
  if (row === undefined)
    throw new AppError('not-found', `There is no ${noun.one} whose id ends in "${typed}".`, {
      hint: `Try: ${noun.list}`,
    })
  if (others.length === 0) return row
  const tails = distinctTails(rows.map(({ id }) => id))
  const many = rows.length >= candidateLimit ? `${candidateLimit} or more` : String(rows.length)
  throw new AppError('needs-answer', `"${typed}" fits ${many} ${noun.many}: ${listWords(tails)}.`, {
    hint: 'Type more of the id, from its end.',
  })
}

/** The shortest tails, of eight characters or more, that tell the ids apart. */
function distinctTails(ids: readonly string[]): string[] {
  for (let length = shortestTail; ; length += 1) {
    const tails = ids.map((id) => id.slice(-length))
    if (new Set(tails).size === ids.length || length >= 36) return tails
  }
}

function withArticle(noun: string): string {
  return /^[aeiou]/i.test(noun) ? `an ${noun}` : `a ${noun}`
}
