import { amountsOf } from './claim-amount.ts'
import { countsSame } from './claim-arithmetic.ts'
import type { Clause } from './claim-clause.ts'
import { contentOf, objectHeads } from './claim-content.ts'
import { isSaidBy } from './claim-token.ts'
import { entails } from './claim-verbs.ts'

/** Clauses of several entries that together carry a clause of a claim, and the sum that was made. */
export interface Merge<Entry> {
  parts: readonly { clause: Clause; from: Entry }[]
  shown: string
}

/**
 * `Closed 12 bugs in the cart and the wishlist` from `Closed 7 bugs in the cart` and `Closed 5 bugs in the wishlist`:
 * each part is the same deed on the same kind of thing, and adds words that the claim names, or the claim names none.
 */
export function mergeClauses<Entry extends { clauses: readonly Clause[] }>(
  claim: Clause,
  logged: readonly Entry[],
): Merge<Entry> | undefined {
  if (claim.head === -1 || claim.state !== 'done' || claim.isNegated || claim.share === 3) return undefined
  const same = logged.flatMap((from) =>
    from.clauses.filter((clause) => isSameDeed(claim, clause)).map((clause) => ({ clause, from })),
  )
  const parts = same.filter(({ clause }) =>
    addsWords(
      claim,
      clause,
      same.map((one) => one.clause),
    ),
  )
  const words = parts.flatMap(({ clause }) => clause.tokens)
  if (parts.length < 2 || !contentOf(claim).every((token) => words.some((word) => isSaidBy(token, word))))
    return undefined
  const shown = sumOf(
    claim,
    parts.map(({ clause }) => clause),
  )
  return shown === undefined ? undefined : { parts, shown }
}

function isSameDeed(claim: Clause, clause: Clause): boolean {
  if (clause.actor !== 'me' || clause.state !== 'done' || clause.isNegated || clause.share < claim.share)
    return false
  const heads = objectHeads(claim)
  return (
    clause.verb !== undefined &&
    claim.verb !== undefined &&
    entails(clause.verb, claim.verb) &&
    objectHeads(clause).some((head) => heads.some((wanted) => isSaidBy(wanted, head)))
  )
}

/** Whether a clause says a word of the claim that not all of them say; where the claim has no such word, all count. */
function addsWords(claim: Clause, clause: Clause, all: readonly Clause[]): boolean {
  const telling = contentOf(claim).filter((token) => {
    const holders = all.filter(({ tokens }) => tokens.some((word) => isSaidBy(token, word)))
    return holders.length > 0 && holders.length < all.length
  })
  return telling.length === 0 || telling.some((token) => clause.tokens.some((word) => isSaidBy(token, word)))
}

/** The sum of what the parts count, or how many they are; undefined where the claim's number is neither. */
function sumOf(claim: Clause, parts: readonly Clause[]): string | undefined {
  const amounts = amountsOf(claim.tokens)
  const [wanted] = amounts
  if (wanted === undefined) return `${parts.length} entries together`
  if (amounts.length > 1 || wanted.quantity.unit !== '') return undefined
  const counted = parts.map((part) => amountsOf(part.tokens).find((amount) => countsSame(wanted, amount)))
  const values = counted.map((amount) => amount?.quantity.value ?? 1)
  const sum = values.reduce((total, value) => total + value, 0)
  return sum === wanted.quantity.value ? `${wanted.token.text} = ${values.join(' + ')}` : undefined
}
