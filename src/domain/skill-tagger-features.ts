import { skillNames } from './skill-names.ts'
import { skillTerms } from './skill-terms.ts'

/** What stands around a sentence in its document; null where it stands alone. */
export interface SentenceContext {
  sentences: readonly (readonly string[])[]
  index: number
}

const longestTerm = 5
const headingWords = 7
const sections =
  /\b(company description|job benefits|technologies|industry|requirements?|qualifications?|responsibilit|we offer|benefits|about us|who we are|you bring|your profile|nice to have|job description|about you|your role|your tasks|looking for|how to apply|application|about the)/u

const namesOfSkills = new Map(
  skillNames.flatMap(({ surfaces, category }) => surfaces.map(({ text }) => [termKey(text), category])),
)
const terms = readTerms()

/**
 * What the tagger sees of each word: the word, its neighbours, shapes and endings, lists that hold it, and the place of
 * its sentence. As hashes of 32 bits; the same words and context always give the same ones.
 */
export function taggerFeatures(words: readonly string[], context: SentenceContext | null): Uint32Array[] {
  const sentence = sentenceFeatures(words, context)
  const view = viewOf(words)
  return words.map((_, index) => {
    const features = [...wordFeatures(view, index), ...listFeatures(view, index)]
    return Uint32Array.from(new Set([...features.map(hash), ...sentence]))
  })
}

interface View {
  length: number
  raw: readonly string[]
  clean: (index: number) => string
  shape: (index: number) => string
  names: (index: number) => string
  terms: (index: number) => string
}

function viewOf(words: readonly string[]): View {
  const clean = words.map(cleanWord)
  const shapes = words.map((word) => shapeOf(word).replace(/(.)\1+/gu, '$1'))
  const edge = (index: number) => (index < 0 ? '<s>' : '</s>')
  const names = listTags(clean, namesOfSkills)
  const known = listTags(clean, terms)
  return {
    length: words.length,
    raw: words,
    clean: (index) => clean[index] ?? edge(index),
    shape: (index) => shapes[index] ?? edge(index),
    names: (index) => names[index] ?? '-',
    terms: (index) => known[index] ?? '-',
  }
}

function wordFeatures({ raw, clean, shape, length }: View, i: number): string[] {
  const word = raw[i] ?? ''
  const c = clean(i)
  const features = [
    'b',
    `w=${word.toLowerCase().replace(/\d/gu, '0')}`,
    `c=${c}`,
    `w-1=${clean(i - 1)}`,
    `w+1=${clean(i + 1)}`,
    `w-2=${clean(i - 2)}`,
    `w+2=${clean(i + 2)}`,
    `b-=${clean(i - 1)}|${c}`,
    `b+=${c}|${clean(i + 1)}`,
    `b--=${clean(i - 2)}|${clean(i - 1)}`,
    `b++=${clean(i + 1)}|${clean(i + 2)}`,
    `sk=${clean(i - 1)}|${clean(i + 1)}`,
    `t--=${clean(i - 3)}|${clean(i - 2)}|${clean(i - 1)}`,
    `r=${word}`,
    `sh=${shapeOf(word)}`,
    `ss=${shape(i)}`,
    `ss-=${shape(i - 1)}|${shape(i)}`,
    `ss+=${shape(i)}|${shape(i + 1)}`,
    `ss3=${shape(i - 1)}|${shape(i)}|${shape(i + 1)}`,
    `wss=${clean(i - 1)}|${shape(i)}`,
    `ssw=${shape(i)}|${clean(i + 1)}`,
    i === 0 ? 'F' : `nF:${shape(i)}`,
    ...partsOf(c),
  ]
  if (i === length - 1) features.push('E')
  if (i > 0) features.push(`s3-${clean(i - 1).slice(-3)}`, `s3-b${clean(i - 1).slice(-3)}|${c.slice(-3)}`)
  if (i + 1 < length) {
    const next = clean(i + 1)
    features.push(`s3+${next.slice(-3)}`, `s3+b${c.slice(-3)}|${next.slice(-3)}`, `s2+${next.slice(-2)}`)
  }
  for (let k = 1; k <= 6; k += 1) {
    if (i - k >= 0) features.push(`L=${clean(i - k)}`)
    if (i + k < length) features.push(`R=${clean(i + k)}`)
  }
  return features
}

/** Beginnings, endings and triples of letters. */
function partsOf(word: string): string[] {
  const parts: string[] = []
  for (let k = 1; k <= 5 && k < word.length; k += 1)
    parts.push(`s${k}${word.slice(-k)}`, `p${k}${word.slice(0, k)}`)
  for (let k = 0; k + 3 <= Math.min(40, word.length); k += 1) parts.push(`n3${word.slice(k, k + 3)}`)
  return parts
}

function listFeatures({ names, terms: known, clean }: View, i: number): string[] {
  return [
    `g=${names(i)}`,
    `g-=${names(i - 1)}`,
    `g+=${names(i + 1)}`,
    `gg=${names(i - 1)}${names(i)}`,
    `gn=${names(i)}${names(i + 1)}`,
    `h=${known(i)}`,
    `h-=${known(i - 1)}`,
    `h+=${known(i + 1)}`,
    `hh=${known(i - 1)}${known(i)}`,
    `hn=${known(i)}${known(i + 1)}`,
    `hc=${clean(i - 1)}${known(i)}`,
    `hd=${known(i)}${clean(i + 1)}`,
    `h3=${known(i - 1)}${known(i)}${known(i + 1)}`,
  ]
}

function sentenceFeatures(words: readonly string[], context: SentenceContext | null): number[] {
  const [first = '', second = '</s>'] = words.map(cleanWord)
  const bucket = [1, 2, 5, 10, 20].find((size) => words.length <= size) ?? 40
  const ended = /^[.!?]$/u.test(words.at(-1) ?? '') ? 'e' : 'n'
  const own = [`len${bucket}${ended}`, `first=${first}`, `first2=${first} ${second}`]
  return [...own, ...(context === null ? [] : contextFeatures(context))].map(hash)
}

function contextFeatures({ sentences, index }: SentenceContext): string[] {
  const at = (place: number) => sentences[place]?.map(cleanWord)
  const previous = at(index - 1) ?? ['<d>']
  const next = at(index + 1)
  const features = [
    previous.length <= 4 ? `prev=${previous.join(' ')}` : `prevlong${Math.min(30, previous.length)}`,
    `next=${next !== undefined && next.length <= 3 ? next.join(' ') : 'long'}`,
    `pos=${Math.floor((5 * index) / sentences.length)}`,
    `sec=${sectionOf(sentences, index)}`,
  ]
  const heading = sentences.slice(Math.max(0, index - 40), index).findLastIndex(isHeading)
  if (heading === -1) return features
  const place = Math.max(0, index - 40) + heading
  for (const word of at(place) ?? []) features.push(`head=${word}`)
  return [...features, `hd=${Math.min(5, index - 1 - place)}`]
}

function isHeading(words: readonly string[]): boolean {
  return words.length <= headingWords && !/^[.!]$/u.test(words.at(-1) ?? '')
}

function sectionOf(sentences: readonly (readonly string[])[], index: number): string {
  for (let place = index - 1; place >= 0; place -= 1) {
    const words = sentences[place] ?? []
    const found = words.length <= 8 ? sections.exec(words.map(cleanWord).join(' '))?.[1] : undefined
    if (found !== undefined) return found
  }
  return 'none'
}

/** `B-language1`: the longest listed name that begins at a word, and whether it is one word long. */
function listTags(clean: readonly string[], list: ReadonlyMap<string, string>): string[] {
  const tags = clean.map(() => 'O')
  const keys = clean.map(termKey)
  for (let index = 0; index < keys.length; index += 1)
    for (let length = Math.min(longestTerm, keys.length - index); length > 0; length -= 1) {
      const kind = list.get(keys.slice(index, index + length).join(' '))
      if (kind === undefined) continue
      for (let k = 0; k < length; k += 1)
        tags[index + k] = `${k === 0 ? 'B' : 'I'}-${kind}${length === 1 ? '1' : ''}`
      index += length - 1
      break
    }
  return tags
}

/** Words of two kinds (`architecture`) have a kind of their own. */
function readTerms(): Map<string, string> {
  const kinds = new Map<string, string>()
  for (const [kind, list] of Object.entries(skillTerms))
    for (const term of list
      .trim()
      .split(/\s*,\s+/u)
      .map(termKey)) {
      const known = kinds.get(term)
      kinds.set(term, known === undefined || known === kind ? kind : known + kind)
    }
  return kinds
}

function termKey(text: string): string {
  return text.toLowerCase().replace(/[-.]/gu, ' ').replace(/\s+/gu, ' ').trim()
}

function cleanWord(word: string): string {
  return word
    .toLowerCase()
    .replace(/[.,;:!?)]+$/u, '')
    .replace(/^\(+/u, '')
}

function shapeOf(word: string): string {
  return word
    .slice(0, 60)
    .replace(/[^\0-\x7f]/gu, 'u')
    .replace(/[A-Z]/gu, 'X')
    .replace(/[a-z]/gu, 'x')
    .replace(/\d/gu, 'd')
    .replace(/(.)\1{2,}/gu, '$1$1')
}

/** FNV-1a over UTF-16 units, with a final mix. */
function hash(text: string): number {
  let value = 2_166_136_261
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 16_777_619)
  value = Math.imul(value ^ (value >>> 15), 2_246_822_519)
  return (value ^ (value >>> 13)) >>> 0
}
