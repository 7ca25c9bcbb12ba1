import type { Amount } from './claim-amount.ts'
import type { ClaimToken } from './claim-token.ts'

/** Words for people whom one counts. */
export const people =
  /^(?:person|participant|attende|analyst|colleagu|engineer|junior|intern|designer|teacher|nurs|hire|joiner|trainee|apprentic|volunteer|teammat|develop|student|candidat|guest|subscrib|us|user|member|employe|child)$/u

/** How many people are named together: `Ben and Aisha`; 0 where names stand apart. */
export function namesIn(tokens: readonly ClaimToken[]): number {
  const names = tokens.filter(
    ({ isName, keys, text }) => isName && keys.length === 1 && /^\p{Lu}\p{Ll}+$/u.test(text),
  )
  const joined = names.slice(1).every((name, index) => {
    const between = tokens.slice(tokens.indexOf(names[index] ?? name) + 1, tokens.indexOf(name))
    return between.length > 0 && between.every(({ text }) => /^(?:,|and|&|\+)$/u.test(text))
  })
  return joined ? names.length : 0
}

/** `two engineers` where the log names two people. */
export function countsNames({ quantity, counted }: Amount, names: readonly number[]): boolean {
  return (
    quantity.unit === '' &&
    quantity.value > 1 &&
    counted.some(({ stem }) => people.test(stem)) &&
    names.includes(quantity.value)
  )
}
