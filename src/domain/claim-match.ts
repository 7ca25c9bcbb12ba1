import { proveNumbers } from './claim-arithmetic.ts'
import type { Clause } from './claim-clause.ts'
import { directionOf } from './claim-head.ts'
import { contentOf, isBold, objectHeads, placeOf } from './claim-content.ts'
import { stemOf } from './claim-stem.ts'
import { isSaidBy } from './claim-token.ts'
import type { ClaimToken } from './claim-token.ts'
import { entails } from './claim-verbs.ts'
import { anaphor, isDeed, zoneOf } from './claim-zone.ts'

/** How well one clause of the log carries one clause of a claim. */
export interface ClauseMatch {
  logged: Clause
  /** The clauses whose words carried it, that clause among them. */
  zone: readonly Clause[]
  /** What the log says otherwise. */
  conflicts: readonly string[]
  /** What the log does not say. */
  gaps: readonly string[]
  /** The sums that were made: `87 % = 1 − 40 ms / 310 ms`. */
  shown: readonly string[]
  score: number
}

interface Finding {
  conflicts: string[]
  gaps: string[]
  shown: string[]
}

const stateWords: Record<string, string> = {
  tried: 'as tried or begun, not as done',
  next: 'as planned or possible, not as done',
  blocked: 'as blocked, not as done',
  asked: 'as a question, not as done',
}
const innerVerbs = new Set(['help', 'pair', 'lead', 'finish', 'run', 'spend'])
const metricVerbs = new Set(['speed', 'improve', 'save'])
/** What one adds or sets up, one has not built, where it is a product. */
const makers = new Set(['create', 'write'])

/** Compares a clause of a claim with one of an entry; `clauses` are all of that entry, `dates` the names of its day. */
export function matchClause(
  claim: Clause,
  logged: Clause,
  { clauses: entry, dates }: { clauses: readonly Clause[]; dates: readonly ClaimToken[] },
): ClauseMatch {
  const zone = zoneOf(logged, entry)
  const finding: Finding = { conflicts: [], gaps: [], shown: [] }
  const said = checkWords(claim, zone, { finding, dates })
  const sameVerb = checkVerb(claim, logged, finding)
  checkState(claim, logged, finding)
  checkActor(claim, logged, { entry, finding })
  checkObject(claim, logged, { zone, finding })
  const proven = checkNumbers(claim, zone, finding)
  return { logged, zone, ...finding, score: said + (sameVerb ? 1.5 : 0) + proven }
}

/** Every word that says something must be said in the log. Returns how many are. */
function checkWords(
  claim: Clause,
  zone: readonly Clause[],
  { finding, dates }: { finding: Finding; dates: readonly ClaimToken[] },
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
    } else if (dates.some((date) => isSaidBy(token, date)) || isOfTime(token, logged)) said += 0.5
    else if (isOfPerson(token, logged)) said += 0.5
    else if (logged.some((other) => other.isAbsent !== token.isAbsent && sharesKey(token, other)))
      conflicts.push(`the log says the opposite of "${token.text}"`)
    else if (isBold(token)) conflicts.push(`the log does not say "${token.text}"`)
    else gaps.push(`the log does not say "${token.text}"`)
  }
  return said
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
function isOfTime(token: ClaimToken, logged: readonly ClaimToken[]): boolean {
  if (
    !/(?:^|run|\s)(?:time|duration)$/iu.test(token.text) ||
    !logged.some(({ quantity }) => quantity?.unit === 'time')
  )
    return false
  const others = token.text.split(' ').slice(0, -1)
  return others.every((word) => logged.some(({ keys }) => keys.includes(stemOf(word))))
}

/** A person whom the log names is a colleague. */
function isOfPerson(token: ClaimToken, logged: readonly ClaimToken[]): boolean {
  if (!token.keys.includes('~colleague') || token.isPlural) return false
  return logged.some(({ isName, keys }) => isName && keys.length === 1)
}

function checkPlace(
  claim: Clause,
  token: ClaimToken,
  { zone, conflicts }: { zone: readonly Clause[]; conflicts: string[] },
): void {
  const place = placeOf(claim, token)
  if (place === undefined) return
  const places = zone.flatMap((clause) =>
    clause.tokens.filter((other) => isSaidBy(token, other)).map((other) => placeOf(clause, other)),
  )
  if (places.includes(place) || places.includes(undefined)) return
  conflicts.push(`the log has "${token.text}" at the other end of the change`)
}

function checkVerb(claim: Clause, logged: Clause, { conflicts, gaps }: Finding): boolean {
  const wanted = claim.deed ?? claim.verb
  if (wanted === undefined) {
    const deeds = claim.tokens.flatMap(({ verb }) => (verb === undefined ? [] : [verb]))
    const isNoun = deeds.some((deed) => verbsOf(logged, false).some((verb) => entails(verb, deed)))
    if (claim.joint === '' && claim.share !== 1 && logged.head !== -1 && !isNoun)
      gaps.push('the claim does not say what was done')
    return false
  }
  const verbs = verbsOf(logged, claim.state !== 'done')
  const isProduct = objectHeads(claim).some(({ keys }) => keys.some((key) => key.startsWith('#')))
  if (makers.has(wanted) && isProduct && !verbs.some((verb) => makers.has(verb))) {
    conflicts.push('the log does not say that you made it')
    return false
  }
  if (
    verbs.some((verb) => entails(verb, wanted) || (claim.verb !== undefined && entails(verb, claim.verb)))
  ) {
    if (claim.deed === undefined || verbs.some((verb) => entails(verb, wanted)) || claim.share < 2)
      return true
    if (verbs.includes(claim.verb ?? '')) return true
  }
  if (claim.share !== 2 && claim.deed === undefined) return true
  const stem = claim.tokens[claim.head]?.stem
  const isRelative = /^(?:that|which|who)$/u.test(claim.joint)
  if (isRelative && logged.tokens.some((token) => token.stem === stem)) return true
  if (logged.head === -1 && logged.tokens.some((token) => token.stem === stem && !token.isAbsent)) return true
  const word = claim.tokens[claim.head]?.text ?? wanted
  if (logged.head === -1 || wanted.startsWith('=') || verbs.some((verb) => verb.startsWith('=')))
    gaps.push(`the log does not say "${word}"`)
  else conflicts.push(`the log says "${logged.tokens[logged.head]?.text ?? ''}", not "${word}"`)
  return false
}

function verbsOf({ verb, deed, tokens }: Clause, all: boolean): string[] {
  // `Improved the runtime from 40 min to 10 min` reduced it.
  const direction = verb === 'improve' ? directionOf(tokens) : undefined
  const inner = deed !== undefined && (all || innerVerbs.has(verb ?? ''))
  return [
    ...(verb === undefined ? [] : [verb]),
    ...(direction === undefined ? [] : [direction]),
    ...(inner ? [deed] : []),
  ]
}

function checkState(claim: Clause, logged: Clause, { conflicts, gaps }: Finding): void {
  if (claim.state === 'done' && logged.state !== 'done')
    conflicts.push(`the log tells it ${stateWords[logged.state] ?? logged.state}`)
  else if (claim.state !== logged.state) gaps.push('the log does not tell it as the claim does')
  if (claim.isNegated !== logged.isNegated) conflicts.push('the log says the opposite')
}

function checkActor(
  claim: Clause,
  logged: Clause,
  { entry, finding }: { entry: readonly Clause[]; finding: Finding },
): void {
  const { conflicts, gaps } = finding
  if (claim.actor === 'thing' || claim.actor === 'it') return
  if (claim.actor === 'other') {
    if (logged.actor !== 'other') gaps.push('the log does not say that somebody else did it')
    return
  }
  const did = actorBehind(logged, entry)
  if (did.actor === 'other') conflicts.push('the log says that somebody else did it')
  else if (did.actor === 'thing' || did.actor === 'it') gaps.push('the log does not say who did it')
  else if (claim.share === 3 && did.share < 3) conflicts.push('the log does not say that you led it')
  else if (claim.share === 2 && did.share === 1 && shares(claim)) return
  else if (claim.share > did.share && did.actor === 'we') gaps.push('the log says that several did it')
  else if (claim.share > did.share)
    conflicts.push('the log says that you had a part in it, not that you did it')
}

/** `together with Sara`: the claim itself says that it was shared. */
function shares({ tokens }: Clause): boolean {
  return /\b(?:together|jointly|along|with) (?:with )?\p{Lu}/u.test(tokens.map(({ text }) => text).join(' '))
}

/** Who stands behind a fact: the deed of the same sentence that it is joined to. */
function actorBehind(logged: Clause, entry: readonly Clause[]): Pick<Clause, 'actor' | 'share'> {
  if (logged.actor !== 'thing' && logged.actor !== 'it') return logged
  const near = entry.filter(
    (clause) => clause.sentence === logged.sentence && clause.state === 'done' && !clause.isNegated,
  )
  const doer =
    near.find(({ actor, head }) => actor === 'me' && head !== -1) ??
    (near.some(({ tokens }) => tokens.some(({ text }) => /^(?:my|mine)$/iu.test(text)))
      ? ({ actor: 'me', share: 2 } as const)
      : undefined) ??
    near.find(({ actor }) => actor === 'we')
  return doer ?? logged
}

function checkObject(
  claim: Clause,
  logged: Clause,
  { zone, finding }: { zone: readonly Clause[]; finding: Finding },
): void {
  if (claim.head === -1 || logged.head === -1 || logged.joint === 'rel') return
  if (/^(?:that|which|who)$/u.test(claim.joint)) return
  const wanted = claim.deed ?? claim.verb ?? ''
  const own = objectHeads(claim)
  const helped = logged.verb === 'help' || logged.verb === 'pair'
  const heads = objectHeads(logged).filter(
    ({ text, isName, keys }) => !anaphor.test(text) && !(helped && isName && keys.length === 1),
  )
  if (!metricVerbs.has(wanted) && heads.length > 0) {
    const kept = heads.some((head) => claim.tokens.some((token) => isSaidBy(token, head)))
    if (!kept) finding.gaps.push(`the log says it of "${heads[0]?.text ?? ''}"`)
  }
  const all = zone.flatMap(({ tokens }) => tokens)
  for (const head of own) {
    const said = all.filter((token) => isSaidBy(head, token))
    if (head.isPlural && said.length > 0 && said.every(isOne) && !countsMany(claim, head))
      finding.gaps.push(`the log says "${said[0]?.text ?? ''}", not "${head.text}"`)
  }
}

function isOne(token: ClaimToken): boolean {
  return (
    token.kind === 'word' &&
    !token.isPlural &&
    token.form === 'base' &&
    /^\p{Ll}+$/u.test(token.text) &&
    !/(?:s|data|feedback|people|staff)$/u.test(token.text)
  )
}

/** `12 articles`: the number itself is checked. */
function countsMany(claim: Clause, head: ClaimToken): boolean {
  const before = claim.tokens.slice(0, claim.tokens.indexOf(head))
  return before.slice(-4).some(({ quantity }) => quantity !== undefined && quantity.unit === '')
}

function checkNumbers(claim: Clause, zone: readonly Clause[], { conflicts, shown }: Finding): number {
  let proven = 0
  for (const proof of proveNumbers(
    claim,
    zone.filter((clause) => clause === zone[0] || !isDeed(clause)),
  )) {
    if (!proof.proven) conflicts.push(proof.why)
    else proven += 1
    if (proof.proven && proof.shown !== undefined) shown.push(proof.shown)
  }
  return proven
}
