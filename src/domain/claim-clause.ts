import type { PointState } from '../contracts/report.ts'
import { continued } from './claim-continuation.ts'
import { factVerb } from './claim-direction.ts'
import { animate, deedOf, headOf, isNegated, verbAt } from './claim-head.ts'
import type { Acronym } from './claim-acronym.ts'
import { asCommit, commitOf } from './claim-commit.ts'
import { dutyWords, isDoneThing, isFollowed, isReleased, isStanding, isStateOfThing } from './claim-told.ts'
import { withPortions } from './claim-portion.ts'
import { withTurns } from './claim-turn.ts'
import { isLater, splitClauses } from './claim-split.ts'
import type { ClausePart } from './claim-split.ts'
import { tokensOf } from './claim-token.ts'
import type { ClaimToken } from './claim-token.ts'
import { sentenceStates } from './entry-state.ts'
import type { StatedSentence } from './entry-state.ts'
import { modalityOf } from './modality.ts'

/** Who did it: the writer, a group with the writer in it, somebody else, a thing by itself, or what `it` stands for. */
export type Actor = 'me' | 'we' | 'other' | 'thing' | 'it'

/** How much of a deed was one's own: 1 helped or was one of several, 2 did it, 3 led or owned it. */
export type Share = 1 | 2 | 3

/** One thing that a text says: `text.slice(start, end)`. */
export interface Clause {
  start: number
  end: number
  sentence: number
  joint: string
  tokens: readonly ClaimToken[]
  subject: readonly ClaimToken[]
  actor: Actor
  /** Where its verb is among the tokens; -1 where there is none. */
  head: number
  /** The group of its verb, and of the deed in it: `helped to [fix]`, `led the [migration]`. */
  verb: string | undefined
  deed: string | undefined
  share: Share
  state: PointState
  isNegated: boolean
  isPassive: boolean
  /** `The prototype is done`: told by its end. */
  isCompleted: boolean
}

const modal =
  /^(?:would|could|should|might|may|will|shall|must|'ll|if|expect|expects|expected|expecting|hoping|aiming|planning|projecting|targeting|hope|hopes|hoped|estimate|estimated|estimates|unless|tomorrow)$/iu
const partly = /^(?:almost|nearly|half|partly|partially|mostly)$/iu
const together =
  /\b(?:as (?:a )?part of (?:the|a|our) (?:\w+ )?team|in (?:a|the|our) team|as a team|together with the team|with the team|team effort|contribut\w+|one of (?:the|several|two|three|four) (?:authors|developers|engineers|people))\b/iu

/** A heading under which nothing is done yet: `Goal for Q4: …`, `Ideas: …`. */
const intents =
  /^\s*(?:\p{L}+ )?(?:ideas?|goals?|objectives?|targets?|okrs?|wish ?list|backlog|roadmap|agenda|action items?|proposals?|options?|requirements?|hypothes[ei]s)\b[^:.]{0,40}:/iu

/** What a text says, clause by clause, in its order. */
export function clausesOf(text: string, acronyms: readonly Acronym[] = []): Clause[] {
  const tokens = tokensOf(text, acronyms)
  const isThanked = /\b(?:thanks|thank you|thx|kudos|props|credit) (?:to )?\p{Lu}/iu.test(text)
  const commit = commitOf(text)
  const clauses: Clause[] = []
  const scope: ClaimToken[] = []
  let sentence = 0
  let last = 0
  for (const { start, end, state } of sentencesIn(text)) {
    // A semicolon or a colon joins what a full stop would part.
    const joint = /^[;:]\s*$/u.exec(text.slice(last, start))?.[0].trim()
    if (last > 0 && joint === undefined) sentence += 1
    last = end
    const own = tokens.filter((token) => token.start >= start && token.end <= end)
    let told = state
    for (const [index, part] of splitClauses(own).entries()) {
      const clause = readClause(
        index === 0 && joint !== undefined ? { ...part, joint } : part,
        sentence,
        told,
      )
      // `Kicked off the hiring, [screened 25 CVs]`: a beginning says nothing of what follows it.
      if (told === 'tried' && (clause.verb === 'start' || clause.verb === 'try' || clause.isNegated))
        told = isFollowed(splitClauses(own), index) ? 'done' : told
      const before = clauses.at(-1)
      if (commit !== undefined && clause.end <= commit.end)
        scope.push(...clause.tokens.filter(({ start }) => start > 0 || commit.isNoun))
      else if (commit !== undefined && clauses.length === 0) clauses.push(asCommit(clause, scope, commit))
      else clauses.push(before === undefined ? clause : continued(clause, before))
    }
  }
  const own = clauses.map((clause) =>
    isThanked && clause.isCompleted ? { ...clause, actor: 'we' as const, share: 1 as const } : clause,
  )
  return withTurns(withPortions(own))
}

/** The sentences with their states; what a colon parts is judged apart, unless it is a label: `Blocked: no access`. */
function sentencesIn(text: string): StatedSentence[] {
  return sentenceStates({ text, kind: null }).flatMap((sentence) => {
    if (intents.test(text.slice(sentence.start, sentence.end)))
      return [{ ...sentence, state: sentence.state === 'done' ? ('next' as const) : sentence.state }]
    const colon = text.slice(sentence.start, sentence.end).indexOf(': ')
    const at = sentence.start + colon
    const label = text.slice(sentence.start, at + 1)
    if (sentence.state === 'done' || colon < 8 || modalityOf(label) !== 'done') return [sentence]
    const rest = sentenceStates({ text: text.slice(at + 2, sentence.end), kind: null })[0]
    return [
      { start: sentence.start, end: at, state: 'done' as const },
      { start: at + 2, end: sentence.end, state: rest?.state ?? sentence.state },
    ]
  })
}

function readClause(part: ClausePart, sentence: number, state: PointState): Clause {
  const { tokens, joint } = part
  const { head, subject, isPassive } = headOf(tokens)
  const verb = head === -1 ? factVerb(tokens) : verbAt(tokens, head)
  const place = { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0, sentence, joint, tokens }
  const duty = head === -1 && dutyWords.test(tokens.map(({ text }) => text).join(' ')) ? 'lead' : undefined
  const isOut = (head === -1 || isStateOfThing(tokens, head, subject)) && isReleased(tokens)
  const isUp = isStateOfThing(tokens, head, subject) && isStanding(tokens, head)
  const told = duty ?? (isUp ? 'set' : isOut ? 'release' : verb)
  const isCompleted = isDoneThing(tokens, head, subject)
  const actor =
    isCompleted || duty !== undefined || isOut || isUp
      ? 'me'
      : actorOf(subject, tokens, { head, isPassive, verb })
  return {
    ...place,
    subject,
    actor,
    head,
    verb: told,
    deed: deedOf(tokens, head, told),
    share: shareOf(tokens, told, actor),
    // `Execution scheduled for April`
    state:
      (isPassive || actor === 'thing') && /^(?:plan|postpone)$/u.test(verb ?? '')
        ? 'next'
        : stateOf(tokens, head, { joint, state }),
    isNegated: isNegated(tokens, head),
    isPassive,
    isCompleted,
  }
}

function actorOf(
  subject: readonly ClaimToken[],
  tokens: readonly ClaimToken[],
  { head, isPassive, verb }: { head: number; isPassive: boolean; verb: string | undefined },
): Actor {
  if (isPassive) return agentOf(tokens, head)
  const first = subject[0]
  const isDuration = tokens[head]?.stem === 'tak' && tokens[head + 1]?.quantity?.unit === 'time'
  if (first === undefined && isDuration) return 'it'
  if (first === undefined) return head === -1 ? 'thing' : 'me'
  const lower = first.text.toLowerCase()
  if (lower === 'i') return 'me'
  if (
    lower === 'we' ||
    subject.some(
      ({ text }) =>
        /^(?:our|we|I)$/iu.test(text) &&
        subject.some(({ stem }) => /^(?:team|squad|group|department|crew|guild|we|i)$/u.test(stem)),
    )
  )
    return 'we'
  if (/^(?:it|this|that|which)$/u.test(lower)) return 'it'
  const isCase = verb === 'reduce' || verb === 'increase' || verb === 'change'
  const after = tokens[head + 1]
  const isBare =
    after === undefined ||
    after.kind !== 'word' ||
    /^(?:by|from|to|after|since|again|in|at|on|with|well|live|down|up)$/iu.test(after.text)
  if (isCase && isBare) return 'thing'
  if (
    subject.some(
      ({ stem, isName, text }, index) =>
        animate.has(stem) && (index === 0 || isName || subject.length < 3) && text !== '',
    )
  )
    return 'other'
  const isNamed = /^\p{Lu}\p{Ll}/u.test(first.text) && first.keys.length === 1 && subject.length < 3
  return isNamed ||
    subject.some(
      ({ isName, keys, text }) =>
        isName && !/\d|^\p{Lu}+$/u.test(text) && !keys.some((key) => key.startsWith('#')),
    )
    ? 'other'
    : 'thing'
}

function agentOf(tokens: readonly ClaimToken[], head: number): Actor {
  const by = tokens.findIndex(({ text }, index) => index > head && text === 'by')
  const agent = by === -1 ? undefined : tokens[by + 1]
  const isTold = tokens.slice(0, head).some(({ stem }) => stem === 'be')
  if (agent === undefined || agent.kind === 'number') return isTold ? 'we' : 'me'
  if (/^(?:me|myself)$/iu.test(agent.text)) return 'me'
  return agent.isName || /^(?:him|her|them|the|my|our)$/iu.test(agent.text) ? 'other' : 'we'
}

function shareOf(tokens: readonly ClaimToken[], verb: string | undefined, actor: Actor): Share {
  const text = tokens.map((token) => token.text).join(' ')
  if (/^co-/iu.test(tokens.find((token) => token.verb === verb && token.form === 'past')?.text ?? ''))
    return 1
  if (actor === 'we' || verb === 'help' || verb === 'pair' || together.test(text)) return 1
  if (verb === 'work' && /\bwith (?:the |our |a )?\p{L}/u.test(text)) return 1
  return verb === 'lead' &&
    !/\b(?:workshops?|trainings?|courses?|class(?:es)?|lessons?|sessions?)\b/iu.test(text)
    ? 3
    : 2
}

function stateOf(
  tokens: readonly ClaimToken[],
  head: number,
  { joint, state }: { joint: string; state: PointState },
): PointState {
  if (state !== 'done') return state
  if (joint === 'if' || joint === 'unless') return 'next'
  // `deployed to staging, prod on Monday`: what has no verb and names a time to come is not done.
  if (head === -1 && joint === ',' && isLater(tokens)) return 'next'
  const before = head === -1 ? tokens : tokens.slice(0, head + 1)
  if (before.some(({ text }) => modal.test(text)) || tokens.some(({ text }) => /^tomorrow$/iu.test(text)))
    return 'next'
  if (
    /\bnext (?:week|month|sprint|quarter|year|monday)\b/iu.test(tokens.map(({ text }) => text).join(' ')) &&
    tokens[head]?.form !== 'past'
  )
    return 'next'
  if (before.some(({ text }, index) => partly.test(text) && tokens[index + 1]?.kind === 'word'))
    return 'tried'
  return tokens[head]?.verb === 'start' || tokens[head]?.verb === 'try' ? 'tried' : 'done'
}
