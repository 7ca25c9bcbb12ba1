const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu
const bidirectional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const escapeSequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/gu

/** Text from outside made safe for a terminal: no escape sequences, control or bidirectional characters; tab and line feed stay. */
export function stripControls(text: string): string {
  return text.replace(escapeSequences, '').replace(controls, '').replace(bidirectional, '')
}

/** Text from outside as PostgreSQL can hold it: no NUL, no lone surrogate. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/**
 * Lines as one: a dot parts paragraphs, and a title from the sentence below it, where no mark ends them. Other lines were
 * wrapped, and go on.
 */
export function inOneLine(text: string): string {
  const parted = text
    .trim()
    .replace(/(?<![\p{P}\s])[^\S\n]*\n[^\S\n]*\n\s*/gu, ' · ')
    .replace(/^([^\n]*[^\n\p{P}\s])\s*\n\s*(?=[\p{Lu}\d])/u, '$1 · ')
  return squeeze(parted)
}

/** Runs of white space become one space; the ends are trimmed. */
export function squeeze(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** At most `length` characters (code points); a cut text ends with an ellipsis. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text
  const characters = Array.from(text)
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, Math.max(0, length - 1))
        .join('')
        .trimEnd()}…`
}

/** Ends with a full stop where it ends with no mark, so that another sentence may follow. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

/** `1 page`, `2 pages`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`
}

/** `a, b and c`. */
export function listWords(words: readonly string[], conjunction = 'and'): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`
}

/**
 * The candidate that is nearest to a mistyped word, or undefined when none is near: at most `limit` letters off
 * (Damerau–Levenshtein).
 */
export function didYouMean(
  word: string,
  candidates: readonly string[],
  limit = word.length <= 3 ? 1 : 2,
): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
  return ranked[0]?.candidate
}

function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + cost,
      )
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (row > 1 && column > 1 && swapped) best = Math.min(best, (beforePrevious[column - 2] ?? 0) + 1)
      current.push(best)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.length] ?? a.length
}
