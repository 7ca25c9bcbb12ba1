import type { Clause } from './claim-clause.ts'
import { contentOf, isBold, isKind, objectHeads, placeOf } from './claim-content.ts'
import type { Finding } from './claim-finding.ts'
import { isGrammar } from './claim-grammar.ts'
import { directionOf } from './claim-direction.ts'
import { stemOf } from './claim-stem.ts'
import { isSaidBy } from './claim-token.ts'
import type { ClaimToken } from './claim-token.ts'
import { entails } from './claim-verbs.ts'

/** Every word that says something must be said in the log. Returns how many are. */
export function checkWords(
  claim: Clause,
  zone: readonly Clause[],
  { finding, dates, around }: { finding: Finding; dates: readonly ClaimToken[]; around: readonly Clause[] },
): number {
  const { conflicts, gaps } = finding
  const logged = zone.flatMap(({ tokens }) => tokens)
  let said = 0
  for (const token of contentOf(claim)) {
    const match = logged.find((other) => isSaidBy(token, other))
    if (match !== undefined && isOfOther(claim, token, zone))
      gaps.push(`the log says "${token.text}" of another number`)
    else if (match !== undefined) {
      said += token.isName ? 1.5 : 1
      checkPlace(claim, token, { zone, conflicts })
    } else if (isOccasion(claim, token, around)) said += 0.5
    else if (isGone(claim, token, zone) || isSavedMoney(token, zone)) said += 1
    else if (isSaidDeed(claim, token, logged) || isSaidChange(token, zone)) said += 0.5
    else if (isFurtherWord(claim, token, logged)) said += 0
    else if (isSaidKind(claim, token, logged) || isOfCalendar(claim, token, logged)) said += 0
    else if (crowd.test(token.stem) && logged.some(({ stem }) => crowd.test(stem))) said += 0.5
    else if (quarter.test(token.text) && logged.some(({ text }) => quarter.test(text)))
      conflicts.push(`the log says another quarter than "${token.text}"`)
    else if (dates.some((date) => isSaidBy(token, date)) || isOfTime(claim, token, logged)) said += 0.5
    else if (isOfPerson(token, logged)) said += 0.5
    else if (logged.some((other) => other.isAbsent !== token.isAbsent && sharesKey(token, other)))
      conflicts.push(`the log says the opposite of "${token.text}"`)
    else if (isBold(token)) conflicts.push(`the log does not say "${token.text}"`)
    else gaps.push(`the log does not say "${token.text}"`)
  }
  return said
}

/** `during a [Django upgrade]`: on what occasion, any deed of the entry says. */
function isOccasion({ tokens }: Clause, token: ClaimToken, around: readonly Clause[]): boolean {
  const from = tokens.findIndex(({ text }) => text === 'during')
  if (from === -1 || tokens.indexOf(token) < from) return false
  return around.some((clause) => clause.tokens.some((other) => isSaidBy(token, other)))
}

/** `cutting costs` is said by money that was saved. */
function isSavedMoney(token: ClaimToken, zone: readonly Clause[]): boolean {
  if (!token.keys.includes('~cost')) return false
  return zone.some(
    ({ verb, state, isNegated, tokens }) =>
      (verb === 'save' || verb === 'reduce') &&
      state === 'done' &&
      !isNegated &&
      tokens.some(({ quantity }) => quantity?.unit.startsWith('money')),
  )
}

/** `Eliminated double charges` is said by `no more double charges`. */
export function isGone(claim: Clause, token: ClaimToken, zone: readonly Clause[]): boolean {
  if (!/^(?:remove|prevent|stop|fix)$/u.test(claim.verb ?? '') || token.isAbsent) return false
  const isTurned = zone.some(({ tokens }) =>
    tokens.some(({ text }) => /^(?:more|longer|anymore|since|now|before|previously)$/iu.test(text)),
  )
  const gone = zone
    .filter(({ state }) => state === 'done')
    .flatMap(({ tokens }) => tokens.filter((other) => other.isAbsent))
  return isTurned && gone.some((other) => token.keys.includes('~all') || sharesKey(token, other))
}

/** `to reduce errors`, `by migrating the jobs`: a verb beside the head is said by one that entails it. */
function isSaidDeed(claim: Clause, token: ClaimToken, logged: readonly ClaimToken[]): boolean {
  const { verb } = token
  const before = claim.tokens[claim.tokens.indexOf(token) - 1]?.text.toLowerCase()
  if (verb === undefined || token.isName || (token.form === 'base' && before !== 'to')) return false
  return logged.some(
    (other) => other.verb !== undefined && !other.isName && !other.isAbsent && entails(other.verb, verb),
  )
}

/** `to speed up the search` is said by an amount of time that went down. */
function isSaidChange({ verb, quantity }: ClaimToken, zone: readonly Clause[]): boolean {
  if (quantity !== undefined || !/^(?:speed|reduce|increase|improve)$/u.test(verb ?? '')) return false
  return zone.some(({ tokens, state, isNegated }) => {
    const direction = state === 'done' && !isNegated ? directionOf(tokens) : undefined
    if (direction === undefined || verb === direction) return direction !== undefined
    const isTime = tokens.some(({ quantity: amount }) => amount?.unit === 'time')
    return verb !== 'increase' && verb !== 'reduce' && isTime && direction === 'reduce'
  })
}

/**
 * `a [memory] leak` where the log tells of a leak and of no other kind: a small word more before a noun that is said.
 * Where the log has a word of its own there that the claim lacks, it speaks of something else: `the report page`.
 */
function isFurtherWord(claim: Clause, token: ClaimToken, logged: readonly ClaimToken[]): boolean {
  const at = claim.tokens.indexOf(token)
  const next = claim.tokens[at + 1]?.text === '-' ? claim.tokens[at + 2] : claim.tokens[at + 1]
  if (
    isBold(token) ||
    token.form !== 'base' ||
    token.verb === 'lead' ||
    !/^\p{Ll}{3,}$/u.test(token.text) ||
    token.isAbsent
  )
    return false
  if (next?.kind !== 'word' || isGrammar(next) || next.text.startsWith('-') || next.form === 'past')
    return false
  const heads = logged.filter((other) => isSaidBy(next, other))
  const keeps = (word: ClaimToken) =>
    // Only by its own meaning: `flow` is no word for the `signup` of a `signup flow`.
    word.kind !== 'word' || isGrammar(word) || claim.tokens.some((own) => sharesKey(own, word))
  return heads.length > 0 && heads.every((head) => besides(head, logged).every(keeps))
}

/** The words that say which: before a noun, and behind an `of` or `for`. */
function besides(head: ClaimToken, logged: readonly ClaimToken[]): ClaimToken[] {
  const at = logged.indexOf(head)
  const words: ClaimToken[] = []
  for (let index = at - 1; index >= 0; index -= 1) {
    const word = logged[index]
    if (word === undefined || word.kind !== 'word' || isGrammar(word) || word.form === 'past') break
    words.push(word)
  }
  const of = logged[at + 1]
  if (of === undefined || !/^(?:of|for|in|on)$/u.test(of.text)) return words
  for (const word of logged.slice(at + 2)) {
    if (word.kind !== 'word' || (isGrammar(word) && !/^(?:the|our|a|an|my)$/u.test(word.text))) break
    words.push(word)
  }
  return words
}

/** `the staging environment` is said by `staging`. */
function isSaidKind(claim: Clause, token: ClaimToken, logged: readonly ClaimToken[]): boolean {
  const named = isKind(claim, token)
  if (named !== undefined && logged.some((other) => isSaidBy(named, other))) return true
  return isOpenKind(claim, token, logged)
}

/** `onto spot [instances]` where the log says `to spot` and nothing behind it: what the thing is, not which. */
function isOpenKind(claim: Clause, token: ClaimToken, logged: readonly ClaimToken[]): boolean {
  const before = claim.tokens[claim.tokens.indexOf(token) - 1]
  if (before?.kind !== 'word' || before.end + 1 !== token.start || isGrammar(before)) return false
  if (isBold(token) || token.form !== 'base' || token.keys.some((key) => calendar.test(key))) return false
  if (!/^\p{Ll}{4,}$/u.test(token.text) || objectHeads(claim).includes(token)) return false
  return logged.some((other, index) => {
    const next = logged[index + 1]
    const isLast = next?.kind !== 'word' || isGrammar(next) || next.start !== other.end + 1
    return isLast && other.form === 'base' && isSaidBy(before, other)
  })
}

const calendar = /^~(?:day|week|month|quarter|year|hour|minute|second)$/u
/** People who are counted. */
const crowd =
  /^(?:participant|attende|person|respondent|user|customer|client|student|member|guest|visitor|delegat|learner|spectator|listener|viewer|reader)$/u
const quarter = /^Q[1-4]$/u
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']
const weekday = /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$/iu

/** `weekly` is said by `every Tuesday`, `the second day` by `day 2`. */
function isOfCalendar(claim: Clause, token: ClaimToken, logged: readonly ClaimToken[]): boolean {
  if (token.keys.includes('~week') && token.text.endsWith('ly'))
    return logged.some(
      ({ text }, index) => weekday.test(text) && /^(?:every|each)$/iu.test(logged[index - 1]?.text ?? ''),
    )
  const place = ordinals.indexOf(token.text.toLowerCase()) + 1
  const counted = claim.tokens[claim.tokens.indexOf(token) + 1]
  if (place === 0 || counted === undefined) return false
  return logged.some(
    ({ quantity }, index) =>
      quantity?.value === place &&
      logged[index - 1] !== undefined &&
      isSaidBy(counted, logged[index - 1] ?? counted),
  )
}

/** A name that stands only beside a number of its own: `94 % in Q2 (Q1: 88 %)`. */
function isOfOther(claim: Clause, token: ClaimToken, zone: readonly Clause[]): boolean {
  const values = claim.tokens.flatMap(({ quantity }) => (quantity === undefined ? [] : [quantity.value]))
  if (!token.isName || values.length === 0) return false
  const holders = zone.filter(({ tokens }) => tokens.some((other) => isSaidBy(token, other)))
  return holders.every(({ tokens, head }, index) => {
    const own = tokens.flatMap(({ quantity }) => (quantity === undefined ? [] : [quantity.value]))
    return (
      (index > 0 || holders[0] !== zone[0]) &&
      head === -1 &&
      own.length > 0 &&
      !own.some((value) => values.includes(value))
    )
  })
}

function sharesKey(token: ClaimToken, other: ClaimToken): boolean {
  return token.keys.some((key) => other.keys.includes(key))
}

/** `runtime`, `response time`: said by an amount of time, and by the words beside it. */
function isOfTime(claim: Clause, token: ClaimToken, logged: readonly ClaimToken[]): boolean {
  const next = claim.tokens[claim.tokens.indexOf(token) + 1]?.text ?? ''
  const isTimed = logged.some(({ quantity }) => quantity?.unit === 'time')
  if (isTimed && /^(?:run|execution|processing)$/iu.test(token.text) && /^(?:times?|duration)$/u.test(next))
    return true
  if (
    !/(?:^|run|\s)(?:time|duration)$/iu.test(token.text) ||
    !logged.some(({ quantity }) => quantity?.unit === 'time')
  )
    return false
  const others = token.text.split(' ').slice(0, -1)
  return others.every((word) => logged.some(({ keys }) => keys.includes(stemOf(word))))
}

/** A person whom the log names is a colleague. */
export function isOfPerson(token: ClaimToken, logged: readonly ClaimToken[]): boolean {
  if (!token.keys.includes('~colleague') || token.isPlural) return false
  // At the start of a sentence a name looks like a word: `Olek and I`.
  return logged.some(
    ({ isName, keys, text, verb }) =>
      keys.length === 1 && (isName || (verb === undefined && /^\p{Lu}\p{Ll}+$/u.test(text))),
  )
}

function checkPlace(
  claim: Clause,
  token: ClaimToken,
  { zone, conflicts }: { zone: readonly Clause[]; conflicts: string[] },
): void {
  // Versions of one product are told apart by their numbers.
  if (claim.verb === 'upgrade' || claim.verb === 'move') {
    const next = claim.tokens[claim.tokens.indexOf(token) + 1]
    if (next?.kind === 'number') return
  }
  const place = placeOf(claim, token)
  if (place === undefined) return
  const places = zone.flatMap((clause) =>
    clause.tokens.filter((other) => isSaidBy(token, other)).map((other) => placeOf(clause, other)),
  )
  if (places.includes(place) || places.includes(undefined)) return
  conflicts.push(`the log has "${token.text}" at the other end of the change`)
}
