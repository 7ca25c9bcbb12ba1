import { animate, headOf, isNegated } from './claim-head.ts'
import type { ClausePart } from './claim-split.ts'
import type { ClaimToken } from './claim-token.ts'

/** What one answers for, told without a verb. */
export const dutyWords = /^(?:responsible for|in charge of)\b/iu

/** Whether the next clause is a deed of its own in the past. */
export function isFollowed(parts: readonly ClausePart[], index: number): boolean {
  const next = parts[index + 1]
  const { head } = next === undefined ? { head: -1 } : headOf(next.tokens)
  const word = next?.tokens[head]
  return (
    next !== undefined &&
    /^(?:,|then|;)$/u.test(next.joint) &&
    head === 0 &&
    word?.form === 'past' &&
    word.verb !== undefined &&
    !/^(?:start|try|return|revert)$/u.test(word.verb) &&
    !isNegated(next.tokens, head)
  )
}

/** `Mobile release 5.1 out`, `v3.1 live on prod`. */
export function isReleased(tokens: readonly ClaimToken[]): boolean {
  return tokens.some(({ text }, index) => {
    const next = tokens[index + 1]
    const ends =
      next === undefined || next.kind === 'mark' || /^(?:on|in|at|since|for|now|today|to)$/iu.test(next.text)
    return index > 0 && /^(?:out|live)$/iu.test(text) && ends
  })
}

/** `The staging environment is up`. */
export function isStanding(tokens: readonly ClaimToken[], head: number): boolean {
  const after = tokens
    .slice(head + 1)
    .map(({ text }) => text)
    .join(' ')
  return /^(?:now )?up(?: and running| now)?$/iu.test(after)
}

/** `The prototype is done`, `Release notes finished`: in a log of one's own that is one's own deed. */
export function isDoneThing(
  tokens: readonly ClaimToken[],
  head: number,
  subject: readonly ClaimToken[],
): boolean {
  const word = tokens[head]?.text ?? ''
  const [before, next] = [tokens[head - 1]?.text ?? '', tokens[head + 1]]
  if (
    !/^(?:done|finished|completed|ready)$/iu.test(word) ||
    tokens.some(({ text }) => /^(?:thanks|thx|thank)$/iu.test(text)) ||
    (!/^(?:is|are)$/iu.test(before) && subject.length < 2)
  )
    return false
  const isBare =
    next === undefined ||
    next.kind === 'mark' ||
    /^(?:today|yesterday|overnight|now|early)$/iu.test(next.text) ||
    (/^(?:in|within|after)$/iu.test(next.text) && tokens[head + 2]?.quantity?.unit === 'time')
  return (
    isBare &&
    subject.length > 0 &&
    !subject.some(({ text }) => /^(?:it|this|we)$/iu.test(text)) &&
    !isPerson(subject)
  )
}

/** Whether it is people of whom something is told: `the vendor`, but not `the contract of the vendor`. */
function isPerson(subject: readonly ClaimToken[]): boolean {
  const of = subject.findIndex(({ text }) => /^(?:of|for|with|about|on|in|to)$/iu.test(text))
  return animate.has(subject[(of === -1 ? subject.length : of) - 1]?.stem ?? '')
}

/** `The new layer is live`: what a thing is, not what a person is. */
export function isStateOfThing(
  tokens: readonly ClaimToken[],
  head: number,
  subject: readonly ClaimToken[],
): boolean {
  return (
    /^(?:is|are)$/iu.test(tokens[head]?.text ?? '') &&
    subject.length > 1 &&
    !subject.some(({ stem }) => animate.has(stem))
  )
}
