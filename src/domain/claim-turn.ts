import type { Clause } from './claim-clause.ts'
import type { ClaimToken } from './claim-token.ts'

const before = /^(?:was|were|took|needed|used)$/iu

/**
 * What was and what is now, with a deed between: `The job was 5 h, partitioned the table, 40 min now`, and the other way round, tells that it
 * went from 5 h to 40 min. That fact is added behind the clauses of its sentence, with the words that it is about.
 */
export function withTurns(clauses: readonly Clause[]): Clause[] {
  return clauses.flatMap((clause, index) => {
    const fact = turnAt(clauses, index)
    return fact === undefined ? [clause] : [clause, fact]
  })
}

function turnAt(clauses: readonly Clause[], index: number): Clause | undefined {
  const now = clauses[index]
  const isNow = now?.tokens.some(({ text }) => /^now$/iu.test(text)) === true
  const after = now?.tokens.find(({ quantity }) => quantity !== undefined)
  if (now === undefined || !isNow || after === undefined || now.state !== 'done') return undefined
  const was = [...clauses.slice(0, index).toReversed(), ...clauses.slice(index + 1)].find(
    (clause) =>
      clause.sentence === now.sentence &&
      clause.state === 'done' &&
      !clause.isNegated &&
      clause.tokens.some(({ text }) => before.test(text)) &&
      clause.tokens.some(({ quantity }) => isLike(quantity, after.quantity)),
  )
  if (was === undefined || was === now) return undefined
  const said = was.tokens.find(({ quantity }) => isLike(quantity, after.quantity))
  if (said === undefined) return undefined
  const old = inUnitOf(said, after)
  const topic = [
    ...wordsBefore(was.tokens, old),
    ...(was.start > now.start ? now.tokens.filter(({ kind }) => kind === 'word') : []),
  ]
  const tokens = [...topic, word('from', old), old, word('to', after), after]
  const verb = (after.quantity?.value ?? 0) < (old.quantity?.value ?? 0) ? 'reduce' : 'increase'
  return {
    ...now,
    tokens,
    subject: topic,
    actor: 'thing',
    head: -1,
    verb,
    deed: undefined,
    share: 2,
    joint: ',',
  }
}

/** `now 38 min, was 52`: the number without a unit has that of the other. */
function isLike(old: ClaimToken['quantity'], now: ClaimToken['quantity']): boolean {
  return old !== undefined && (old.unit === now?.unit || old.unit === '')
}

function inUnitOf(old: ClaimToken, now: ClaimToken): ClaimToken {
  const [one, other] = [old.quantity, now.quantity]
  if (one === undefined || other === undefined || one.unit === other.unit) return old
  const value = Number(((one.said * other.value) / (other.said === 0 ? 1 : other.said)).toPrecision(12))
  return { ...old, quantity: { ...one, value, unit: other.unit } }
}

function wordsBefore(tokens: readonly ClaimToken[], end: ClaimToken): ClaimToken[] {
  return tokens.filter(
    (token) => token.kind === 'word' && !before.test(token.text) && token.start < end.start,
  )
}

function word(text: string, beside: ClaimToken): ClaimToken {
  return {
    ...beside,
    kind: 'word',
    text,
    stem: text,
    keys: [],
    wide: [],
    quantity: undefined,
    verb: undefined,
  }
}
