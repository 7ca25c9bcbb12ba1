import type { Clause } from './claim-clause.ts'

/** The clause of the log that carries a part of a claim, among the clauses of its entry. */
interface LinkedMatch {
  logged: Clause
  from: { clauses: readonly Clause[] }
}

const causal = /^(?:by|ing|so|because|which|that|since|after|once)$/u
const together = /^(?:by|ing|so|because|which|that|since|after|once|when|rel|\(|:|→|->|=>|with|—|–)$/u
/** Verbs that tell what came of a deed. */
const outcomes = new Set(
  'reduce increase speed improve save prevent enable gain get win unblock fix secure remove scale change clear stop'.split(
    ' ',
  ),
)

/** A reason or a result that the claim gives must be given in the log as well, not only stand beside it. */
export function brokenLinks(parts: readonly Clause[], found: readonly (LinkedMatch | undefined)[]): string[] {
  return parts.flatMap((part, index) => {
    const [own, before] = [found[index], found[index - 1]]
    if (!causal.test(part.joint) || own === undefined || before === undefined) return []
    return isLinked(own, before) || isFurtherDeed(part, own, before)
      ? []
      : ['the log does not say that one came of the other']
  })
}

/** `Rebuilt the warehouse, migrating 140 models`: a deed told beside another one is no result of it. */
function isFurtherDeed(part: Clause, own: LinkedMatch, before: LinkedMatch): boolean {
  const isDeed = part.joint === 'ing' && part.actor === 'me' && own.from === before.from
  // Where the log tells it as a deed too, it is one: `and removed 2,300 lines`.
  const isTold =
    own.logged.actor === 'me' && own.logged.head !== -1 && own.logged.sentence === before.logged.sentence
  return (
    isDeed && part.verb !== undefined && !part.verb.startsWith('=') && (isTold || !outcomes.has(part.verb))
  )
}

function isLinked(one: LinkedMatch, other: LinkedMatch): boolean {
  if (one.from !== other.from) return false
  if (one.logged === other.logged) return true
  const { clauses } = one.from
  const [first, last] = [clauses.indexOf(one.logged), clauses.indexOf(other.logged)].sort((a, b) => a - b)
  if (first === undefined || last === undefined) return false
  if (one.logged.sentence !== other.logged.sentence) return false
  const tellsFact = [one.logged, other.logged].some(({ actor }) => actor === 'thing' || actor === 'it')
  // `wrote an RFC; the team accepted it`
  const isShort = [one.logged, other.logged].some(
    ({ head, tokens, isPassive, subject }) =>
      head === -1 ||
      (isPassive && subject.length === 0) ||
      /^(?:is|are)$/u.test(tokens[head]?.text ?? '') ||
      /^(?:it|them)$/u.test(tokens[head + 1]?.text ?? ''),
  )
  const later = clauses[last]
  if (later?.joint === ',' && isOutcome(later)) return true
  return clauses
    .slice(first + 1, last + 1)
    .some(({ joint }) => together.test(joint) || (joint === ',' && tellsFact) || (joint === ';' && isShort))
}

/** `Dropped 40 indexes, [freed 180 GB]`: an amount that was won, right behind the deed. */
function isOutcome({ verb, tokens }: Clause): boolean {
  return (
    outcomes.has(verb ?? '') &&
    tokens.some(({ quantity }) => quantity !== undefined && (quantity.unit !== '' || verb === 'remove'))
  )
}
