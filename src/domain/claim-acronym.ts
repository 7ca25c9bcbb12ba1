import { isGrammar } from './claim-grammar.ts'

/** Letters, and the words in some text that they stand for: `CTR`, `click-through rate`. */
export interface Acronym {
  letters: string
  /** In small letters, in their order, as they stand there. */
  words: readonly string[]
}

const most = 40

/** The acronyms of texts that are spelled out in one of them. Two letters stand for too much and are left out. */
export function acronymsOf(texts: readonly string[]): Acronym[] {
  const all = texts.join('\n')
  const written = new Set(
    Array.from(all.matchAll(/(?<![\p{L}\p{N}])\p{Lu}{3,6}(?=s?(?![\p{L}\p{N}]))/gu), ([letters]) => letters),
  )
  if (written.size === 0) return []
  const words = Array.from(all.matchAll(/\p{L}+/gu), ([word]) => word.toLowerCase())
  return [...written].slice(0, most).flatMap((letters) => {
    const spelled = spelledOut(letters.toLowerCase(), words)
    return spelled === undefined ? [] : [{ letters, words: spelled }]
  })
}

function spelledOut(letters: string, words: readonly string[]): string[] | undefined {
  for (const [at, word] of words.entries()) {
    if (!word.startsWith(letters.charAt(0)) || word === letters) continue
    const run = runAt(letters, words, at)
    // `over the air`: one that begins with a small word has a letter for each.
    if (run !== undefined && (run.length === letters.length || !isGrammar({ text: word }))) return run
  }
  return undefined
}

/** The words from a place whose first letters these are; small words between them may be passed over. */
function runAt(letters: string, words: readonly string[], at: number): string[] | undefined {
  const run: string[] = []
  let next = 0
  for (let index = at; next < letters.length; index += 1) {
    const word = words[index] ?? ''
    if (word.length < 2) return undefined
    run.push(word)
    if (word.startsWith(letters.charAt(next))) next += 1
    else if (!isGrammar({ text: word })) return undefined
  }
  return run
}
