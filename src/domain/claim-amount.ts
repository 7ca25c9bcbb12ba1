import type { ClaimToken } from './claim-token.ts'
import type { Quantity } from './claim-quantity.ts'

/** An amount in a clause, with what it is an amount of. */
export interface Amount {
  token: ClaimToken
  quantity: Quantity
  /** The preposition before it: `by 40 %` is a change, `to 40 %` a level. */
  role: 'from' | 'to' | 'by' | ''
  /** The words right behind it, and those that it measures, which stand before it. */
  counted: readonly ClaimToken[]
  topic: readonly ClaimToken[]
  /** `12` in `9 of 12`. */
  isWhole: boolean
  /** `for all [five]`: of what was named before. */
  isAll: boolean
}

/** Two amounts of one thing, before and after. */
export interface AmountPair {
  from: Amount
  to: Amount
}

const earlier = /^(?:was|were|previously|formerly|before|instead)$/u
const roleWords = /^(?:from|to|by|→|->|=>)$/u
const skipped =
  /^(?:about|around|roughly|approximately|almost|nearly|over|under|above|below|more|less|than|at|least|most|up|down|only|some|just|of|the|a|an|is|was|are|were|now|per|in|for|with|from|to|by|went|rose|fell|dropped|grew|and|→|->|=>|:|\(|,|~|>|<|\+|-)$/iu
const stops =
  /^(?:by|from|to|in|at|on|for|with|of|per|through|via|using|during|since|within|across|over|before|while|when|because|without|against|into|and|or|after|than|as|but|a|an|the|every|each|who|that|which|is|was|are|were|came)$/iu

/** The amounts of a clause in their order; the second of a pair gives the first its unit: `from 12 to 6 minutes`. */
export function amountsOf(tokens: readonly ClaimToken[]): Amount[] {
  const amounts = tokens.flatMap((token, index) => {
    const { quantity } = token
    if (quantity === undefined) return []
    const before = tokens.slice(0, index)
    const isWhole =
      before.at(-1)?.text === 'of' ||
      (/^(?:the|our|my|its|their|all)$/u.test(before.at(-1)?.text ?? '') && before.at(-2)?.text === 'of')
    const counted = countedAt(tokens, index + 1)
    const whole = isWhole && before.slice(-3).some((other) => other.kind === 'number')
    return [
      {
        token,
        quantity,
        role: roleOf(before),
        counted,
        topic: topicOf(before),
        isWhole: whole,
        isAll: /^(?:all|both|these|those)$/iu.test(before.at(-1)?.text ?? '') && counted.length === 0,
      },
    ]
  })
  const forward = amounts.map((amount, index) => inherit(amount, amounts[index + 1], tokens))
  const amountsWithUnits = forward.map((amount, index) => inheritBack(amount, forward[index - 1], tokens))
  const pairs = pairsOf(amountsWithUnits, tokens)
  return amountsWithUnits.map((amount) => {
    const pair = pairs.find(({ from, to }) => from === amount || to === amount)
    return pair === undefined
      ? amount
      : { ...amount, topic: [...contextOf(pair.from), ...contextOf(pair.to)] }
  })
}

/** Pairs that say a change: `from 310 ms to 40 ms`, `down to 0.1 % from 1.4 %`, `1,900 lines → 700`. */
export function pairsOf(amounts: readonly Amount[], tokens: readonly ClaimToken[]): AmountPair[] {
  return amounts.flatMap((first, index) => {
    const second = amounts[index + 1]
    if (second === undefined || first.quantity.unit !== second.quantity.unit) return []
    const words = between(first, second, tokens)
    if (words.length > 6) return []
    const next = tokens[tokens.indexOf(second.token) + 1]?.text ?? ''
    const after = tokens[tokens.indexOf(first.token) + 1]?.text ?? ''
    const isFirstOld = /^(?:before|previously|earlier)$/u.test(after) && words.length > 1
    if (isFirstOld && /^(?:,|;|and|→|->|=>)$/u.test(words[1] ?? '')) return [{ from: first, to: second }]
    if (/^(?:before|previously|earlier)$/u.test(next)) return [{ from: second, to: first }]
    if (words.some((word) => /^(?:to|→|->|=>|became|becomes|into)$/u.test(word)) && first.role !== 'to')
      return [{ from: first, to: second }]
    if (words.some((word) => earlier.test(word))) return [{ from: second, to: first }]
    return words.includes('from') && first.role !== 'from' ? [{ from: second, to: first }] : []
  })
}

/** What the amount is about, whichever side it stands on. */
export function contextOf({ counted, topic }: Amount): readonly ClaimToken[] {
  return [...counted, ...topic]
}

function roleOf(before: readonly ClaimToken[]): Amount['role'] {
  for (const token of before.slice(-4).toReversed()) {
    const word = token.text.toLowerCase()
    if (roleWords.test(word)) return word === 'from' || word === 'by' ? word : 'to'
    if (
      !/^(?:about|around|roughly|approximately|almost|nearly|over|under|more|less|than|at|least|most|up|only|some|just|~|a|an|the)$/u.test(
        word,
      )
    )
      return ''
  }
  return ''
}

function countedAt(tokens: readonly ClaimToken[], from: number): ClaimToken[] {
  const words: ClaimToken[] = []
  for (const [offset, token] of tokens.slice(from).entries()) {
    const lower = token.text.toLowerCase()
    if (
      offset < 3 &&
      words.length === 0 &&
      (/^(?:of|the|our|my|its|their|all)$/u.test(lower) || token.kind === 'number') &&
      tokens[from]?.text === 'of'
    )
      continue
    if (lower === '-' || lower === 'jointly') continue
    const isTold = token.form === 'past' && token.verb !== undefined && words.length === 0
    if (token.kind !== 'word' || stops.test(lower) || words.length === 4 || isTold) break
    words.push(token)
  }
  return words
}

function topicOf(before: readonly ClaimToken[]): ClaimToken[] {
  const words: ClaimToken[] = []
  for (const token of before.toReversed()) {
    if (token.kind === 'number' || (skipped.test(token.text) && words.length < 4)) continue
    if (token.kind !== 'word' || words.length === 5 || (token.form === 'past' && token.verb !== undefined))
      break
    words.push(token)
  }
  return words
}

function inherit(amount: Amount, next: Amount | undefined, tokens: readonly ClaimToken[]): Amount {
  if (next === undefined || amount.quantity.unit !== '') return amount
  const words = between(amount, next, tokens)
  if (!words.some((word) => /^(?:to|→|->|=>|-|–)$/u.test(word)) || words.length > 2) return amount
  const counted = amount.counted.length === 0 ? next.counted : amount.counted
  if (next.quantity.unit === '' || next.quantity.unit === 'x') return { ...amount, counted }
  const factor = next.quantity.said === 0 ? 1 : next.quantity.value / next.quantity.said
  const value = Number((amount.quantity.said * factor).toPrecision(12))
  return { ...amount, counted, quantity: { ...amount.quantity, value, unit: next.quantity.unit } }
}

/** `2 days instead of 5`. */
function inheritBack(amount: Amount, before: Amount | undefined, tokens: readonly ClaimToken[]): Amount {
  if (
    before === undefined ||
    amount.quantity.unit !== '' ||
    before.quantity.unit === '' ||
    amount.counted.length > 0
  )
    return amount
  const next = tokens[tokens.indexOf(amount.token) + 1]?.text ?? ''
  const isEarlier =
    (amount.role === 'from' && before.role === 'to') ||
    (amount.role === 'to' && before.role === 'from') ||
    earlier.test(next) ||
    between(before, amount, tokens).some((word) => earlier.test(word))
  if (!isEarlier) return amount
  const value = Number(
    ((amount.quantity.said * before.quantity.value) / before.quantity.said).toPrecision(12),
  )
  return { ...amount, quantity: { ...amount.quantity, value, unit: before.quantity.unit } }
}

function between(first: Amount, second: Amount, tokens: readonly ClaimToken[]): string[] {
  return tokens
    .slice(tokens.indexOf(first.token) + 1, tokens.indexOf(second.token))
    .map(({ text }) => text.toLowerCase())
}
