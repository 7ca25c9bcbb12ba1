import { tokensOf } from './claim-token.ts'
import type { Quantity } from './claim-quantity.ts'

interface Written {
  text: string
  quantity: Quantity
}

/**
 * Where each number of a line stands in the words that it cites. `shown` are the sums that were made; what is said with
 * `over` or `about` adds what it rests on, and a number that stands nowhere is in `missing`.
 */
export function citedNumbers(
  line: string,
  cited: string,
  shown: readonly string[],
): { shown: string[]; missing: string[] } {
  const known = numbersIn(cited)
  const sums = shown.flatMap((sum) => numbersIn(sum))
  const found = { shown: [...shown], missing: [] as string[] }
  for (const number of numbersIn(line)) {
    if ([...known, ...sums].some((other) => isSame(number, other))) continue
    const rough = known.find((other) => isWithin(number, other))
    if (rough === undefined) found.missing.push(number.text)
    else found.shown.push(`${number.quantity.bound ?? ''} ${number.text}: ${rough.text}`)
  }
  return found
}

function numbersIn(text: string): Written[] {
  return tokensOf(text).flatMap(({ text: written, quantity }) =>
    quantity === undefined ? [] : [{ text: written, quantity }],
  )
}

/** `12` of `from 12 to 6 minutes` has the unit of its neighbour: then the figures are compared. */
function isSame({ quantity: one }: Written, { quantity: other }: Written): boolean {
  return one.value === other.value || ((one.unit === '' || other.unit === '') && one.said === other.said)
}

function isWithin({ quantity: { bound, value } }: Written, { quantity: known }: Written): boolean {
  if (bound === 'over' || bound === 'least') return known.value >= value && known.value <= value * 1.25
  if (bound === 'under') return known.value <= value && known.value >= value * 0.85
  return bound === 'about' && Math.abs(known.value - value) <= value * 0.1
}
