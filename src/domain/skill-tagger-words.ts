/** A word of a text: `text.slice(start, end)`. `joins` is false where a comma or bullet parts it from the one before. */
export interface TaggerWord {
  text: string
  start: number
  end: number
  joins: boolean
}

const leading = /^["“'‘([{]+/u
const trailing = /[.,;:!?)\]}"”'’]+$/u
/** `C #` is a word too. */
const wordPattern = /(?<!\S)[CF] (?:#|\+\+)(?![\p{L}\d])|\S+/gu
const split = /\s[.)]\s|\s[.)]$/mu

/**
 * The sentences of a text, each a list of words, as postings of the training set are written: words at white space,
 * commas left out. Where the text has its punctuation apart already (`Docker .`), what is still attached stays so.
 */
export function taggerSentences(text: string): TaggerWord[][] {
  const isSplit = split.test(text)
  const sentences: TaggerWord[][] = []
  for (const { 0: line, index: offset } of text.matchAll(/[^\n\r]+/gu)) {
    let sentence: TaggerWord[] = []
    let joins = false
    for (const { 0: raw, index } of line.matchAll(wordPattern)) {
      const { word, comma, ends } = isSplit ? asGiven(raw) : peeled(raw)
      if (word.text !== '') {
        const start = offset + index + word.from
        sentence.push({ text: word.text, start, end: start + word.text.length, joins })
      }
      joins = !comma && word.text !== ''
      if (!ends) continue
      if (sentence.length > 0) sentences.push(sentence)
      sentence = []
    }
    if (sentence.length > 0) sentences.push(sentence)
  }
  return sentences
}

function asGiven(raw: string) {
  const isComma = raw === ','
  return { word: { text: isComma ? '' : raw, from: 0 }, comma: isComma, ends: /^[.!?]$/u.test(raw) }
}

/** A word without the marks around it; `Node.js`, `.NET`, `C++` and `e.g.` keep theirs. */
function peeled(raw: string) {
  const from = leading.exec(raw)?.[0].length ?? 0
  const tail = trailing.exec(raw.slice(from))?.[0] ?? ''
  const text = raw.slice(from, raw.length - tail.length)
  const comma = /[,;:)]/u.test(tail) || from > 0
  return {
    word: { text, from },
    comma,
    ends: /[.!?]/u.test(tail) && !/^(?:e\.g|i\.e|etc|incl)$/iu.test(text),
  }
}
