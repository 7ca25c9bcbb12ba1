import { proveNumbers } from './claim-arithmetic.ts'
import type { Clause } from './claim-clause.ts'
import { contentOf, objectHeads } from './claim-content.ts'
import type { Finding } from './claim-finding.ts'
import { directionOf } from './claim-direction.ts'
import { ratiosOf } from './claim-ratio.ts'
import type { ClaimToken } from './claim-token.ts'
import { entails } from './claim-verbs.ts'

/** What says that an amount changed. */
export const changeVerbs = new Set(['reduce', 'increase', 'improve', 'speed', 'save', 'scale', 'extend'])
const lessens = new Set(['save', 'remove'])
/** What one adds or sets up, one has not built, where it is a product. */
const takers = new Set(['add', 'introduce', 'set', 'connect'])
const quality =
  /(?:ing|tion|sion|ment|ity|ance|ence|age|ness|ure|cy|gy|ship|ism)$|^(?:support|search|login|docs?|code|auth|monitors?|retry|retries|backoff|undo|data|feedback)$/iu
/** What is made by designing it. */
const drawn =
  /^(?:schemas?|logos?|layouts?|mock-?ups?|wireframes?|icons?|posters?|banners?|flyers?|templates?|architectures?)$/iu
const lesson = /^(?:workshops?|trainings?|courses?|class(?:es)?|lessons?|sessions?|bootcamps?)$/iu
const gathering =
  /^(?:sessions?|meetings?|meetups?|workshops?|groups?|clubs?|standups?|retros?|retrospectives?|trainings?|lunch(?:es)?|rounds?)$/iu
const makers = new Set(['create', 'write'])
const innerVerbs = new Set(['help', 'pair', 'lead', 'finish', 'run', 'spend'])

export function checkVerb(claim: Clause, logged: Clause, { conflicts, gaps }: Finding): boolean {
  const wanted = claim.deed ?? claim.verb
  if (wanted === undefined) {
    const deeds = claim.tokens.flatMap(({ verb }) => (verb === undefined ? [] : [verb]))
    const isNoun = deeds.some((deed) => verbsOf(logged, false).some((verb) => entails(verb, deed)))
    if (claim.joint === '' && claim.share !== 1 && logged.head !== -1 && !isNoun)
      gaps.push('the claim does not say what was done')
    return false
  }
  const verbs = verbsOf(logged, claim.state !== 'done')
  if (claim.verb === 'attend' && !verbs.includes('attend')) {
    conflicts.push('the log does not say that you took part')
    return false
  }
  const isProduct = objectHeads(claim).some(
    (token) =>
      (token.keys.some((key) => key.startsWith('#')) && !/^\p{Ll}{4,}$/u.test(token.text)) ||
      isTakenIn(token, logged),
  )
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
  if (isSaidByObject(claim, logged, wanted) || isNamedDeed(claim, verbs)) return true
  if (claim.share !== 2 && claim.deed === undefined) return true
  const stem = claim.tokens[claim.head]?.stem
  const isRelative = /^(?:that|which|who)$/u.test(claim.joint)
  if (isRelative && logged.tokens.some((token) => token.stem === stem)) return true
  const isNoted = logged.head === -1 && logged.verb !== 'document'
  if (isNoted && logged.tokens.some((token) => token.stem === stem && !token.isAbsent)) return true
  // `which brought in 2,300 sign-ups` is said by the number beside the deed.
  const isYield = (isRelative || claim.joint === 'ing') && (wanted === 'gain' || wanted === 'get')
  if (isYield && logged.head === -1 && /^(?:[:,(—–-]|->|→|=>)$/u.test(logged.joint)) return true
  const word = claim.tokens[claim.head]?.text ?? wanted
  if (logged.head === -1 || wanted.startsWith('=') || verbs.some((verb) => verb.startsWith('=')))
    gaps.push(`the log does not say "${word}"`)
  else conflicts.push(`the log says "${logged.tokens[logged.head]?.text ?? ''}", not "${word}"`)
  return false
}

/** What the object makes of the verb: a workshop that is held is led and taught, what is documented has documentation. */
function isSaidByObject(claim: Clause, logged: Clause, wanted: string): boolean {
  const heads = objectHeads(claim)
  if (logged.verb === 'document' && (wanted === 'create' || wanted === 'write'))
    return heads.some(({ keys }) => keys.includes('~docs'))
  if (logged.verb === 'test' && logged.head === -1 && /^(?:create|write|add)$/u.test(wanted))
    return heads.some(({ stem }) => stem === 'test')
  if (logged.verb === 'design' && wanted === 'create') return heads.some(({ text }) => drawn.test(text))
  if (logged.verb === 'investigate' && wanted === 'find') return contentOf(claim).length === 0
  const did = /^(?:did|do)$/iu.test(logged.tokens[logged.head]?.text ?? '')
  if (did && /^(?:write|create|run|test|review|help)$/u.test(wanted)) return heads.length > 0
  const isEvent = [...heads, ...objectHeads(logged)].some(({ text }) => gathering.test(text))
  if (logged.verb === 'set' || logged.verb === 'create')
    return isEvent && /^(?:organise|start|introduce)$/u.test(wanted)
  if (logged.verb !== 'run' && logged.verb !== 'organise') return false
  const isLesson = [...heads, ...objectHeads(logged)].some(({ text }) => lesson.test(text))
  const isOwn = claim.deed === undefined || /^(?:lead|run|organise|make_up)$/u.test(claim.verb ?? '')
  return logged.verb === 'run' && isLesson && isOwn && /^(?:lead|teach|organise|deliver)$/u.test(wanted)
}

/** `Implemented caching`, `performed a migration`: the object names the deed. */
function isNamedDeed(claim: Clause, verbs: readonly string[]): boolean {
  if (!/^(?:create|add|introduce|set|run)$/u.test(claim.verb ?? '')) return false
  const [first] = objectHeads(claim)
  return first?.verb !== undefined && !/^(?:work|use|change)$/u.test(first.verb) && verbs.includes(first.verb)
}

/** `Added [lodash]`: a bare word for one thing that is taken in is a product, unless it is a quality such as caching. */
function isTakenIn(token: ClaimToken, logged: Clause): boolean {
  if (!takers.has(logged.verb ?? '')) return false
  const at = logged.tokens.findIndex(({ keys }) => keys.some((key) => token.keys.includes(key)))
  const other = logged.tokens[at]
  const isBare = at === logged.head + 1 && other !== undefined && !other.isPlural && other.kind === 'word'
  const next = logged.tokens[at + 1]
  const isAlone =
    next === undefined || next.kind === 'mark' || /^(?:to|in|into|for|on|as|with)$/iu.test(next.text)
  return isBare && isAlone && !quality.test(other.text)
}

/** Whether an amount of the log went where the verb of the claim says: `310 issues -> 95` reduced them. */
export function provesChange(claim: Clause, zone: readonly Clause[]): boolean {
  const wanted = claim.verb ?? ''
  if (claim.state !== 'done' || claim.isNegated) return false
  if (!changeVerbs.has(wanted) && !isCountedChange(claim)) return false
  if (!claim.tokens.some(({ quantity }) => quantity !== undefined) && ratiosOf(claim.tokens).length === 0)
    return false
  const facts = zone.filter(
    ({ state, isNegated, tokens }) => state === 'done' && !isNegated && directionOf(tokens) !== undefined,
  )
  const fits = ({ tokens }: Clause) =>
    wanted === 'improve' ||
    wanted === 'speed' ||
    directionOf(tokens) ===
      (lessens.has(wanted) ? 'reduce' : /^(?:add|scale|extend)$/u.test(wanted) ? 'increase' : wanted)
  return facts.some(fits) && proveNumbers(claim, facts.filter(fits)).every(({ proven }) => proven)
}

/** `Removed two steps` of five that are three now. */
function isCountedChange({ verb, tokens, head }: Clause): boolean {
  return (verb === 'remove' || verb === 'add') && /^%?$/u.test(tokens[head + 1]?.quantity?.unit ?? 'none')
}

function verbsOf({ verb, deed, tokens, subject, isCompleted }: Clause, all: boolean): string[] {
  // `The prototype is done`: what it is made of is the deed.
  const made = subject.flatMap((token) => (token.verb === undefined ? [] : [token.verb]))
  const completed = isCompleted ? ['finish', ...(made.length > 0 ? made : ['create'])] : []
  // `Improved the runtime from 40 min to 10 min` reduced it.
  const direction = verb === 'improve' ? directionOf(tokens) : undefined
  const inner = deed !== undefined && (all || innerVerbs.has(verb ?? ''))
  return [
    ...(verb === undefined ? [] : [verb]),
    ...completed,
    ...(direction === undefined ? [] : [direction]),
    ...(inner ? [deed] : []),
  ]
}
