import type { Amount } from './claim-amount.ts'
import type { Clause } from './claim-clause.ts'
import type { ClaimToken } from './claim-token.ts'

/** `34 complaints came in, I resolved 31 [of them]`: the first number is the whole of which the second is a part. */
export function asWholes(amounts: Amount[], clause: Clause, clauses: readonly Clause[]): Amount[] {
  const parts = clauses.flatMap((other) => (other === clause ? [] : partOf(other.tokens)))
  return amounts.map((amount) =>
    amount.quantity.unit === '' && parts.some((part) => part < amount.quantity.value)
      ? { ...amount, isWhole: true }
      : amount,
  )
}

function partOf(tokens: readonly ClaimToken[]): number[] {
  return tokens.flatMap(({ quantity }, index) => {
    const [of, them] = tokens.slice(index + 1)
    return quantity?.unit === '' &&
      of?.text === 'of' &&
      /^(?:them|these|those|which)$/u.test(them?.text ?? '')
      ? [quantity.value]
      : []
  })
}
