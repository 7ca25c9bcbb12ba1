import { isGrammar } from './claim-grammar.ts'
import type { ClaimToken } from './claim-token.ts'

/** Tokens that say one thing, and how they are joined to what stands before: `and`, `by`, `;`, `` at the start. */
export interface ClausePart {
  joint: string
  tokens: readonly ClaimToken[]
}

const strong = /^(?:[;:()[\]—–!?.]|→|->|=>)$/u
/** Behind an aside, what stood before it goes on: `the support team (8 people) [on reading traces]`. */
const goesOn = /^(?:on|in|for|to|into|with|of|from|at|about|using|across)$/iu
const coordinators = new Set(['and', 'but', 'then', 'so', 'plus', '&', 'yet'])
const subordinators = new Set(
  'because whether since after when while although though until before which who whose whereas if unless once'.split(
    ' ',
  ),
)
const causes = new Set(['by', 'through', 'via', 'from'])
const pronouns = new Set(['i', 'we', 'it', 'he', 'she', 'they', 'this'])
const adverbs = new Set(
  'also then finally today yesterday again just now still later already successfully first next afterwards subsequently thereby thus so and'.split(
    ' ',
  ),
)
const bringsAbout = /^(?:saves|cuts|reduces|lets|enables|prevents|speeds|makes|lowers|improves)$/u
/** What tells that an amount changed: `TTFB down 45 %`, `coverage 40 % → 75 %`. */
const changed = /^(?:down|up|→|->|=>)$/u
const changes = /^(?:drops|falls|rises|grows|shrinks|jumps|climbs|goes)$/u
const determiners = new Set(
  'the a an our my his her their its of with for in to and no zero some any every all each new old'.split(
    ' ',
  ),
)

/** Cuts the tokens of a sentence where another deed, fact or reason begins. */
export function splitClauses(tokens: readonly ClaimToken[]): ClausePart[] {
  let current: { joint: string; tokens: ClaimToken[] } = { joint: '', tokens: [] }
  let outside = current
  const parts = [current]
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token === undefined) continue
    const cut = cutAt(tokens, index, current.tokens)
    if (cut === undefined) current.tokens.push(token)
    else if (cut.joint === ')' && goesOn.test(tokens[index + 1]?.text ?? '')) current = outside
    else {
      outside = cut.joint === '(' ? current : outside
      current = { joint: cut.joint, tokens: cut.keeps ? [token] : [] }
      parts.push(current)
      index += cut.skips
    }
  }
  return parts.filter(({ tokens }) => tokens.some(({ kind }) => kind !== 'mark'))
}

/** Whether a word can carry a sentence: a past form that no article or preposition makes an adjective. */
export function isFinite(tokens: readonly ClaimToken[], index: number): boolean {
  const token = tokens[index]
  if (token?.kind !== 'word' || token.form !== 'past') return false
  const before = tokens[index - 1]
  if (before !== undefined && determiners.has(before.text.toLowerCase())) return false
  return !isAdjective(tokens, index)
}

/** `40 unused indexes`, `15 quarantined specs are green`: a past form that only says which. */
function isAdjective(tokens: readonly ClaimToken[], index: number): boolean {
  const [before, token, next] = tokens.slice(Math.max(0, index - 1), index + 2)
  if (index > 0 && /^(?:included|attached)$/u.test(token?.text ?? '') && next?.kind !== 'word') return true
  if (index === 0 || token === undefined || next?.kind !== 'word') return false
  if (/^un\p{L}+ed$/u.test(token.text) && token.verb === undefined) return true
  const isNoun = next.form === 'base' && !isGrammar(next) && !isAdverb(next)
  return isNoun && before?.quantity?.unit === ''
}

export function isAdverb(token: ClaimToken | undefined): boolean {
  if (token?.kind !== 'word') return false
  const lower = token.text.toLowerCase()
  return (
    adverbs.has(lower) ||
    (lower.endsWith('ly') &&
      token.verb === undefined &&
      lower.length > 4 &&
      !/^(?:weekly|monthly|daily|yearly|quarterly|hourly|nightly|early|family|reply|supply|assembly|anomaly)$/u.test(
        lower,
      ))
  )
}

/** Whether words name a time to come: `on Monday`, `tomorrow`, `next week`, `later`. */
export function isLater(tokens: readonly ClaimToken[]): boolean {
  return /\b(?:(?:on|by|until|before) (?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next (?:week|month|sprint|quarter|year|release|\w+day)|later|soon|pending|todo|tbd)\b/iu.test(
    tokens.map(({ text }) => text).join(' '),
  )
}

interface Cut {
  joint: string
  /** Whether the token at the place belongs to the new clause. */
  keeps: boolean
  /** How many tokens after it are part of the joint. */
  skips: number
}

function cutAt(
  tokens: readonly ClaimToken[],
  index: number,
  current: readonly ClaimToken[],
): Cut | undefined {
  const token = tokens[index]
  if (token === undefined) return undefined
  const lower = token.text.toLowerCase()
  const next = tokens[index + 1]
  if (
    /^(?:→|->|=>|–)$/u.test(token.text) &&
    current.slice(-6).some(({ quantity }) => quantity !== undefined) &&
    next?.quantity !== undefined
  )
    return undefined
  if (
    token.text === '(' &&
    /^(?:was|were|previously|formerly|before|instead|down|up)$/u.test(next?.text ?? '') &&
    current.some(({ quantity }) => quantity !== undefined)
  )
    return undefined
  if (
    token.text === ':' &&
    next?.quantity !== undefined &&
    current.length <= 2 &&
    current[0]?.verb === undefined
  )
    return undefined
  if (token.kind === 'mark' && strong.test(token.text)) return { joint: token.text, keeps: false, skips: 0 }
  const isEmpty = current.every(({ kind }) => kind === 'mark')
  if (isEmpty && causes.has(lower) && next?.form === 'gerund') return { joint: 'by', keeps: false, skips: 0 }
  if (isEmpty) return undefined
  if (
    lower === ',' &&
    next?.quantity !== undefined &&
    /^(?:before|previously|earlier)$/u.test(tokens[index + 2]?.text ?? '')
  )
    return undefined
  if (subordinators.has(lower) && tokens[index - 1]?.quantity !== undefined && lower === 'before')
    return undefined
  if (lower === ',') return cutAtComma(tokens, index, current)
  if (lower === 'so' && next?.text === 'that') return { joint: 'so', keeps: false, skips: 1 }
  if (isAmongDoers(tokens, index, current)) return undefined
  if (coordinators.has(lower))
    return startsAnother(tokens, index + 1, current) ? { joint: lower, keeps: false, skips: 0 } : undefined
  if (subordinators.has(lower) && next !== undefined) return { joint: lower, keeps: false, skips: 0 }
  if (causes.has(lower) && next?.form === 'gerund' && next.kind === 'word')
    return { joint: 'by', keeps: false, skips: 0 }
  if (/^(?:thanks|due|leading|owing)$/u.test(lower) && next?.text === 'to')
    return { joint: 'because', keeps: false, skips: 1 }
  if (lower === 'resulting' && next?.text === 'in') return { joint: 'so', keeps: false, skips: 1 }
  const isTelling =
    next !== undefined && determiners.has(next.text.toLowerCase()) && tellsIn(tokens, index + 1)
  if (lower === 'that' && (next?.form === 'past' || next?.verb !== undefined || isTelling))
    return { joint: 'that', keeps: false, skips: 0 }
  return /^(?:I|we|they|nobody|everybody|everyone)$/u.test(token.text) &&
    isVerb(afterAdverbs(tokens, index + 1))
    ? { joint: 'rel', keeps: true, skips: 0 }
    : undefined
}

/** `[Anton and I] migrated the wiki`: the doers of one deed. */
function isAmongDoers(tokens: readonly ClaimToken[], index: number, current: readonly ClaimToken[]): boolean {
  const and = tokens[index]?.text === 'and' ? index : index - 1
  if (tokens[and]?.text !== 'and' || !/^(?:I|me)$/u.test(tokens[and + 1]?.text ?? '')) return false
  const others = current.filter(({ text }) => text !== 'and')
  return others.length < 4 && others.every(({ verb, form }) => verb === undefined && form !== 'past')
}

function cutAtComma(
  tokens: readonly ClaimToken[],
  index: number,
  current: readonly ClaimToken[],
): Cut | undefined {
  const next = tokens[index + 1]
  const word = next?.text.toLowerCase() ?? ''
  if (coordinators.has(word) || subordinators.has(word)) {
    const cut = cutAt(tokens, index + 1, current)
    return cut === undefined ? undefined : { ...cut, skips: cut.skips + 1 }
  }
  const rest = segment(tokens, index + 1)
  const isPlan = isLater(rest) && !rest.some((_, at) => isFinite(rest, at))
  if (!isPlan && !startsAnother(tokens, index + 1, current) && !/^(?:0|no|zero|only|with)$/u.test(word))
    return undefined
  return {
    joint: afterAdverbs(tokens, index + 1)?.form === 'gerund' || bringsAbout.test(word) ? 'ing' : ',',
    keeps: false,
    skips: 0,
  }
}

/** A verb, a pronoun, a subject with its verb, or another amount of the same verb. */
function startsAnother(tokens: readonly ClaimToken[], from: number, current: readonly ClaimToken[]): boolean {
  const first = afterAdverbs(tokens, from)
  if (first === undefined) return false
  if (pronouns.has(first.text.toLowerCase())) return true
  if (first.kind === 'word' && first.form !== 'base' && isVerb(first)) return true
  if (bringsAbout.test(first.text)) return true
  const object = tokens[from + 1]
  if (first.form === 'gerund' && tokens[from] === first && object !== undefined && opens(object)) return true
  const rest = segment(tokens, from)
  if (tellsIn(tokens, from)) return true
  return (
    measures(rest) &&
    (measures(current) ||
      (first.kind === 'word' && rest.some(({ text }) => changed.test(text) || changes.test(text))))
  )
}

/** `bringing [14] of 15`, `taking [the] load off`. */
function opens({ text, quantity }: ClaimToken): boolean {
  return quantity !== undefined || /^(?:the|a|an|our|my|its|their)$/iu.test(text)
}

function tellsIn(tokens: readonly ClaimToken[], from: number): boolean {
  const rest = segment(tokens, from)
  return rest.some((_, index) => isFinite(rest, index))
}

function segment(tokens: readonly ClaimToken[], from: number): readonly ClaimToken[] {
  const rest = tokens.slice(from)
  const end = rest.findIndex(
    ({ kind, text }) =>
      (kind === 'mark' && (text === ',' || (strong.test(text) && !changed.test(text)))) ||
      subordinators.has(text.toLowerCase()) ||
      text === 'that' ||
      text === 'and',
  )
  return end === -1 ? rest : rest.slice(0, end)
}

function measures(tokens: readonly ClaimToken[]): boolean {
  const words = tokens.filter(({ kind }) => kind === 'word')
  return words.length > 0 && tokens.some(({ quantity }) => quantity !== undefined)
}

function afterAdverbs(tokens: readonly ClaimToken[], from: number): ClaimToken | undefined {
  let index = from
  while (isAdverb(tokens[index])) index += 1
  return tokens[index]
}

function isVerb(token: ClaimToken | undefined): boolean {
  if (token?.kind !== 'word') return false
  if (token.verb !== undefined) return true
  return (
    token.form === 'past' ||
    /^(?:have|had|has|am|was|will|could|would|should|did|do|may|might|can)$/iu.test(token.text)
  )
}
