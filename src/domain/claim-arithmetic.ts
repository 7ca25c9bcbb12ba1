import { amountsOf, contextOf, pairsOf } from './claim-amount.ts'
import type { Amount, AmountPair } from './claim-amount.ts'
import { asWholes } from './claim-part.ts'
import { countsNames, namesIn, people } from './claim-people.ts'
import { exceeds, ratiosOf } from './claim-ratio.ts'
import type { Ratio } from './claim-ratio.ts'
import type { Clause } from './claim-clause.ts'
import { directionOf } from './claim-direction.ts'
import { isSaidBy } from './claim-token.ts'
import type { ClaimToken } from './claim-token.ts'

/** What a number of a claim rests on: `shown` says the sum where it does not stand in the log as it is. */
export type NumberProof = { proven: true; shown: string | undefined } | { proven: false; why: string }

interface Logged {
  /** How many people are named together: `Ben and Aisha`. */
  names: readonly number[]
  amounts: readonly Amount[]
  pairs: readonly AmountPair[]
  factors: readonly { factor: number; shown: string; context: readonly ClaimToken[] }[]
}

/** More than a person writes of one deed; beyond, an entry is a table. */
const mostTokens = 120
const mostAmounts = 60
/** Proves each number of a clause by the clauses of the log that speak of the same; the first that fails is told. */
export function proveNumbers(claim: Clause, logged: readonly Clause[]): NumberProof[] {
  const known = readLogged(logged)
  const amounts = amountsOf(claim.tokens)
  const pairs = pairsOf(amounts, claim.tokens)
  const swapped = pairs.some(({ from, to }) =>
    known.pairs.some((pair) => isEqual(from, pair.to) && isEqual(to, pair.from)),
  )
  if (swapped) return [{ proven: false, why: 'the log says the change the other way round' }]
  const direction = claimDirection(claim)
  return [
    ...amounts.map((amount) => {
      // What another number of the claim rests on does not compete for this one.
      const others = amounts.filter((other) => other !== amount).map(({ quantity }) => quantity.value)
      const free = known.amounts.filter(
        ({ quantity }) => quantity.value === amount.quantity.value || !others.includes(quantity.value),
      )
      return proveAmount(amount, direction, { ...known, amounts: free })
    }),
    ...ratiosOf(claim.tokens).map((ratio) => proveRatio({ ...ratio, direction }, known)),
  ]
}

/** Whether an amount of the log counts what the claim counts. */
export function countsSame(claimed: Amount, logged: Amount): boolean {
  const head = claimed.counted.at(-1)
  if (head === undefined) return true
  const around = logged.isAll ? [] : contextOf(logged)
  if (around.every(({ text }) => /^(?:them|these|those|it)$/iu.test(text))) return true
  if (claimed.counted.some((word) => around.some((other) => isSaidBy(word, other)))) return true
  return people.test(head.stem) && logged.counted.some(({ stem }) => people.test(stem))
}

function readLogged(clauses: readonly Clause[]): Logged {
  const amounts: Amount[] = []
  const pairs: AmountPair[] = []
  const factors: { factor: number; shown: string; context: readonly ClaimToken[] }[] = []
  for (const clause of clauses) {
    const own = asWholes(amountsOf(clause.tokens.slice(0, mostTokens)), clause, clauses)
    if (amounts.length > mostAmounts) break
    const ownPairs = pairsOf(own, clause.tokens)
    amounts.push(...own)
    pairs.push(...ownPairs)
    for (const { from, to } of ownPairs)
      if (from.quantity.value !== 0)
        factors.push({
          factor: to.quantity.value / from.quantity.value,
          shown: `${to.token.text} / ${from.token.text}`,
          context: [...contextOf(from), ...contextOf(to)],
        })
    const direction = claimDirection(clause)
    for (const { quantity, role, token, topic } of own)
      if (
        quantity.unit === '%' &&
        quantity.bound === undefined &&
        (role === 'by' || role === '') &&
        direction !== undefined
      )
        factors.push({
          factor: direction === 'reduce' ? 1 - quantity.value / 100 : 1 + quantity.value / 100,
          shown: token.text,
          context: topic,
        })
    for (const { factor, text } of ratiosOf(clause.tokens)) factors.push({ factor, shown: text, context: [] })
  }
  return { amounts, pairs, factors, names: clauses.map(({ tokens }) => namesIn(tokens)) }
}

function claimDirection(clause: Clause): 'reduce' | 'increase' | undefined {
  const words = clause.tokens.map(({ text }) => text.toLowerCase())
  if (
    words.some((word) =>
      /^(?:faster|quicker|fewer|less|lower|cheaper|smaller|shorter|reduction|drop|decrease|decline)$/u.test(
        word,
      ),
    )
  )
    return 'reduce'
  if (words.some((word) => /^(?:slower|larger|bigger|longer|higher|greater|costlier)$/u.test(word)))
    return 'increase'
  const verbs = [clause.verb, clause.deed]
  if (verbs.includes('reduce') || verbs.includes('save') || verbs.includes('speed')) return 'reduce'
  if (verbs.includes('increase')) return 'increase'
  return directionOf(clause.tokens)
}

function proveAmount(
  claimed: Amount,
  direction: ReturnType<typeof claimDirection>,
  logged: Logged,
): NumberProof {
  const { quantity, token } = claimed
  if (countsNames(claimed, logged.names)) return { proven: true, shown: undefined }
  const same = logged.amounts.filter((amount) => isStated(claimed, amount))
  const bound = same.filter(
    (amount) => countsSame(claimed, amount) && isNearest(claimed, amount, logged.amounts),
  )
  if (bound.length > 0) return { proven: true, shown: undefined }
  const computed = computedFor(claimed, direction, logged)
  if (computed !== undefined) return { proven: true, shown: `${token.text} = ${computed}` }
  if (quantity.unit === '' && quantity.value === 1) return { proven: true, shown: undefined }
  const why =
    same.length > 0
      ? `the log says "${token.text}" of something else`
      : `the log does not say "${token.text}"`
  return { proven: false, why }
}

function isStated(claimed: Amount, logged: Amount): boolean {
  const arePoints = [claimed, logged].every(({ counted }) => counted.some(({ stem }) => stem === 'point'))
  if (claimed.quantity.unit !== logged.quantity.unit && !arePoints) return false
  if (claimed.isWhole !== logged.isWhole && claimed.quantity.unit === '') return false
  const roles = `${claimed.role} ${logged.role}`
  if (/^(?:by (?:to|from)|(?:to|from) by|to from|from to)$/u.test(roles)) return false
  const { bound, value } = logged.quantity
  const isSame = bound === claimed.quantity.bound || (bound === 'least' && claimed.quantity.bound === 'over')
  if (bound !== undefined && isSame) return value === claimed.quantity.value
  if (bound === 'under' && claimed.quantity.bound !== 'under') return false
  if (bound === 'about' && claimed.quantity.bound === 'over') return false
  return fits(claimed, value, 0)
}

/** Whether a value is what the claim says, or lies where its `over` or `almost` says. */
function fits({ quantity }: Amount, value: number, tolerance: number): boolean {
  const said = quantity.value
  if (quantity.bound === 'over') return value > said && value <= said * 1.25
  if (quantity.bound === 'least') return value >= said && value <= said * 1.25
  if (quantity.bound === 'under') return value <= said && value >= said * 0.75
  if (quantity.bound === 'about') return Math.abs(value - said) <= said * 0.1
  return Math.abs(value - said) <= tolerance + Math.abs(said) * 1e-9
}

/** No other amount of the same unit speaks more of what the claim speaks of. */
function isNearest(claimed: Amount, logged: Amount, all: readonly Amount[]): boolean {
  const own = overlap(contextOf(claimed), contextOf(logged))
  return all.every(
    (other) =>
      other === logged ||
      other.quantity.unit !== logged.quantity.unit ||
      other.quantity.value === logged.quantity.value ||
      (other.role !== logged.role && logged.role !== '' && other.role !== '') ||
      overlap(contextOf(claimed), contextOf(other)) <= own,
  )
}

function overlap(claimed: readonly ClaimToken[], logged: readonly ClaimToken[]): number {
  return claimed.filter((word) => logged.some((other) => isSaidBy(word, other))).length
}

function computedFor(
  claimed: Amount,
  direction: ReturnType<typeof claimDirection>,
  logged: Logged,
): string | undefined {
  const { quantity, role } = claimed
  if (role === 'to' || role === 'from') return undefined
  const isPoints = quantity.unit === '' && claimed.counted[0]?.stem === 'point'
  if (quantity.unit === '%' || isPoints) return percentFor(claimed, direction, logged)
  if (quantity.unit === 'x') return ratioFor(claimed, logged)
  const tolerance =
    0.5 * 10 ** -quantity.decimals * (quantity.said === 0 ? 1 : quantity.value / quantity.said)
  const pair = logged.pairs.find(
    ({ from, to }) =>
      from.quantity.unit === quantity.unit &&
      fits(
        claimed,
        Math.abs(from.quantity.value - to.quantity.value),
        quantity.unit === '' ? 0 : tolerance * 0.02,
      ) &&
      (direction === undefined ||
        direction === (from.quantity.value > to.quantity.value ? 'reduce' : 'increase')) &&
      (quantity.unit !== '' || countsSame(claimed, from) || countsSame(claimed, to)),
  )
  return pair === undefined ? undefined : difference(pair)
}

function difference({ from, to }: AmountPair): string {
  const [more, less] = from.quantity.value > to.quantity.value ? [from, to] : [to, from]
  return `${more.token.text} − ${less.token.text}`
}

function percentFor(
  claimed: Amount,
  direction: ReturnType<typeof claimDirection>,
  logged: Logged,
): string | undefined {
  const tolerance = 0.5 * 10 ** -claimed.quantity.decimals + 1e-9
  // Percentage points are the difference of two shares.
  if (claimed.counted.some(({ stem }) => stem === 'point')) {
    const pair = logged.pairs.find(
      ({ from, to }) =>
        from.quantity.unit === '%' &&
        (direction === undefined ||
          direction === (from.quantity.value > to.quantity.value ? 'reduce' : 'increase')) &&
        fits(claimed, Math.abs(from.quantity.value - to.quantity.value), tolerance),
    )
    return pair === undefined ? undefined : difference(pair)
  }
  const change = logged.factors.find(({ factor, context }) => {
    const own = factor < 1 ? 'reduce' : 'increase'
    return (
      (direction === undefined || direction === own) &&
      isAbout(claimed, context, logged) &&
      fits(claimed, Math.abs(1 - factor) * 100, tolerance)
    )
  })
  if (change !== undefined) return change.factor < 1 ? `1 − ${change.shown}` : `${change.shown} − 1`
  const whole = logged.amounts.find((amount) => amount.isWhole)
  const part = whole === undefined ? undefined : logged.amounts[logged.amounts.indexOf(whole) - 1]
  if (whole === undefined || part === undefined || direction !== undefined) return undefined
  const share = (part.quantity.value / whole.quantity.value) * 100
  return fits(claimed, share, tolerance) ? `${part.token.text} / ${whole.token.text}` : undefined
}

function isAbout(claimed: Amount, context: readonly ClaimToken[], logged: Logged): boolean {
  const own = overlap(contextOf(claimed), context)
  return logged.pairs.every(
    ({ from, to }) =>
      overlap(contextOf(claimed), [...contextOf(from), ...contextOf(to)]) <= own ||
      context.length === 0 ||
      own > 0,
  )
}

function ratioFor(claimed: Amount, logged: Logged): string | undefined {
  const tolerance = 0.5 * 10 ** -claimed.quantity.decimals
  const found = logged.factors.find(
    ({ factor }) => factor > 0 && (fits(claimed, factor, tolerance) || fits(claimed, 1 / factor, tolerance)),
  )
  return found?.shown
}

function proveRatio(
  { factor, text, bound, direction }: Ratio & { direction: ReturnType<typeof claimDirection> },
  logged: Logged,
): NumberProof {
  const wanted = /^half$/iu.test(text) && direction === 'increase' ? 1.5 : factor
  const twice = /^twice$/iu.test(text)
  const found = logged.factors.find(
    (known) =>
      (bound === undefined
        ? Math.abs(known.factor - wanted) < 0.03 * wanted
        : exceeds(known.factor, wanted)) ||
      (twice && Math.abs(known.factor - 0.5) < 0.02),
  )
  if (found !== undefined) return { proven: true, shown: `${text}: ${found.shown}` }
  return { proven: false, why: `the log does not say "${text}"` }
}

function isEqual(one: Amount, other: Amount): boolean {
  return one.quantity.unit === other.quantity.unit && one.quantity.value === other.quantity.value
}
