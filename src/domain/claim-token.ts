import type { Acronym } from './claim-acronym.ts'
import { joinPhrases, nounKeys } from './claim-phrase.ts'
import { productKinds } from './claim-products.ts'
import { quantityAt } from './claim-quantity.ts'
import type { Quantity } from './claim-quantity.ts'
import { formOf, stemOf } from './claim-stem.ts'
import type { WordForm } from './claim-stem.ts'
import { generalOf, meaningsOf } from './claim-synonyms.ts'
import { verbGroup } from './claim-verbs.ts'
import { findSkills } from './skill-finder.ts'

/** A word, an amount or a mark of a text; `text.slice(start, end)` is it, or its short form: `w/`. */
export interface ClaimToken {
  kind: 'word' | 'number' | 'mark'
  text: string
  start: number
  end: number
  stem: string
  /** Two tokens mean the same where they share a key. */
  keys: readonly string[]
  /** What the word also says where it stands in a log: `PostgreSQL` is a database. */
  wide: readonly string[]
  form: WordForm
  /** The group of the verb that it is, or that it is made of. */
  verb: string | undefined
  /** Whether it names something: a person, a technology, a place. */
  isName: boolean
  isPlural: boolean
  /** `no downtime`: the word after no, zero or without. */
  isAbsent: boolean
  quantity: Quantity | undefined
}

const identifier =
  /(?:v?\d+\.\d+\.\d+(?:[\w.-]*\w)?|v\d+(?:\.\d+)*|[A-Z][A-Z0-9]+-\d[\d-]*|#\d+)(?![\p{L}\d])/uy
const shorthand = /(?<![\p{L}\p{N}])w\/o?(?=\s)/uy
const version = /[Vv]ersion\s\d+(?:\.\d+)*(?![\p{L}\d])/uy
const year = /(?:19|20)\d\d(?![\p{L}\d%.,-]\d*)(?!\s?(?:%|\p{Ll}))|(?:19|20)\d\d(?=[.,;)]|$)/uy
const dated = /(?:^|\b(?:in|since|of|until|early|late|mid|Q[1-4]|\p{Lu}\p{Ll}{2,8}),? |\/)$/u
const word = /(?:[Cc]o-)?[\p{L}][\p{L}\p{N}_]*(?:\.(?:js|net|io|py|ts))?(?:\+\+|#)?(?:['’]\p{L}+)?/uy
const mark = /→|->|=>|[^\s\p{L}\p{N}]/uy
const technical = new Set(['language', 'framework', 'database', 'platform', 'protocol', 'data', 'design'])
/** A trade rather than a product, whose many words do not mean the same: `Incident response` is also an outage. */
const practice = /^\p{Lu}\p{Ll}+ \p{Ll}/u
/** Products that are named like common words: there the capital letter is the name. */
const products =
  /^(?:Teams|Notion|Word|Access|Linear|Make|Monday|Spring|Express|Next|Pages|Numbers|Drive|Meet|Chat)$/u
const exception =
  /\b(?:except|excluding|without|instead of|rather than|apart from|other than|(?:everything|all|anything|nothing|nobody|none) but)\b(?! (?:\S+ ){0,4}(?:and|to|by|in|for|with)\b)(?:\s|$)/u
const ends = /^(?:and|or|but|in|on|for|to|with|by|from|at|of|after|during|when|since|i|we)$/iu
const titles = /^(?:I|We|My|Our|PR|PRs|CI|UI|API|APIs|OK|The|A|An|QA|KPI|ID|FAQ|HR|IT|CSV|PDF)$/u

/** The tokens of a text, phrases of one meaning as one token; acronyms and their words share a key. */
export function tokensOf(text: string, acronyms: readonly Acronym[] = []): ClaimToken[] {
  const skills = findSkills(text).filter(
    ({ category, name }) => technical.has(category) && !practice.test(name),
  )
  const tokens: ClaimToken[] = []
  for (let at = 0; at < text.length;) {
    const token = /\s/u.test(text.charAt(at)) ? undefined : tokenAt(text, at)
    if (token !== undefined) tokens.push(asVersion(withSkill(token, skills, tokens), tokens.at(-1)))
    at = token?.end ?? at + 1
  }
  return markAbsent(withAcronyms(withWholes(joinPhrases(tokens, text)), acronyms))
}

/** Whether two tokens say the same; the second is the log's, which may be more special. */
export function isSaidBy(claimed: ClaimToken, logged: ClaimToken): boolean {
  if (claimed.isAbsent !== logged.isAbsent) return false
  return claimed.keys.some((key) => logged.keys.includes(key) || logged.wide.includes(key))
}

function tokenAt(text: string, at: number): ClaimToken {
  const short = matchAt(shorthand, text, at)
  if (short !== undefined) {
    const long = wordToken(short.length > 2 ? 'without' : 'with', at)
    return { ...long, end: at + short.length }
  }
  const release = matchAt(version, text, at)
  if (release !== undefined)
    return plain('word', release, at, { keys: [release.replace(/^\D+/u, '')], isName: true })
  const id = matchAt(identifier, text, at)
  if (id !== undefined)
    return plain('word', id, at, { keys: [id.toLowerCase().replace(/^v(?=\d)/u, '')], isName: true })
  const written = matchAt(year, text, at)
  if (written !== undefined && dated.test(text.slice(Math.max(0, at - 12), at)))
    return plain('word', written, at, { keys: [written], isName: true })
  const found = quantityAt(text, at)
  if (found !== undefined)
    return plain('number', text.slice(at, found.end), at, {
      quantity: found.quantity,
      keys: found.quantity.unit === '' ? [text.slice(at, found.end)] : [],
      wide:
        found.quantity.value === 0
          ? ['~zero']
          : found.quantity.unit === '%' && found.quantity.value === 100
            ? ['~all']
            : [],
    })
  const letters = matchAt(word, text, at)
  return letters === undefined
    ? plain('mark', matchAt(mark, text, at) ?? matchAt(/\S/uy, text, at) ?? text.charAt(at), at, {})
    : wordToken(letters, at)
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function plain(kind: ClaimToken['kind'], text: string, start: number, more: Partial<ClaimToken>): ClaimToken {
  const none = { stem: text.toLowerCase(), keys: [], wide: [], form: 'base', verb: undefined } as const
  const flags = { isName: false, isPlural: false, isAbsent: false, quantity: undefined }
  return { kind, text, start, end: start + text.length, ...none, ...flags, ...more }
}

function wordToken(text: string, start: number): ClaimToken {
  const stem = stemOf(text)
  const wider = generalOf(stem)
  const verb = verbGroup(stem)
  return plain('word', text, start, {
    stem,
    keys: [stem, ...meaningsOf(stem), ...(verb === undefined ? [] : nounKeys(verb))],
    wide: /[a-z](?:Conf|Con|Fest|Summit|Camp)$/u.test(text)
      ? [...wider, 'conference', 'event']
      : [...wider, ...productKinds(text)],
    form: formOf(text),
    verb,
    isName: /^\p{Lu}/u.test(text) && !titles.test(text),
    isPlural: /[^su]s$/u.test(text) && /^\p{Ll}+$/u.test(text),
  })
}

function withSkill(
  token: ClaimToken,
  skills: ReturnType<typeof findSkills>,
  before: readonly ClaimToken[],
): ClaimToken {
  const skill = skills.find(({ start, end }) => start <= token.start && token.end <= end)
  if (skill === undefined) {
    const last = before.at(-1)
    const starts = last === undefined || (last.kind === 'mark' && /[.!?;:]/u.test(last.text))
    if (!starts && token.isName) {
      const keys = token.keys.filter((key) => !key.startsWith('@'))
      return products.test(token.text)
        ? { ...token, keys: [`name ${token.stem}`] }
        : { ...token, keys, verb: undefined }
    }
    return starts && token.isName && /^\p{Lu}\p{Ll}+$/u.test(token.text) ? { ...token, isName: false } : token
  }
  const wide = [
    ...token.wide,
    skill.category === 'database' ? '~db' : skill.category,
    ...productKinds(skill.name),
  ]
  return {
    ...token,
    keys: [...token.keys.filter((key) => !key.startsWith('@')), `#${skill.name}`],
    wide,
    // `user interviews` names a trade, no product.
    isName: token.kind === 'word' && (skill.category !== 'design' || token.isName),
  }
}

function withAcronyms(tokens: readonly ClaimToken[], acronyms: readonly Acronym[]): readonly ClaimToken[] {
  if (acronyms.length === 0) return tokens
  const lower = tokens.map(({ text }) => text.toLowerCase())
  const keys = new Map<number, string>()
  for (const { letters, words } of acronyms)
    for (const [index, { text }] of tokens.entries()) {
      if (text === letters || text === `${letters}s`) keys.set(index, `short ${letters}`)
      const end = spelledTo(lower, index, words)
      for (let at = index; at < end; at += 1) keys.set(at, `short ${letters}`)
    }
  return tokens.map((token, index) => {
    const key = keys.get(index)
    return key === undefined || token.kind !== 'word' ? token : { ...token, keys: [...token.keys, key] }
  })
}

/** Where the words end that start at a place, hyphens between them or not; the place itself where they do not. */
function spelledTo(lower: readonly string[], index: number, words: readonly string[]): number {
  let at = index
  for (let next = 0; next < words.length; at += 1) {
    if (lower[at] === '-' && next > 0) continue
    const said = (lower[at] ?? '').split(/[\s-]+/u)
    if (said.some((word, offset) => word !== words[next + offset])) return index
    next += said.length
  }
  return at
}

/** `right-sized` is `rightsized`: the parts of a word with a hyphen also stand for the whole. */
function withWholes(tokens: readonly ClaimToken[]): ClaimToken[] {
  return tokens.map((token, index) => {
    const [before, dash, next] = [tokens[index - 2], tokens[index + 1], tokens[index + 2]]
    const isFirst = dash?.text === '-' && dash.start === token.end && next?.start === dash.end
    const isSecond = tokens[index - 1]?.text === '-' && before?.end === token.start - 1
    const whole = isFirst ? token.text + next.text : isSecond ? before.text + token.text : ''
    return token.kind !== 'word' || !/^\p{L}+$/u.test(whole)
      ? token
      : { ...token, keys: [...token.keys, stemOf(whole)] }
  })
}

/** `Kubernetes 1.31`: a number with a point behind a product is its version. */
function asVersion(token: ClaimToken, before: ClaimToken | undefined): ClaimToken {
  const isBehind = before?.keys.some((key) => key.startsWith('#')) === true
  if (!isBehind || !/^\d+\.\d+$/u.test(token.text) || token.quantity?.unit !== '') return token
  return { ...token, kind: 'word', quantity: undefined, keys: [token.text], isName: true }
}

/** What is named to say that it is not so: `no downtime`, `everything but the export`, `instead of a rewrite`. */
function markAbsent(tokens: readonly ClaimToken[]): ClaimToken[] {
  return tokens.map((token, index) => {
    if (token.kind !== 'word') return token
    const near = tokens.slice(Math.max(0, index - 3), index)
    const from = near.findLastIndex(({ kind, text }) => kind === 'mark' || ends.test(text)) + 1
    const isZero = near
      .slice(from)
      .some(({ keys, quantity }) => keys.includes('~zero') || quantity?.value === 0)
    return isZero || isExcepted(tokens, index) ? { ...token, isAbsent: true } : token
  })
}

function isExcepted(tokens: readonly ClaimToken[], index: number): boolean {
  const near = tokens.slice(Math.max(0, index - 6), index)
  const from = near.findLastIndex(({ kind, text }) => kind === 'mark' && text !== '-') + 1
  const words = near
    .slice(from)
    .map(({ text }) => text.toLowerCase())
    .join(' ')
  return exception.test(words)
}
