import { amountsOf, pairsOf } from './claim-amount.ts'
import { isGrammar } from './claim-grammar.ts'
import type { ClaimToken } from './claim-token.ts'

/** `went from 12 min to 6 min` and `is down to 4`: what a verb without a meaning of its own says. */
export function directionOf(tokens: readonly ClaimToken[]): 'reduce' | 'increase' | undefined {
  const words = tokens.map(({ text }) => text.toLowerCase())
  if (words.some((word) => /^(?:down|fewer|less|lower|smaller|faster|shorter|cheaper)$/u.test(word)))
    return 'reduce'
  if (words.some((word) => /^(?:up|more|higher|larger|bigger)$/u.test(word))) return 'increase'
  const pair = pairsOf(amountsOf(tokens), tokens).find(
    ({ from, to }) => from.quantity.value !== to.quantity.value,
  )
  if (pair === undefined) return undefined
  return pair.from.quantity.value > pair.to.quantity.value ? 'reduce' : 'increase'
}

/** `costs drop from 9 to 6`, `coverage up by 4 %`: what a clause without a verb in the past says of its amount. */
export function factVerb(tokens: readonly ClaimToken[]): string | undefined {
  if (!tokens.some(({ quantity }) => quantity !== undefined)) return undefined
  if (/^(?:from|by|to|with)$/iu.test(tokens[0]?.text ?? '')) return undefined
  const said = tokens.slice(1).find(({ verb }) => verb === 'reduce' || verb === 'increase')
  return said?.verb ?? directionOf(tokens)
}

/** `Dropped 40 indexes`, `indexes were dropped`: a thing that is dropped is gone, where an amount falls. */
export function dropsThing(tokens: readonly ClaimToken[], head: number): boolean {
  if (tokens[head]?.stem !== 'drop') return false
  const next = tokens[head + 1]
  const hasObject = next?.quantity?.unit === '' || (next?.kind === 'word' && !isGrammar(next))
  const isAmount = tokens.some(({ quantity }) => quantity !== undefined && quantity.unit !== '')
  return (
    !isAmount &&
    directionOf(tokens) === undefined &&
    ((hasObject && head === 0) || tokens[head - 1]?.stem === 'be')
  )
}
