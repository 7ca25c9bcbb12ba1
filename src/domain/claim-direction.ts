import type { ClaimToken } from './claim-token.ts'

/** `went from 12 min to 6 min` and `is down to 4`: what a verb without a meaning of its own says. */
export function directionOf(tokens: readonly ClaimToken[]): 'reduce' | 'increase' | undefined {
  const words = tokens.map(({ text }) => text.toLowerCase())
  if (words.some((word) => /^(?:down|fewer|less|lower|smaller|faster|shorter|cheaper)$/u.test(word)))
    return 'reduce'
  if (words.some((word) => /^(?:up|more|higher|larger|bigger)$/u.test(word))) return 'increase'
  const amounts = tokens.flatMap(({ quantity }) => (quantity === undefined ? [] : [quantity.value]))
  const [first, second] = amounts
  const isFirstLater = words.some(
    (word, index) =>
      /^(?:before|previously|earlier)$/u.test(word) && tokens[index - 1]?.quantity !== undefined,
  )
  if (isFirstLater && first !== undefined && second !== undefined && first !== second)
    return first > second ? 'increase' : 'reduce'
  const became = words.some((word) => /^(?:became|becomes)$/u.test(word))
  if (became && first !== undefined && second !== undefined && first !== second)
    return first > second ? 'reduce' : 'increase'
  const wasBefore = words.findIndex((word) => /^(?:was|were|previously|formerly|before|instead)$/u.test(word))
  const isTurned = wasBefore > 0 && tokens.slice(0, wasBefore).some(({ quantity }) => quantity !== undefined)
  if (isTurned && first !== undefined && second !== undefined && first !== second)
    return first > second ? 'increase' : 'reduce'
  const arrow = words.some((word) => /^(?:→|->|=>)$/u.test(word))
  if (arrow && first !== undefined && second !== undefined && first !== second)
    return first > second ? 'reduce' : 'increase'
  if (!words.includes('from') || first === undefined || second === undefined || first === second)
    return undefined
  return first > second === words.indexOf('from') < words.lastIndexOf('to') ? 'reduce' : 'increase'
}

/** `costs drop from 9 to 6`, `coverage up by 4 %`: what a clause without a verb in the past says of its amount. */
export function factVerb(tokens: readonly ClaimToken[]): string | undefined {
  if (!tokens.some(({ quantity }) => quantity !== undefined)) return undefined
  if (/^(?:from|by|to|with)$/iu.test(tokens[0]?.text ?? '')) return undefined
  const said = tokens.slice(1).find(({ verb }) => verb === 'reduce' || verb === 'increase')
  return said?.verb ?? directionOf(tokens)
}
