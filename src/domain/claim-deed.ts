import { proveNumbers } from './claim-arithmetic.ts'
import type { Clause } from './claim-clause.ts'
import { contentOf, objectHeads } from './claim-content.ts'
import type { Finding } from './claim-finding.ts'
import { directionOf } from './claim-direction.ts'
import { animate } from './claim-head.ts'
import { people } from './claim-people.ts'
import { ratiosOf } from './claim-ratio.ts'
import { isSaidBy } from './claim-token.ts'
import type { ClaimToken } from './claim-token.ts'
import { isGone } from './claim-word.ts'
import { entails } from './claim-verbs.ts'

/** What says that an amount changed. */
export const changeVerbs = new Set(['reduce', 'increase', 'improve', 'speed', 'save', 'scale', 'extend'])
/** What one does oneself, as opposed to what is granted, decided or said. */
export const handsOn = new Set(
  `create write add set introduce release publish fix reduce increase speed improve save remove clean move upgrade replace
  rewrite refactor split automate document test finish connect secure standardise rename cache parallelise archive
  import export index backfill`.split(/\s+/u),
)
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
  /^(?:sessions?|meetings?|meetups?|workshops?|groups?|clubs?|standups?|retros?|retrospectives?|trainings?|lunch(?:es)?|bags?|talks?|webinars?|demos?|rounds?)$/iu
/** `bringing 14 of 15 tests back to green`: a verb that only says that something came of it. */
const bringsAbout = /^=(?:bring|mak|leav|tak|keep|put|result|ensur)$/u
const makers = new Set(['create', 'write'])
const innerVerbs = new Set(['help', 'pair', 'lead', 'finish', 'run', 'spend', 'use'])

export function checkVerb(claim: Clause, zone: readonly Clause[], { conflicts, gaps }: Finding): boolean {
  const [logged] = zone
  if (logged === undefined) return false
  const wanted = claim.deed ?? claim.verb
  if (wanted === undefined) {
    const deeds = claim.tokens.flatMap(({ verb }) => (verb === undefined ? [] : [verb]))
    const told = logged.tokens[logged.head]?.stem
    const isNoun =
      claim.tokens[0]?.stem === told ||
      namesProduct(claim, zone) ||
      deeds.some((deed) => verbsOf(logged, false).some((verb) => entails(verb, deed)))
    if (claim.joint === '' && claim.share !== 1 && logged.head !== -1 && !isNoun)
      gaps.push('the claim does not say what was done')
    return false
  }
  const verbs = verbsOf(logged, claim.state !== 'done')
  if (claim.verb === 'attend' && !verbs.includes('attend') && logged.actor !== 'we') {
    conflicts.push('the log does not say that you took part')
    return false
  }
  // `We redesigned the app`: who was one of those took part.
  if (claim.verb === 'attend' && logged.actor === 'we') return true
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
  if (objectHeads(claim).some((token) => isGone(claim, token, zone))) return true
  if (wanted === 'upgrade' && verbs.includes('move') && changesVersion(logged)) return true
  if (claim.share !== 2 && claim.deed === undefined) return true
  const stem = claim.tokens[claim.head]?.stem
  const isRelative = /^(?:that|which|who)$/u.test(claim.joint)
  if (isRelative && logged.tokens.some((token) => token.stem === stem)) return true
  const isNoted = logged.head === -1 && logged.verb !== 'document'
  if (isNoted && logged.tokens.some((token) => token.stem === stem && !token.isAbsent)) return true
  // `Accessibility fixes in the form: labels, contrast`
  const title = zone.find(({ joint, actor }) => joint === '' && actor === 'thing')
  if (title !== undefined && handsOn.has(wanted) && isTitle(title, wanted)) return true
  // `which brought in 2,300 sign-ups` is said by the number beside the deed.
  const isYield = wanted === 'gain' || wanted === 'get' || /^(?:produc|generat|result)$/u.test(stem ?? '')
  const isResult = (isRelative || claim.joint === 'ing') && isYield
  if (isResult && logged.head === -1 && /^(?:[:,(—–-]|->|→|=>)$/u.test(logged.joint)) return true
  if (wanted.startsWith('=') && bringsAbout.test(wanted) && claim.joint === 'ing') return true
  const own = claim.tokens[claim.head]
  if (wanted.startsWith('=') && own !== undefined && isSaidAsDeed(own, claim, zone)) return true
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
  const made = objectHeads(logged)
  if (wanted === 'automate' && (logged.verb === 'create' || logged.verb === 'write'))
    return made.some(({ text }) =>
      /^(?:scripts?|bots?|cron|jobs?|macros?|pipelines?|actions?|workflows?)$/iu.test(text),
    )
  if (logged.verb === 'investigate' && wanted === 'find') return contentOf(claim).length === 0
  const did = /^(?:did|do)$/iu.test(logged.tokens[logged.head]?.text ?? '')
  if (did && /^(?:write|create|run|test|review|help)$/u.test(wanted)) return heads.length > 0
  const isEvent = [...heads, ...objectHeads(logged)].some(({ text }) => gathering.test(text))
  if (logged.verb === 'set' || logged.verb === 'create')
    return isEvent && /^(?:organise|start|introduce)$/u.test(wanted)
  if (logged.verb !== 'run' && logged.verb !== 'organise') return false
  if (logged.verb === 'run' && isEvent && /^(?:organise|present)$/u.test(wanted)) return true
  const isLesson = [...heads, ...objectHeads(logged)].some(({ text }) => lesson.test(text))
  const isOwn = claim.deed === undefined || /^(?:lead|run|organise|make_up)$/u.test(claim.verb ?? '')
  return logged.verb === 'run' && isLesson && isOwn && /^(?:lead|teach|organise|deliver)$/u.test(wanted)
}

/** A heading whose last word before a preposition is the deed: `Accessibility fixes in the form`. */
function isTitle({ tokens }: Clause, wanted: string): boolean {
  const end = tokens.findIndex(({ text }) => /^(?:in|on|for|of|to)$/u.test(text))
  return tokens[(end === -1 ? tokens.length : end) - 1]?.verb === wanted
}

/** `Runbooks for ten alerts`, where the log tells that one wrote runbooks: what was made stands for the making. */
function namesProduct(claim: Clause, [logged, ...around]: readonly Clause[]): boolean {
  if (logged === undefined || logged.actor !== 'me' || logged.share < 2) return false
  const end = claim.tokens.findIndex(
    ({ kind, text }) => kind !== 'word' || /^(?:for|of|with|in|on|to)$/u.test(text),
  )
  const named = claim.tokens.slice(0, end === -1 ? undefined : end).at(-1)
  if (named === undefined || animate.has(named.stem) || people.test(named.stem)) return false
  if (handsOn.has(logged.verb ?? '') && objectHeads(logged).some((head) => isSaidBy(named, head))) return true
  const titles = around.filter(({ head, joint }) => head === -1 && joint === '')
  return logged.verb === 'run' && titles.some(({ tokens }) => tokens.some((token) => isSaidBy(named, token)))
}

/** A verb of no known group: `right-sizing` says `right-sized`; of a fact the noun is enough: `caused`, `root cause`. */
function isSaidAsDeed(own: ClaimToken, { actor }: Clause, zone: readonly Clause[]): boolean {
  const isFact = actor === 'thing' || actor === 'it'
  return zone.some(({ tokens, state }) =>
    tokens.some((token) => isSaidBy(own, token) && (isFact || (state === 'done' && token.form !== 'base'))),
  )
}

/** `Moved from Node 16 to Node 22`: one product at both ends. */
function changesVersion({ tokens }: Clause): boolean {
  const names = tokens.flatMap(({ keys }) => keys.filter((key) => key.startsWith('#')))
  return names.some((name, index) => names.indexOf(name) !== index)
}

/** `Implemented caching`, `performed a migration`: the object names the deed. */
function isNamedDeed(claim: Clause, verbs: readonly string[]): boolean {
  if (!/^(?:create|add|introduce|set|run)$/u.test(claim.verb ?? '')) return false
  const [first] = objectHeads(claim)
  return (
    first?.verb !== undefined && !/^(?:work|use|change|plan)$/u.test(first.verb) && verbs.includes(first.verb)
  )
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

function verbsOf({ verb, deed, tokens, subject, isCompleted, share }: Clause, all: boolean): string[] {
  // `The prototype is done`: what it is made of is the deed.
  const made = subject.flatMap((token) => (token.verb === undefined ? [] : [token.verb]))
  const completed = isCompleted ? ['finish', ...(made.length > 0 ? made : ['create'])] : []
  // `Improved the runtime from 40 min to 10 min` reduced it.
  const direction = verb === 'improve' ? directionOf(tokens) : undefined
  const isToDo = tokens.some(({ text }, index) => text === 'to' && tokens[index + 1]?.verb === deed)
  const inner = deed !== undefined && (all || innerVerbs.has(verb ?? '') || (verb === 'work' && isToDo))
  return [
    ...(verb === undefined ? [] : [verb]),
    ...completed,
    ...(verb === 'finish' ? made : []),
    // `Worked with the designers on it`
    ...(verb === 'work' && share === 1 ? ['help'] : []),
    ...(direction === undefined ? [] : [direction]),
    ...(inner ? [deed] : []),
  ]
}
