/** Where each word of a text stands, so that phrases are counted without reading the text again. */
export interface WordIndex {
  words: number
  positions: ReadonlyMap<string, readonly number[]>
  /** The words in their order. */
  list: readonly string[]
}

/** One page is indexed by several rules in a row, and the words of a brand are looked for in every page. */
const longText = 1000
const mostTexts = 4
const mostPhrases = 5000

const texts = new Map<string, WordIndex>()
const phrases = new Map<string, readonly string[]>()

/** Words in lower case, without possessive and plural endings: `The Pizzas' crust` gives the, pizza, crust. */
export function wordsOf(text: string): string[] {
  const found =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu) ?? []
  return found.map(stem)
}

/** The same text gives the same index; the last long ones are remembered. */
export function indexWords(text: string): WordIndex {
  if (text.length < longText) return indexOf(text)
  return remembered(texts, { key: text, most: mostTexts, make: indexOf })
}

/** How often a phrase stands in the text, its words next to each other in order. */
export function countPhrase(index: WordIndex, phrase: string): number {
  const words = wordsOfPhrase(phrase)
  const starts = index.positions.get(words[0] ?? '') ?? []
  if (words.length === 1) return starts.length
  return starts.filter((start) => standsAt(words, index.list, start)).length
}

/** The same among the words of a text that is too short to be worth an index. */
export function countAmong(list: readonly string[], phrase: string): number {
  const words = wordsOfPhrase(phrase)
  let times = 0
  for (
    let start = list.indexOf(words[0] ?? '');
    start !== -1;
    start = list.indexOf(words[0] ?? '', start + 1)
  )
    if (standsAt(words, list, start)) times += 1
  return times
}

function indexOf(text: string): WordIndex {
  const list = wordsOf(text)
  const positions = new Map<string, number[]>()
  for (const [position, word] of list.entries()) {
    const known = positions.get(word)
    if (known === undefined) positions.set(word, [position])
    else known.push(position)
  }
  return { words: list.length, positions, list }
}

function wordsOfPhrase(phrase: string): readonly string[] {
  return remembered(phrases, { key: phrase, most: mostPhrases, make: wordsOf })
}

function standsAt(words: readonly string[], list: readonly string[], start: number): boolean {
  return words.every((word, offset) => list[start + offset] === word)
}

/** Of more than `most` the eldest is forgotten. */
function remembered<Value>(
  known: Map<string, Value>,
  { key, most, make }: { key: string; most: number; make: (key: string) => Value },
): Value {
  const before = known.get(key)
  if (before !== undefined) return before
  const [eldest] = known.keys()
  if (known.size >= most && eldest !== undefined) known.delete(eldest)
  const value = make(key)
  known.set(key, value)
  return value
}

const letterS = 115

function stem(word: string): string {
  const isPlain = !word.includes("'") && !word.includes('’')
  if (isPlain && word.charCodeAt(word.length - 1) !== letterS) return word
  const plain = isPlain ? word : word.replace(/['’](?:s|\p{L}{1,2})$/u, '')
  if (plain.length > 4 && plain.endsWith('ies')) return `${plain.slice(0, -3)}y`
  if (plain.length > 4 && /(?:ss|sh|ch|x|z)es$/.test(plain)) return plain.slice(0, -2)
  if (plain.length > 3 && /[^su]s$/.test(plain)) return plain.slice(0, -1)
  return plain
}
