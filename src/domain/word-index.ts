/** Where each word of a text stands, so that phrases are counted without reading the text again. */
export interface WordIndex {
  words: number
  /** The words in their order. */
  list: readonly string[]
  /** Where each word stands first. */
  first: ReadonlyMap<string, number>
  /** For each place where the word that stands there stands next; beyond the last word where it does not. */
  next: Uint32Array
}

/** Values that were made of texts, the last ones. */
interface Memory<Value> {
  /** Characters of all its texts together. */
  most: number
  held: number
  values: Map<string, Value>
}

/** Each page is indexed for several rules, and dozens are judged side by side; the words of a brand are looked for in all. */
const longText = 1000
const texts: Memory<WordIndex> = { most: 500_000, held: 0, values: new Map() }
const phrases: Memory<readonly string[]> = { most: 100_000, held: 0, values: new Map() }

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
  return remembered(texts, text, indexOf)
}

/** How often a phrase stands in the text, its words next to each other in order. */
export function countPhrase(index: WordIndex, phrase: string): number {
  const words = wordsOfPhrase(phrase)
  const { first, next, list } = index
  let times = 0
  for (
    let start = first.get(words[0] ?? '') ?? list.length;
    start < list.length;
    start = next[start] ?? list.length
  )
    if (standsAt(words, list, start)) times += 1
  return times
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

/** Whether any of the phrases may stand in a text, told without taking it apart; where not, none does. */
export function phraseGuess(phrases: readonly string[]): (text: string) => boolean {
  // Each word begins as its stem does, but for the y that stands for `ies`.
  const beginnings = phrases.map((phrase) => wordsOfPhrase(phrase)[0]?.replace(/y$/, '') ?? '')
  return (text) => {
    const said = text.normalize('NFKC').toLowerCase()
    return beginnings.some((beginning) => said.includes(beginning))
  }
}

function indexOf(text: string): WordIndex {
  const list = wordsOf(text)
  const first = new Map<string, number>()
  const next = new Uint32Array(list.length)
  for (let place = list.length - 1; place >= 0; place -= 1) {
    const word = list[place] ?? ''
    next[place] = first.get(word) ?? list.length
    first.set(word, place)
  }
  return { words: list.length, list, first, next }
}

function wordsOfPhrase(phrase: string): readonly string[] {
  return remembered(phrases, phrase, wordsOf)
}

function standsAt(words: readonly string[], list: readonly string[], start: number): boolean {
  return words.every((word, offset) => list[start + offset] === word)
}

/** Of more than it may hold the eldest are forgotten. */
function remembered<Value>(memory: Memory<Value>, text: string, make: (text: string) => Value): Value {
  const before = memory.values.get(text)
  if (before !== undefined) return before
  const value = make(text)
  memory.values.set(text, value)
  memory.held += text.length
  for (const eldest of memory.values.keys()) {
    if (memory.held <= memory.most) break
    memory.values.delete(eldest)
    memory.held -= eldest.length
  }
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
