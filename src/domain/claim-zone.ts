import type { Clause } from './claim-clause.ts'

/** Words that stand for something said before. */
export const anaphor = /^(?:it|its|them|their|this|that|these|those|her|his|him)$/iu
const joins = /^(?:by|ing|which|that|rel|\(|:|—|–|→|->|=>|so|because|since|after|once|when|while|with)$/u

/** The clause and what belongs to it: asides and facts of its sentence, fragments right behind, and what `it` stands for. */
export function zoneOf(logged: Clause, entry: readonly Clause[]): Clause[] {
  if (logged.state !== 'done')
    return [logged, ...entry.filter((clause) => clause !== logged && clause.sentence === logged.sentence)]
  const at = entry.indexOf(logged)
  const zone = [
    logged,
    ...sharedTail(logged, entry[at + 1]),
    ...sharedObject(logged, entry[at + 1]),
    ...sharedPlace(logged, entry[at - 1]),
    ...siblings(logged, entry),
  ]
  for (let index = at + 1; index < entry.length; index += 1) {
    const other = entry[index]
    if (other === undefined || !belongs(other, logged)) break
    zone.push(other)
  }
  for (let index = at - 1; index >= 0; index -= 1) {
    const other = entry[index]
    const next = entry[index + 1]
    if (other === undefined || next === undefined || other.state !== 'done' || other.isNegated) break
    const isBare = isShort(logged)
    const pointsBack =
      (isBare || logged.tokens.some(({ text }) => anaphor.test(text))) &&
      other.sentence === entry[at - 1]?.sentence
    const isOneSentence = other.sentence === logged.sentence
    if (isOneSentence && index === at - 1 && setsScene(other, logged, next.joint)) {
      zone.push(other)
      continue
    }
    const leads =
      isOneSentence &&
      (joins.test(next.joint) || isFactual(logged) || other.actor === 'thing' || other.head === -1)
    const isFact = other.sentence === logged.sentence - 1 && (other.actor === 'thing' || other.head === -1)
    if (isFact && next.sentence !== other.sentence) {
      zone.push(other)
      continue
    }
    if (!leads && !pointsBack) break
    if (
      !pointsBack &&
      other.head !== -1 &&
      other.actor !== 'thing' &&
      !joins.test(next.joint) &&
      !isFactual(logged)
    )
      break
    zone.push(other)
  }
  return zone
}

/** `costs by 20 % and latency by 40 % [with spot instances]`: the end belongs to both. */
function sharedTail(logged: Clause, next: Clause | undefined): Clause[] {
  if (next === undefined || next.head !== -1 || next.joint !== 'and' || next.verb !== logged.verb) return []
  const from = next.tokens.findLastIndex(({ text }) => /^(?:with|using|through|via)$/u.test(text))
  const means = next.tokens.slice(from)
  return from === -1 || means.some(({ quantity }) => quantity !== undefined)
    ? []
    : [{ ...next, tokens: means, start: means[0]?.start ?? next.start }]
}

const places = /^(?:in|on|at|for|across|of)$/u

/** `Dropped 40 indexes [in the analytics database], freed 180 GB`: what names no place happened where the deed before did. */
function sharedPlace(logged: Clause, before: Clause | undefined): Clause[] {
  if (before === undefined || before.sentence !== logged.sentence) return []
  // `Tomás refactored the scheduler, I added tests`
  if (before.actor === 'other' && logged.subject[0]?.text === 'I' && before.head !== -1 && isBare(logged))
    return [{ ...before, tokens: before.tokens.slice(before.head + 1), head: -1 }]
  if (before.actor !== logged.actor) return []
  if (logged.joint !== ',' || before.state !== 'done' || before.isNegated || before.head === -1) return []
  if (!isBare(logged)) return []
  const from = before.tokens.findLastIndex(({ text }) => places.test(text))
  const place = before.tokens.slice(from)
  return from === -1 || place.some(({ quantity }) => quantity !== undefined)
    ? []
    : [{ ...before, tokens: place, head: -1, start: place[0]?.start ?? before.start }]
}

function isBare({ tokens }: Clause): boolean {
  return !tokens.some(({ text }) => places.test(text))
}

/** `9 nurses and [4 doctors]`: what is counted on both sides of an `and` has one verb. */
function siblings(logged: Clause, entry: readonly Clause[]): Clause[] {
  const at = entry.indexOf(logged)
  const isCounted = ({ tokens, head }: Clause) => tokens[head + 1]?.quantity?.unit === ''
  const isPart = (clause: Clause | undefined): clause is Clause =>
    clause !== undefined && clause.head === -1 && clause.joint === 'and' && isCounted(clause)
  const [before, next] = [entry[at - 1], entry[at + 1]]
  if (isPart(next) && next.verb === logged.verb && isCounted(logged)) return [next]
  const isBehind = before !== undefined && before.verb === logged.verb && isCounted(before)
  return isPart(logged) && isBehind ? [before] : []
}

/** `Investigated and [documented the cause]`: the object belongs to both. */
function sharedObject(logged: Clause, next: Clause | undefined): Clause[] {
  if (next === undefined || logged.head === -1 || next.head === -1) return []
  const isBare = logged.tokens.slice(logged.head + 1).every(({ kind }) => kind === 'mark')
  const isSame = next.sentence === logged.sentence && next.actor === logged.actor && next.state === 'done'
  return isBare && isSame && /^(?:and|&|,)$/u.test(next.joint) ? [next] : []
}

function belongs(other: Clause, logged: Clause): boolean {
  if (other.state !== 'done' || other.isNegated) return false
  const isFragment = other.head === -1 && other.joint !== 'and'
  if (other.sentence !== logged.sentence)
    return (
      isFragment ||
      other.actor === 'it' ||
      (other.actor === 'thing' && other.sentence === logged.sentence + 1)
    )
  return (
    isFragment ||
    (other.isPassive && other.subject.length === 0) ||
    (logged.isCompleted && other.joint === ':') ||
    endsDeed(other) ||
    other.actor === 'thing' ||
    other.actor === 'it' ||
    (other.actor === 'other' && /^(?:attend|=come)$/u.test(other.verb ?? '')) ||
    /^(?:by|ing|which|that|rel|\(|so|because|since|after|once|when)$/u.test(other.joint)
  )
}

/** `Led the rollout, [finished two weeks early]`: how the same deed ended. */
export function endsDeed({ verb, joint, tokens, head }: Clause): boolean {
  const object = tokens[head + 1]
  return verb === 'finish' && /^(?:,|and)$/u.test(joint) && object?.quantity?.unit === 'time'
}

/** `Spent two days profiling the import job and [rewrote the inner loop]`: what one looked into is what one changed. */
function setsScene(other: Clause, logged: Clause, joint: string): boolean {
  return (
    other.actor === logged.actor &&
    other.head !== -1 &&
    /^(?:and|,)$/u.test(joint) &&
    /^(?:investigate|spend|attend|test|measure|run|meet)$/u.test(other.verb ?? '') &&
    /^(?:the|an?|it|\d+|two|three|four|five)$/iu.test(logged.tokens[logged.head + 1]?.text ?? '')
  )
}

/** `I moderated`, `wrote the postmortem`: what of, the clause before says. */
function isShort({ tokens, head }: Clause): boolean {
  if (head === -1) return false
  const after = tokens.slice(head + 1).filter(({ kind }) => kind !== 'mark')
  // `found 5`: what they are, the clause before says.
  if (after.every(({ quantity }) => quantity?.unit === '')) return true
  return (
    after[0]?.text === 'the' &&
    after.length <= 5 &&
    after.every(({ text }) => !/^(?:of|for|to|from|with|by)$/u.test(text))
  )
}

function isFactual({ actor }: Clause): boolean {
  return actor === 'thing' || actor === 'it'
}

/** A deed of its own, whose numbers are its own. */
export function isDeed({ head, actor, joint, verb }: Clause): boolean {
  // `30 developers took part` counts the deed of the writer.
  if (actor === 'other' && verb === 'attend') return false
  return head !== -1 && actor !== 'thing' && actor !== 'it' && /^(?:|and|,|;|then|but|so|\.)$/u.test(joint)
}
