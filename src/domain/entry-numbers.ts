import { findSkills } from './skill-finder.ts'

/** A number as an entry says it: `text` is verbatim, `value` has its thousands, k and M worked in. */
export interface EntryNumber {
  value: number
  /** `%`, `ms`, `€`, or the words that are counted (`pull requests`); null where none is said. */
  unit: string | null
  text: string
}

/** What holds figures without being a number of anything: addresses, dates, times, versions, tickets, years. */
const others = [
  /\bhttps?:\/\/\S+/giu,
  /\b\d{4}-\d{1,2}-\d{1,2}(?:T[\d:.]+)?/gu,
  /\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b/gu,
  /\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m\b)?/giu,
  /\b\d{1,2}\s?[ap]m\b/giu,
  /\bv?\d+\.\d+\.\d+[\w.-]*/giu,
  /\bv\d+(?:\.\d+)*\b/giu,
  /\b[A-Z][A-Z0-9]+-\d+\b/gu,
  /#\d+/gu,
  /\b(?:Q[1-4]|H[12])\b/gu,
  /\b(?:version|release|step|phase|chapter|page|line|port|day|week|sprint)\s+\d+(?:\.\d+)*\b/giu,
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?\b/giu,
  /\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/giu,
  /\b(?:19|20)\d{2}\b(?!\s?(?:%|[a-z]))/gu,
]

const numberPattern =
  /(?<![\p{L}\d_.,/:-])([$€£]\s?)?([+−-]?(?:\d{1,3}(?:[,  ]\d{3})+|\d+)(?:\.\d+)?)(\s?(?:k|K|M|bn)(?![\p{L}\d]))?(?:(\s?)(%|×|x(?![\p{L}\d])|[€$£](?!\d)|\p{L}[\p{L}-]*))?(?![\d:]|[.,]\d)/gu

const scales: Record<string, number> = { k: 1000, K: 1000, M: 1_000_000, bn: 1_000_000_000 }
const measures =
  /^(?:%|×|x|[€$£]|percent|ms|µs|ns|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|bytes?|[kKMGT]i?B|m|km|kg|px|pt|rpm|rps|qps|USD|EUR|GBP|ZAR)$/u
const noUnit =
  /^(?:of|to|and|or|in|on|at|for|from|by|with|the|a|an|is|are|was|were|more|less|fewer|per|than|that|as|but|so|out|after|before|until|since|which)$/iu
const mostWords = 3

/** The numbers that an entry gives, in order, with what they count. */
export function numbersIn(text: string): EntryNumber[] {
  const plain = maskOthers(text)
  return [...plain.matchAll(numberPattern)].map((match) => {
    const [, currency, figures = '', scale, , word] = match
    const start = match.index
    const bare = start + match[0].length - (word === undefined ? 0 : word.length + (match[4] ?? '').length)
    const unit = currency?.trim() ?? unitAt(plain, bare, figures)
    const end = currency === undefined && unit !== null ? plain.indexOf(unit, bare) + unit.length : bare
    return { value: valueOf(figures, scale), unit, text: text.slice(start, end) }
  })
}

/** The text with all that is no number blanked out, character by character, so that places stay. */
function maskOthers(text: string): string {
  const blank = (found: string) => '_'.repeat(found.length)
  let plain = text
  for (const pattern of others) plain = plain.replace(pattern, blank)
  for (const { end } of findSkills(text))
    plain = plain.slice(0, end) + plain.slice(end).replace(/^\s+\d+(?:\.\d+)*(?!\s?%)/u, blank)
  return plain
}

/** A measure, or the words up to the first plural: `12 open pull requests`. */
function unitAt(text: string, at: number, figures: string): string | null {
  const words = /^\s?(%|×|[€$£]|[\p{L}µ][\p{L}µ-]*(?: \p{L}[\p{L}-]*)*)/u
    .exec(text.slice(at, at + 80))?.[1]
    ?.split(' ')
  const first = words?.[0]
  if (words === undefined || first === undefined || noUnit.test(first)) return null
  if (measures.test(first)) return first
  if (Math.abs(Number(figures)) === 1) return first
  const candidates = words.slice(0, mostWords)
  const stop = candidates.findIndex((word) => noUnit.test(word))
  const counted = stop === -1 ? candidates : candidates.slice(0, stop)
  const plural = counted.findIndex((word) => /(?:s|people|data|children)$/iu.test(word))
  return plural === -1 ? first : counted.slice(0, plural + 1).join(' ')
}

function valueOf(figures: string, scale: string | undefined): number {
  const value = Number(figures.replace(/[,  ]/gu, '').replace('−', '-'))
  // Twelve digits hold every amount that a log names, without the noise of binary fractions (2.3 k is 2300).
  return Number((value * (scales[scale?.trim() ?? ''] ?? 1)).toPrecision(12))
}
