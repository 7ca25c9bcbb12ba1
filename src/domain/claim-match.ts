import { proveNumbers } from './claim-arithmetic.ts'
import type { Clause } from './claim-clause.ts'
import { objectHeads } from './claim-content.ts'
import { changeVerbs, checkVerb, handsOn, provesChange } from './claim-deed.ts'
import type { Finding } from './claim-finding.ts'
import { isGrammar } from './claim-grammar.ts'
import { isNoteOf, isOwnNote } from './claim-note.ts'
import { isSaidBy } from './claim-token.ts'
import type { ClaimToken } from './claim-token.ts'
import { checkWords, isOfPerson } from './claim-word.ts'
import { anaphor, endsDeed, isDeed, zoneOf } from './claim-zone.ts'

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

const stateWords: Record<string, string> = {
  tried: 'as tried or begun, not as done',
  next: 'as planned or possible, not as done',
  blocked: 'as blocked, not as done',
  asked: 'as a question, not as done',
}
/** What they are done to is not what was made for it. */
const metricVerbs = new Set(['speed', 'improve', 'save', 'automate'])

/** Compares a clause of a claim with one of an entry; `clauses` are all of that entry, `dates` the names of its day. */
export function matchClause(
  claim: Clause,
  logged: Clause,
  { clauses: entry, dates }: { clauses: readonly Clause[]; dates: readonly ClaimToken[] },
): ClauseMatch {
  const zone = zoneOf(logged, entry)
  const finding: Finding = { conflicts: [], gaps: [], shown: [] }
  const around = entry.filter(({ state, isNegated }) => state === 'done' && !isNegated)
  const said = checkWords(claim, zone, { finding, dates, around })
  const changes = provesChange(claim, zone)
  const isNote = isNoteOf(claim, logged, entry)
  const sameVerb = changes || isNote || checkVerb(claim, zone, finding)
  checkState(claim, logged, finding)
  if (!isNote) checkActor(claim, logged, { entry, finding })
  checkObject(claim, logged, { zone, finding, isChange: changes })
  const proven = checkNumbers(claim, zone, finding)
  return { logged, zone, ...finding, score: said + (sameVerb ? 1.5 : 0) + proven }
}

function checkState(claim: Clause, logged: Clause, { conflicts, gaps }: Finding): void {
  // Who tried a tool has evaluated it; who tried to mend a thing has not mended it.
  const next = logged.tokens[logged.head + 1]
  const isOfDeed = next?.text === 'to' || next?.form === 'gerund'
  const isTrial = logged.state === 'tried' && logged.verb === 'try' && logged.head !== -1 && !isOfDeed
  if (isTrial && (claim.verb === 'investigate' || claim.verb === 'test')) return
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
  if (claim.verb === 'attend' && logged.actor === 'we') return
  const did = isDoneByHand(logged) ? { actor: 'me', share: 2 } : actorBehind(logged, entry)
  if (did.actor === 'other') conflicts.push('the log says that somebody else did it')
  else if (did.actor === 'thing' || did.actor === 'it') gaps.push('the log does not say who did it')
  else if (claim.share === 3 && did.share < 3) conflicts.push('the log does not say that you led it')
  else if (claim.share === 2 && did.share === 1 && shares(claim)) return
  else if (claim.share > did.share && did.actor === 'we') gaps.push('the log says that several did it')
  else if (claim.share > did.share)
    conflicts.push('the log says that you had a part in it, not that you did it')
}

/** `The migration was finished`: who keeps a log of their work notes what they did, unless it names a doer. */
function isDoneByHand({ isPassive, actor, verb, tokens, subject }: Clause): boolean {
  if (!isPassive || actor !== 'we' || !handsOn.has(verb ?? '')) return false
  return ![...subject, ...tokens].some(({ text }) => /^(?:by|my|our|we|his|her|their)$/iu.test(text))
}

/** `together with Sara`: the claim itself says that it was shared. */
function shares({ tokens }: Clause): boolean {
  const text = tokens.map(({ text }) => text).join(' ')
  return (
    /\b(?:together|jointly|along|with) (?:with )?\p{Lu}/u.test(text) ||
    /\b(?:in (?:collaboration|cooperation|partnership)|together|jointly|alongside|along)\b/u.test(text)
  )
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
    near.find(({ actor }) => actor === 'we') ??
    (isOwnNote(logged, entry) ? ({ actor: 'me', share: 2 } as const) : undefined)
  return doer ?? logged
}

function checkObject(
  claim: Clause,
  logged: Clause,
  { zone, finding, isChange }: { zone: readonly Clause[]; finding: Finding; isChange: boolean },
): void {
  if (claim.head === -1 || logged.head === -1 || logged.joint === 'rel') return
  if (/^(?:that|which|who)$/u.test(claim.joint)) return
  const wanted = claim.deed ?? claim.verb ?? ''
  const own = objectHeads(claim)
  const helped = logged.verb === 'help' || logged.verb === 'pair'
  const bare = objectHeads(logged)
  const shared = bare.length > 0 ? undefined : zone.find((other) => other !== logged && other.joint === 'and')
  const heads = (shared === undefined ? bare : objectHeads(shared)).filter(
    ({ text, isName, keys }) =>
      !anaphor.test(text) &&
      !(logged.verb === 'review' && text === 'feedback') &&
      !(helped && isName && keys.length === 1),
  )
  if (!metricVerbs.has(wanted) && !isChange && heads.length > 0 && own.length > 0) {
    const kept = [...heads, ...countedIn(zone)].some((head) =>
      claim.tokens.some((token) => isSaidBy(token, head) || isOfPerson(token, [head])),
    )
    if (!kept) finding.gaps.push(`the log says it of "${heads[0]?.text ?? ''}"`)
  }
  const all = zone.flatMap(({ tokens }) => tokens)
  if (isOpposite(claim, logged)) finding.conflicts.push('the log says the opposite of "new"')
  for (const head of own) {
    // Of what is told in another word, the plural says little.
    const said = all.filter((token) => isSaidBy(head, token) && token.stem === head.stem)
    if (
      head.isPlural &&
      !changeVerbs.has(wanted) &&
      !all.some(({ text }) => /^(?:weekly|daily|monthly|quarterly|every)$/iu.test(text)) &&
      !head.keys.includes('~cost') &&
      said.length > 0 &&
      said.every((token) => isOne(token) && !isModifier(token, all)) &&
      !countsMany(claim, head)
    )
      finding.gaps.push(`the log says "${said[0]?.text ?? ''}", not "${head.text}"`)
  }
}

/** `Moved the assets over, 300 [files]`: what is counted behind a deed is its object as well. */
function countedIn([logged, ...zone]: readonly Clause[]): ClaimToken[] {
  const own =
    logged?.tokens.flatMap(({ text }, index) => (text === ',' ? [logged.tokens.slice(index + 1)] : [])) ?? []
  return [
    ...own,
    ...zone
      .filter(
        ({ head, verb, sentence, joint }) =>
          head === -1 && verb === undefined && sentence === logged?.sentence && /^[,(:—–]$/u.test(joint),
      )
      .map(({ tokens }) => tokens),
  ].flatMap((tokens) => {
    const [number, counted] = tokens
    return number?.quantity?.unit === '' && counted?.kind === 'word' ? [counted] : []
  })
}

/** `Deleted the [new] app` where the log deleted the old one. */
function isOpposite(claim: Clause, logged: Clause): boolean {
  const has = ({ tokens }: Clause, word: RegExp) => tokens.some(({ text }) => word.test(text))
  const [fresh, aged] = [/^new$/iu, /^(?:old|legacy|former|previous)$/iu]
  return (
    (has(claim, fresh) && has(logged, aged) && !has(logged, fresh)) ||
    (has(claim, aged) && has(logged, fresh) && !has(logged, aged))
  )
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

/** `the [test] job`: beside another noun the singular says nothing of how many. */
function isModifier(token: ClaimToken, all: readonly ClaimToken[]): boolean {
  const next = all[all.indexOf(token) + 1]
  return (
    next?.kind === 'word' &&
    next.start === token.end + 1 &&
    /^\p{Ll}{3,}$/u.test(next.text) &&
    next.form === 'base' &&
    !isGrammar(next)
  )
}

/** `12 articles`: the number itself is checked. */
function countsMany(claim: Clause, head: ClaimToken): boolean {
  const before = claim.tokens.slice(0, claim.tokens.indexOf(head))
  return before.slice(-4).some(({ quantity }) => quantity !== undefined && quantity.unit === '')
}

/** `closed 19 tickets, [escalated 2]`: a deed with a number alone has that number and no other deed's. */
function isCountedAlone(logged: Clause | undefined, { head }: Clause): boolean {
  const after =
    logged?.head === -1
      ? []
      : (logged?.tokens.slice(logged.head + 1).filter(({ kind }) => kind !== 'mark') ?? [])
  return head !== -1 && after.length > 0 && after.every(({ quantity }) => quantity?.unit === '')
}

/** `Drew 120 icons and put [them] into a library`: what is pointed at has its numbers. */
function isPointedAt(clause: Clause, logged: Clause | undefined): boolean {
  return (
    logged !== undefined &&
    clause.start < logged.start &&
    /^(?:it|them)$/iu.test(logged.tokens[logged.head + 1]?.text ?? '')
  )
}

function checkNumbers(claim: Clause, zone: readonly Clause[], { conflicts, shown }: Finding): number {
  let proven = 0
  for (const proof of proveNumbers(
    claim,
    zone.filter(
      (clause, index) =>
        index === 0 ||
        isPointedAt(clause, zone[0]) ||
        endsDeed(clause) ||
        (!isDeed(clause) && !isCountedAlone(zone[0], clause)),
    ),
  )) {
    if (!proof.proven) conflicts.push(proof.why)
    else proven += 1
    if (proof.proven && proof.shown !== undefined) shown.push(proof.shown)
  }
  return proven
}
