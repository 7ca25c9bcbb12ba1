/** A part of a text: where it starts and ends in UTF-16 units, and the part itself, byte for byte. */
export interface Excerpt {
  start: number
  end: number
  text: string
}

interface Normalised {
  text: string
  /** For each character of the normalised text, where it came from; one more for the end. */
  origins: number[]
}

const sameCharacters: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
}
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/u

/**
 * Finds a quote in a text. White space, quotation marks, dashes and ellipses may differ; every other character must be
 * the same, upper and lower case too. Undefined where it does not stand there.
 */
export function findQuote(text: string, quote: string): Excerpt | undefined {
  const asItIs = quote.trim()
  const place = asItIs === '' ? -1 : text.indexOf(asItIs)
  // Most quotes stand there as they are; a long text is normalised only for the others.
  if (place !== -1 && !invisible.test(asItIs))
    return { start: place, end: place + asItIs.length, text: asItIs }
  const wanted = normalise(quote).text.trim()
  if (wanted === '') return undefined
  const within = normalise(text)
  const at = within.text.indexOf(wanted)
  if (at === -1) return undefined
  const start = within.origins[at] ?? 0
  const last = within.origins[at + wanted.length - 1] ?? start
  const end = last + ((text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1)
  return { start, end, text: text.slice(start, end) }
}

const sentenceEnd = /[.!?](?<!(?:[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|No)).)[.!?]*["'”’)]*(?=\s|$)|\n|$/gu

/** The sentences of a text with their places, each looked for when it is asked for. A line end ends a sentence; `Mr.`, `R1.50` and initials do not. */
export function* sentencesOf(text: string): Generator<Excerpt, undefined> {
  let after = 0
  for (const match of text.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length
    const part = text.slice(after, end)
    const found = part.trim()
    // A mark that stands alone ends nothing.
    if (found.length <= 1 && match[0] !== '\n' && end < text.length) continue
    if (found !== '') {
      const start = after + part.length - part.trimStart().length
      yield { start, end: start + found.length, text: found }
    }
    after = end
  }
}

export interface QuoteWish {
  /** How much a sentence says; the best are taken. Sentences at 0 are taken only where none is above. */
  points: (sentence: string) => number
  most: number
  /** Which sentences may be quoted at all; every one where absent. */
  isFit?: (sentence: string) => boolean
}

/** One to `most` sentences to quote, the best first; empty only for a text without a sentence. */
export function pickQuotes(text: string, { points, most, isFit = () => true }: QuoteWish): Excerpt[] {
  const sentences = [...sentencesOf(text)]
  const ranked = sentences
    .filter(({ text }) => text.length >= 40 && text.length <= 320)
    .map((sentence) => ({ sentence, points: points(sentence.text) }))
    .sort((a, b) => b.points - a.points || a.sentence.start - b.sentence.start)
  const fit = ranked.values().filter(({ sentence }) => isFit(sentence.text))
  const [first, ...others] = fit.take(most)
  if (first === undefined) return sentences.filter(({ text }) => isFit(text)).slice(0, 1)
  return [first, ...others.filter((other) => other.points > 0)].map(({ sentence }) => sentence)
}

function normalise(text: string): Normalised {
  let result = ''
  const origins: number[] = []
  let offset = 0
  for (const character of text) {
    const same = alike(character, result)
    for (let unit = 0; unit < same.length; unit += 1) origins.push(offset)
    result += same
    offset += character.length
  }
  return { text: result, origins }
}

function alike(character: string, before: string): string {
  if (invisible.test(character)) return ''
  if (/\s/u.test(character)) return before.endsWith(' ') ? '' : ' '
  return sameCharacters[character] ?? character
}
