import { directionOf, dropsThing, factVerb } from './claim-direction.ts'
import { isGrammar } from './claim-grammar.ts'
import { isMoney, madeDeed } from './claim-made.ts'
import { isAdverb, isFinite } from './claim-split.ts'
import type { ClaimToken } from './claim-token.ts'
import { phraseGroup } from './claim-verbs.ts'

/** Words for people, of whom a log says that they did something. */
export const animate = new Set(
  `vendor customer client team colleague manager boss director ceo cto intern someone contractor supplier agency designer
  developer engineer partner legal finance marketing user he she they who`.split(/\s+/u),
)
const nounDeeds = new Set([
  'review',
  'meet',
  'interview',
  'present',
  'investigate',
  'pair',
  'teach',
  'mentor',
  'attend',
])
const light = new Set([
  'finish',
  'run',
  'work',
  'start',
  'try',
  'plan',
  'ask',
  'lead',
  'help',
  'pair',
  'attend',
  'get',
  'make_up',
  'spend',
  'propose',
  'say',
  'organise',
  'present',
])
const occasions = /^(?:drill|workshop|session|meeting|call|retro|retrospective|demo|day|evening)$/iu
const auxiliary = /^(?:have|has|had|was|were|am|is|are|been|be|being|did|do|'ve|to|got|get|not|never)$/iu
const negative = /(?:^(?:not|never|cannot|nobody|nothing)$|n['’]t$)/iu

/** Where the verb of a clause is, and what stands before it as its subject. */
export function headOf(tokens: readonly ClaimToken[]): {
  head: number
  subject: readonly ClaimToken[]
  isPassive: boolean
} {
  let start = 0
  while (isAdverb(tokens[start]) || tokens[start]?.kind === 'mark') start += 1
  const first = tokens[start]
  const finite = tokens.findIndex((_, index) => index > start && isFinite(tokens, index))
  if (first === undefined) return { head: -1, subject: [], isPassive: false }
  const [dash, second] = tokens.slice(start + 1)
  if (dash?.text === '-' && second?.form === 'past' && second.stem !== 'be')
    return { head: start + 2, subject: [], isPassive: isToldOf(tokens, start + 2) }
  const isPronoun = /^(?:i|we)$/iu.test(first.text)
  // `had to patch`, `I managed to cut`: the deed is the second verb.
  const forced = isPronoun ? start + 1 : start
  if (/^(?:had|managed)$/iu.test(tokens[forced]?.text ?? '') && tokens[forced + 1]?.text === 'to')
    return { head: forced + 2, subject: tokens.slice(start, forced), isPassive: false }
  const noun = first.form === 'base' ? nounDeed(tokens, start) : -1
  if (noun > start && finite === -1) return { head: noun, subject: [], isPassive: false }
  if (!isPronoun && first.kind === 'word' && startsWithVerb(first, finite, tokens.slice(start + 1)))
    return { head: start, subject: [], isPassive: isToldOf(tokens, start) }
  if (!isPronoun && finite === -1) {
    const found = present(tokens, start)
    return found.head === -1 ? { ...found, head: nounDeed(tokens, start) } : found
  }
  let head = isPronoun ? start + 1 : finite
  const be = tokens[head]?.stem === 'be'
  while (isAuxiliary(tokens, head) || isAdverb(tokens[head]) || negative.test(tokens[head]?.text ?? ''))
    head += 1
  const isBeen = be || (head > 1 && tokens[head - 1]?.text === 'been')
  const isPassive = (isBeen && tokens[head]?.form === 'past') || isTelegraphic(tokens, start, head)
  if (tokens[head]?.kind !== 'word' || (be && !isPassive && tokens[head]?.form !== 'gerund'))
    head = isPronoun ? start + 1 : finite
  return { head, subject: tokens.slice(start, isPronoun ? start + 1 : finite), isPassive }
}

/** `got` helps a participle only: `got approved`, but `got the build to work`. */
function isAuxiliary(tokens: readonly ClaimToken[], at: number): boolean {
  const text = tokens[at]?.text ?? ''
  return (
    auxiliary.test(text) &&
    (!/^(?:got|get|have|has|had|did|do|be)$/iu.test(text) ||
      isAdverb(tokens[at + 1]) ||
      tokens[at + 1]?.form === 'past')
  )
}

/** `a bug, [reported by 40 customers]`. */
function isToldOf(tokens: readonly ClaimToken[], head: number): boolean {
  const [by, agent] = tokens.slice(head + 1)
  return (
    tokens[head]?.form === 'past' &&
    by?.text === 'by' &&
    agent?.form !== 'gerund' &&
    agent?.quantity?.unit !== '%' &&
    !/^(?:a|an)$/u.test(agent?.text ?? '')
  )
}

/** `Login bug fixed`, `Docs rewritten`: the way of logs to say that one did it. */
function isTelegraphic(tokens: readonly ClaimToken[], start: number, head: number): boolean {
  const [first, verb, after] = [tokens[start], tokens[head], tokens[head + 1]]
  if (first === undefined || verb === undefined || head === start || verb.form !== 'past') return false
  if (
    tokens[head - 1]?.stem === 'be' ||
    /^(?:i|we|it|this|that|which|who|he|she|they|the|a|an|our|my)$/iu.test(first.text)
  )
    return false
  if (verb.verb === undefined || /^(?:reduce|increase|change|say|work)$/u.test(verb.verb)) return false
  const isNoun =
    first.keys.length > 1 || head - start > 1 || /^(?:all|both|each|everything)$/iu.test(first.text)
  const words = tokens.slice(start, head)
  // `Onboarding guide for interns written`: whom it is for did not write it.
  const preposition = words.findIndex(({ text }) => /^(?:for|of|with|to|on|in)$/u.test(text))
  const subject = preposition < 1 ? words : words.slice(0, preposition)
  if (
    !isNoun ||
    subject.some(
      ({ stem, isName, keys }) =>
        animate.has(stem) || (isName && keys.length === 1 && !/\d/u.test(keys[0] ?? '')),
    )
  )
    return false
  return (
    after === undefined ||
    after.kind !== 'word' ||
    /^(?:for|in|into|onto|on|to|with|without|from|by|after|before|at|and|via|using|across|during|until|within|as|today|yesterday|overnight)$/iu.test(
      after.text,
    )
  )
}

/** `Code review for Sam`, `Demo to the board`: a deed told by its noun. */
function nounDeed(tokens: readonly ClaimToken[], start: number): number {
  const stop = tokens.findIndex(
    ({ kind, text }, index) =>
      index > start && (kind !== 'word' || /^(?:for|with|of|on|in|to|about|by|from|at)$/u.test(text)),
  )
  const head = (stop === -1 ? tokens.length : stop) - 1
  return head < start + 3 && nounDeeds.has(tokens[head]?.verb ?? '') && tokens[stop]?.text !== 'by'
    ? head
    : -1
}

function startsWithVerb(first: ClaimToken, finite: number, rest: readonly ClaimToken[]): boolean {
  const [next] = rest
  const isMeasured =
    next?.kind === 'word' &&
    (rest.some(({ text }) => /^(?:up|down|drop|drops|fell|rose)$/u.test(text)) ||
      /^(?:report|test|import|export|log|cache|print|book|record|index|order|design)s?$/iu.test(
        first.text,
      )) &&
    factVerb(rest) !== undefined
  if (first.form === 'base' && rest.length < 3 && occasions.test(rest.at(-1)?.text ?? '')) return false
  if (isSubject(first, rest)) return false
  if (first.form === 'past') return first.stem !== 'be'
  // `drop-off 42 % -> 31 %`
  if (first.form === 'base' && next?.text === '-' && next.start === first.end) return false
  if (first.form === 'gerund')
    return finite === -1 || /^(?:a|an|the|with|on|to|for|our|my)$/iu.test(next?.text ?? '')
  return (
    first.verb !== undefined &&
    finite === -1 &&
    !isMeasured &&
    !(
      first.isPlural &&
      (isAdverb(next) || (next?.kind === 'word' && next.form === 'base' && !isGrammar(next)))
    )
  )
}

/** `[audit result] comes in March`: a noun before its verb, though it may be a verb itself. */
function isSubject(first: ClaimToken, [noun, verb]: readonly ClaimToken[]): boolean {
  const isNoun = first.form === 'base' && noun?.form === 'base' && noun.verb === undefined
  return isNoun && /^(?:comes|arrives|follows|starts|ends|goes)$/u.test(verb?.text ?? '')
}

/** A clause without a past form: `it breaks`, `the team discusses it`, or no verb at all. */
function present(tokens: readonly ClaimToken[], start: number): ReturnType<typeof headOf> {
  const none = { head: -1, subject: [], isPassive: false }
  const first = tokens[start]?.text.toLowerCase() ?? ''
  const head = tokens.findIndex(
    (token, index) =>
      index > start &&
      token.verb !== undefined &&
      /[a-z]s$/u.test(token.text) &&
      !/^(?:for|of)$/u.test(tokens[index + 1]?.text ?? ''),
  )
  if (
    head === -1 ||
    !(animate.has(first) || /^(?:it|this|the|a)$/u.test(first) || tokens[start]?.isName === true)
  )
    return none
  if (/^(?:the|a)$/u.test(first) && !animate.has(tokens[start + 1]?.stem ?? '')) return none
  return { head, subject: tokens.slice(start, head), isPassive: false }
}

/** The group of the verb at a place, with what its words say together: `gave a talk`, `brought … down`. */
export function verbAt(tokens: readonly ClaimToken[], head: number): string | undefined {
  const token = tokens[head]
  if (token === undefined) return undefined
  const text = tokens
    .slice(head, head + 4)
    .map(({ stem }) => stem)
    .join(' ')
  const words = tokens
    .slice(head)
    .map(({ stem }) => stem)
    .join(' ')
  if (/^talks?$/iu.test(token.text) && /^(?:at|on|about)$/u.test(tokens[head + 1]?.text ?? ''))
    return 'present'
  if (/^be (?:\w+ )?(?:responsibl|in charg)/u.test(text)) return 'lead'
  if (
    /^giv (?:a |an |the )*(?:talk|demo|present|speech|keynot)/u.test(text) ||
    /^(?:give|giv|hold|deliver) (?:\S+ ){0,2}(?:talk|demo|presentat|present|speech)/u.test(text)
  )
    return 'present'
  if (/^(?:give|giv|leave|send|provide|provid) (?:\S+ )?feedback on\b/u.test(text)) return 'review'
  if (/^mak .*(?:faster|quicker|smaller|cheaper|shorter|leaner|lighter)/u.test(words))
    return /faster|quicker/u.test(words) ? 'speed' : 'reduce'
  if (/^(?:get|bring|push|bump) .*(?:under|below|down)\b/u.test(words)) return 'reduce'
  if (/^(?:get|got) .*\bwork(?: (?:on|in|with|for|again|under)\b|$)/u.test(words)) return 'fix'
  if (/^push .*\bto (?:prod\w*|liv\w*|stag\w*)\b/u.test(words)) return 'release'
  if (/^(?:speak|talk) (?:with|to)\b/u.test(words)) return 'meet'
  if (/^(?:do|mak|creat) (?:a |an |the )*(?:proof|poc|prototyp)/u.test(text)) return 'create'
  if (
    /^(?:br(?:ing|ings|ought|inging) in|rais(?:e|ed|ing|es))$/iu.test(token.text) &&
    isMoney(tokens.slice(head + 1))
  )
    return 'gain'
  const made = madeDeed(tokens, head)
  if (made !== undefined) return made
  const later = tokens
    .slice(head + 1, head + 8)
    .find(({ text }) => /^(?:down|up|off|back|live|out|into)$/u.test(text))
  const separated = later === undefined ? undefined : phraseGroup(token.stem, later.text)
  const group = separated ?? (dropsThing(tokens, head) ? 'remove' : token.verb) ?? `=${token.stem}`
  return group === 'change' || group === 'get' ? (directionOf(tokens) ?? group) : group
}

/** The deed inside of a verb that has none of its own: `helped to fix`, `led the migration`. */
export function deedOf(
  tokens: readonly ClaimToken[],
  head: number,
  verb: string | undefined,
): string | undefined {
  if (verb === undefined) return undefined
  // `Used Terraform to [set up] an environment`
  const to = tokens.findIndex(
    ({ text }, index) => index > head && text === 'to' && tokens[index + 1]?.verb !== undefined,
  )
  if (verb === 'use') return to === -1 || tokens[to + 1]?.form !== 'base' ? undefined : tokens[to + 1]?.verb
  if (!light.has(verb)) return undefined
  const inner = tokens
    .slice(head + 1)
    .find(
      (token, index, rest) =>
        token.verb !== undefined &&
        !isBesideNoun(token, rest[index - 1], { next: rest[index + 1], verb }) &&
        token.verb !== verb &&
        !light.has(token.verb) &&
        !/^(?:change|use|get)$/u.test(token.verb),
    )
  return inner?.verb
}

/** `the [design] tokens`, `conducted [code] reviews`: the word before a noun only says which; but `helped [lower] costs`. */
function isBesideNoun(
  token: ClaimToken,
  before: ClaimToken | undefined,
  { next, verb }: { next: ClaimToken | undefined; verb: string },
): boolean {
  if (token.form !== 'base' || before?.text === 'to' || next?.kind !== 'word') return false
  const isNoun = next.verb === undefined || verb === 'run'
  return next.form === 'base' && isNoun && next.keys.length > 0 && !isGrammar(next)
}

/** Whether a clause says that something did not happen. */
export function isNegated(tokens: readonly ClaimToken[], head: number): boolean {
  const before = head === -1 ? tokens : tokens.slice(0, head + 2)
  if (before.some(({ text }) => negative.test(text))) return true
  return /^(?:fail|fails|failed|unable)$/iu.test(tokens[head]?.text ?? '') && tokens[head + 1]?.text === 'to'
}
