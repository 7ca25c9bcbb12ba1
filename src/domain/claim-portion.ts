import type { Clause } from './claim-clause.ts'
import type { ClaimToken } from './claim-token.ts'

/** `4 by me`, `4 of them mine`, `I did the 7 payment ones`: what of a shared number was one's own. */
const portion = /^(?:by me|(?:are |were )?mine|(?:were |was )?by myself|myself|me|of mine|on my own)\b/iu

/**
 * A number of which a part was one's own is not one's own: `Closed 12 tickets in total, 4 by me` says that several
 * closed 12, and that the writer closed 4. Clauses stay in their order; what one did is added as a clause of its own.
 */
export function withPortions(clauses: readonly Clause[]): Clause[] {
  const sentences = new Set(clauses.map(({ sentence }) => sentence))
  const portions = new Map<number, ClaimToken>()
  for (const sentence of sentences) {
    const own = portionOf(
      clauses.filter((clause) => clause.sentence === sentence).flatMap(({ tokens }) => tokens),
    )
    if (own !== undefined) portions.set(sentence, own)
  }
  if (portions.size === 0) return [...clauses]
  return clauses.flatMap((clause) => {
    const own = portions.get(clause.sentence)
    if (
      own === undefined ||
      clause.actor !== 'me' ||
      clause.head === -1 ||
      (clause.tokens.includes(own) && clause.head > clause.tokens.indexOf(own))
    )
      return [clause]
    const others = clause.tokens.filter((token) => token !== own)
    const shared: Clause = { ...clause, tokens: others, actor: 'we', share: 1 }
    return [shared, ownPart({ ...clause, tokens: others }, own)]
  })
}

function portionOf(tokens: readonly ClaimToken[]): ClaimToken | undefined {
  return tokens.find(({ kind, quantity }, index) => {
    if (kind !== 'number' || quantity?.unit !== '') return false
    const after = tokens
      .slice(index + 1, index + 6)
      .map(({ text }) => text)
      .join(' ')
    return portion.test(after.replace(/^of (?:them|these|those|which|it) /iu, ''))
  })
}

/** The same deed with the number that was one's own. */
function ownPart(clause: Clause, own: ClaimToken): Clause {
  const { tokens, head } = clause
  const number = tokens.findIndex(({ kind, quantity }) => kind === 'number' && quantity?.unit === '')
  const counted =
    number === -1
      ? [...tokens.slice(0, head + 1), own, ...tokens.slice(head + 1)]
      : tokens.map((token, index) => (index === number ? own : token))
  return { ...clause, tokens: counted }
}
