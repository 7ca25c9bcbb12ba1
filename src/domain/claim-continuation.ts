import type { Actor, Clause } from './claim-clause.ts'
import { animate } from './claim-head.ts'

/** `costs by 20 % and [latency by 40 %]`: the second has the verb of the first. */
export function continued(clause: Clause, before: Clause): Clause {
  const isRelative =
    /^(?:that|which|who)$/u.test(clause.joint) && clause.actor === 'me' && clause.subject.length === 0
  if (isRelative && before.sentence === clause.sentence) return { ...clause, actor: antecedentOf(before) }
  const isLedIn =
    before.head === -1 &&
    before.sentence === clause.sentence &&
    before.share === 1 &&
    clause.share === 2 &&
    clause.subject.length === 0
  if (isLedIn && clause.actor === 'me') return { ...clause, share: 1 }
  const isShort =
    clause.head === -1 && (clause.joint === 'and' || clause.joint === ',' || clause.joint === 'but')
  const isTold = clause.tokens.some(
    ({ text, verb }) =>
      /^(?:up|down|less|fewer|more)$/u.test(text) || verb === 'reduce' || verb === 'increase',
  )
  if (
    isShort &&
    !/^(?:no|zero)$/iu.test(clause.tokens[0]?.text ?? '') &&
    (clause.verb === undefined || (clause.joint === 'and' && !isTold)) &&
    before.sentence === clause.sentence &&
    before.head !== -1
  )
    return {
      ...clause,
      verb: before.verb,
      deed: before.deed,
      share: before.share,
      actor: before.actor,
      state: clause.state === 'done' ? before.state : clause.state,
    }
  const goesOn = clause.sentence === before.sentence && clause.subject.length === 0 && clause.actor === 'me'
  const shares =
    /^(?:and|,|then|but|so|plus|&)$/u.test(clause.joint) &&
    clause.tokens[clause.head]?.form === 'past' &&
    !/^(?:I)$/u.test(clause.tokens[0]?.text ?? '')
  if (
    goesOn &&
    shares &&
    before.actor !== 'me' &&
    before.actor !== 'it' &&
    !(before.actor === 'thing' && clause.joint === ',')
  )
    return {
      ...clause,
      actor: before.actor,
      subject: before.subject,
      share: before.actor === 'we' ? 1 : clause.share,
    }
  return aside(clause, before)
}

/** A reason or a result without a doer has the one of the deed before. */
function aside(clause: Clause, before: Clause): Clause {
  if (!/^(?:ing|by)$/u.test(clause.joint) || clause.actor !== 'me') return clause
  // `Worked with designers on the wizard, reducing drop-off`
  if (before.share === 1 && before.actor === 'me') return { ...clause, share: 1 }
  const isShared = before.actor === 'we' || before.actor === 'other'
  return isShared && clause.sentence === before.sentence
    ? { ...clause, actor: before.actor, share: before.share }
    : clause
}

/** Who `that` or `who` stands for: somebody else where the word before is a person or a team, else the thing. */
function antecedentOf({ tokens }: Clause): Actor {
  const last = tokens.findLast(({ kind }) => kind === 'word')
  const isPerson = last !== undefined && (animate.has(last.stem) || (last.isName && last.keys.length === 1))
  return isPerson ? 'other' : 'it'
}
