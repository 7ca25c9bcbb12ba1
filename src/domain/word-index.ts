/** Where each word of a text stands, so that phrases are counted without reading the text again. */
export interface WordIndex {
  words: number
  positions: ReadonlyMap<string, readonly number[]>
}

/** Words in lower case, without possessive and plural endings: `The Pizzas' crust` gives the, pizza, crust. */
export function wordsOf(text: string): string[] {
  const found =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu) ?? []
  return found.map(stem)
}

export function indexWords(text: string): WordIndex {
  const words = wordsOf(text)
  const positions = new Map<string, number[]>()
  for (const [position, word] of words.entries()) {
    const known = positions.get(word)
    if (known === undefined) positions.set(word, [position])
    else known.push(position)
  }
  return { words: words.length, positions }
}

/** How often a phrase stands in the text, its words next to each other in order. */
export function countPhrase(index: WordIndex, phrase: string): number {
  const [first, ...rest] = wordsOf(phrase)
  if (first === undefined) return 0
  const starts = index.positions.get(first) ?? []
  return starts.filter((start) =>
    rest.every((word, offset) => index.positions.get(word)?.includes(start + offset + 1) === true),
  ).length
}

function stem(word: string): string {
  if (!/s$|['’]/.test(word)) return word
  const plain = word.replace(/['’](?:s|\p{L}{1,2})$/u, '')
  if (plain.length > 4 && plain.endsWith('ies')) return `${plain.slice(0, -3)}y`
  if (plain.length > 4 && /(?:ss|sh|ch|x|z)es$/.test(plain)) return plain.slice(0, -2)
  if (plain.length > 3 && /[^su]s$/.test(plain)) return plain.slice(0, -1)
  return plain
}
