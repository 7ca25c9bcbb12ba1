import type { Clause } from './claim-clause.ts'
import { isGrammar } from './claim-grammar.ts'
import { stemOf } from './claim-stem.ts'
import type { ClaimToken } from './claim-token.ts'

const fillers = new Set(
  `process effort work number amount total kind part thing approx approximately around roughly nearly almost least
  way case place overall found made used given related called named rated held based instead reported ones tool item
  faster slower quicker smaller larger bigger lower higher cheaper shorter longer version session role position upstream separate dedicated point points percentage existing various several multiple relevant`.split(
    /\s+/u,
  ),
)
const newMakers = new Set([
  'create',
  'add',
  'write',
  'introduce',
  'set',
  'design',
  'release',
  'replace',
  'rewrite',
])

/** Words that claim more: where the log lacks them, the claim is false rather than unproven. */
const boosts =
  /^(?:first|best|largest|biggest|fastest|most|top|only|leading|award|unique|world|global|globally|international|internationally|national|nationwide|worldwide|enterprise|company|companies|organisation|organization|wide|industry|all|every|entire|whole|each|everyone|always|never|alone|solo|single|sole|solely|singlehandedly|independently|head|chief|senior|principal|director|manager|lead|leader|expert|certified|production|prod|public|customers|massively|greatly|significantly|dramatically|drastically|revolutionary|state|critical|complex|large|major|massive|huge|strategic|innovative|cutting|high|mission|core|crucial|vital|severe|urgent|scalable|robust|reliable|real|award|popular|viral|successful|successfully|significant|substantial|extensive|comprehensive|complete|full|total|advanced|official|exclusive|central|essential|legacy|million|millions|thousands|hundreds|dozens|perfect|perfectly|completely|fully|permanently|remote|keynote)$/iu

const prepositions = new Set(
  'from to into onto off with by for in on at of about via using as through within across over under per during between against without after before'.split(
    ' ',
  ),
)

/** The words of a clause that must stand in the log as well. */
export function contentOf(clause: Clause): ClaimToken[] {
  return clause.tokens.filter((token, index) => {
    if (token.kind !== 'word' || index === clause.head) return false
    // `into a package of [its own]`
    if (token.text === 'own' && /^(?:its|their|his|her|our)$/u.test(clause.tokens[index - 1]?.text ?? ''))
      return false
    if (token.verb === 'lead' && clause.head === -1) return true
    const lower = token.text.toLowerCase()
    const isProduct = token.text === 'Go' || token.keys.some((key) => key.startsWith('#'))
    if (
      lower === 'order' &&
      clause.tokens[index - 1]?.text === 'in' &&
      clause.tokens[index + 1]?.text === 'to'
    )
      return false
    if (clause.verb === 'present' && token.keys.includes('~talk')) return false
    if (/^(?:collaboration|cooperation|partnership)$/u.test(lower) && clause.tokens[index - 1]?.text === 'in')
      return false
    if ((isGrammar(token) || fillers.has(lower)) && !isProduct) return false
    if (/^(?:half|twice)$/u.test(lower) && clause.tokens[index + 1]?.text !== 'of') return false
    if (lower === 'code' && clause.tokens[index - 2]?.stem === 'lin') return false
    if (token.verb === 'work' || (clause.share === 1 && /^(?:team|part|joint|contribut)/u.test(token.stem)))
      return false
    if (lower === 'code' && clause.tokens[index + 1]?.text === '-') return false
    // `the exporter written in Go`
    const isPut = /^(?:written|built|implemented|developed|made|based|hosted|running)$/u.test(lower)
    if (isPut && /^(?:in|on|with)$/u.test(clause.tokens[index + 1]?.text ?? '') && index > clause.head + 1)
      return false
    if (lower === 'ownership' && clause.verb === 'take') return false
    if (lower === 'new' && newMakers.has(clause.deed ?? clause.verb ?? '')) return false
    return token.keys.length > 0
  })
}

/** Whether a word claims a scope, a rank or a name that the log would have to say. */
export function isBold(token: ClaimToken): boolean {
  return (
    token.isName || boosts.test(token.text) || token.keys.includes('~all') || token.keys.includes('~alone')
  )
}

/** What a thing is called in general, behind its name: `the staging [environment]`, `CSV [files]`, `retry [logic]`. */
const kinds = new Set(
  `environment file guide logic system functionality capability feature mechanism condition solution setup function
  endpoint team vulnerability suite score rate level metric size layer pipeline service process module tool page code script job component strategy
  approach task procedure model infrastructure integration operation activity program campaign effort issue problem bug
  result finding session experience interface format library collection catalogue query record content item entry
  update measure practice initiative project handling exercise routine run noise volume`
    .split(/\s+/u)
    .map(stemOf),
)

/** The same behind the name of a product: `the Sentry [monitoring]`, `a PostgreSQL [database]`. */
const productKinds = new Set(
  'database library framework tool platform language server service app application cluster monitoring tracking bot site'
    .split(' ')
    .map(stemOf),
)

/** Whether a word only says of what kind the word before it is. */
export function isKind(clause: Clause, token: ClaimToken): ClaimToken | undefined {
  const before = clause.tokens[clause.tokens.indexOf(token) - 1]
  const isOfProduct = productKinds.has(token.stem) && before?.keys.some((key) => key.startsWith('#')) === true
  if (!kinds.has(token.stem) && !isOfProduct) return undefined
  const names = before?.kind === 'word' && before.keys.length > 0 && !isGrammar(before)
  return names && before.verb !== 'lead' ? before : undefined
}

/** Heads that say little: `icon set`, `image size`. */
const vague = new Set([
  'set',
  'siz',
  'number',
  'count',
  'amount',
  'list',
  'seri',
  'lot',
  'draft',
  'team',
  'group',
  'session',
  'round',
  'last',
  'rest',
])

/** What the verb is done to: the last word of each noun phrase before a preposition. */
export function objectHeads(clause: Clause): ClaimToken[] {
  const isTold =
    clause.subject.length > 0 && !/^(?:i|we)$/iu.test(clause.subject[0]?.text ?? '') && clause.actor === 'me'
  const isFact = isTold || clause.actor === 'thing' || clause.actor === 'it' || clause.isPassive
  const after = isFact ? clause.subject : clause.tokens.slice(clause.head + 1)
  if (clause.head === -1) return []
  const heads: ClaimToken[] = []
  let last: ClaimToken | undefined
  let resume = 0
  for (const [index, token] of after.entries()) {
    const lower = token.text.toLowerCase()
    if (token.kind === 'mark' && token.text === '-') continue
    // `reviewed 18 requests [this week]`
    if (last !== undefined && /^(?:this|last|next|every|each)$/u.test(lower)) break
    if (index < resume) continue
    const isVague = last === undefined || vague.has(last.stem)
    // `supervised all [of them]`
    const [of, them] = after.slice(index + 1)
    if (of?.text === 'of' && /^(?:them|these|those|it|which)$/u.test(them?.text ?? '')) break
    if (isVague && heads.length === 0 && (lower === 'of' || token.kind === 'number' || /^v?\d/u.test(lower)))
      continue
    if (lower === 'and' || lower === 'or' || lower === ',' || lower === '&') {
      if (last !== undefined) heads.push(last)
      last = undefined
    } else if (
      prepositions.has(lower) ||
      token.kind === 'mark' ||
      /^(?:so|that|where|when|which|who|why|how|while)$/u.test(lower)
    ) {
      // `the notes for 4.0 [and the guide]`: another object may follow.
      resume = nextObject(after, index)
      if (resume === -1 || last === undefined) break
      heads.push(last)
      last = undefined
    } else if (
      token.kind === 'word' &&
      !isGrammar(token) &&
      !(fillers.has(lower) && lower !== 'tool' && last !== undefined) &&
      !isRunOn(token, last) &&
      !(last !== undefined && /^v?\d/u.test(lower))
    ) {
      if (last !== undefined && vague.has(token.stem)) heads.push(last)
      last = isDeedItself(clause, token) ? undefined : token
    }
  }
  return last === undefined ? heads : [...heads, last]
}

/** Where the next object begins behind a preposition: after `and` with an article; -1 where none does. */
function nextObject(tokens: readonly ClaimToken[], from: number): number {
  if (!/^(?:for|in|on|of|about)$/u.test(tokens[from]?.text ?? '')) return -1
  const and = tokens.findIndex(
    ({ text }, index) =>
      index > from && text === 'and' && /^(?:the|a|an|its|our|my)$/u.test(tokens[index + 1]?.text ?? ''),
  )
  return and === -1 || tokens.slice(from, and).some(({ kind }) => kind === 'mark') ? -1 : and + 1
}

/** Where a word stands in its clause: after `from`, after `to`, or elsewhere. What is replaced stands like `from`. */
export function placeOf(clause: Clause, token: ClaimToken): 'from' | 'to' | undefined {
  const index = clause.tokens.indexOf(token)
  const isReplaced = clause.verb === 'replace'
  for (let at = index - 1; at > clause.head; at -= 1) {
    const word = clause.tokens[at]?.text.toLowerCase() ?? ''
    if (word === 'from' || word === 'off') return 'from'
    if (
      word === 'to' ||
      word === 'into' ||
      word === 'onto' ||
      (isReplaced && (word === 'with' || word === 'by'))
    )
      return clause.verb === 'present' ? undefined : 'to'
    if (prepositions.has(word)) return undefined
  }
  return isReplaced && index > clause.head ? 'from' : undefined
}

/** `did the [translation]`: what is done, not what it is done to. */
function isDeedItself({ tokens, head, verb, deed }: Clause, token: ClaimToken): boolean {
  if (verb === 'photograph') return /^(?:photo|picture)s?$/iu.test(token.text)
  if (tokens[head]?.form === 'gerund' && tokens[head + 1] === token) return vague.has(token.stem)
  return (
    /^(?:do|mak|giv|give|perform|conduct)$/u.test(tokens[head]?.stem ?? '') &&
    token.verb !== undefined &&
    (token.verb === verb || (verb === 'run' && token.verb === deed))
  )
}

/** `the page [went] live`: a verb behind the noun belongs to what follows. */
function isRunOn(token: ClaimToken, last: ClaimToken | undefined): boolean {
  return last !== undefined && token.form === 'past' && token.verb !== undefined
}
