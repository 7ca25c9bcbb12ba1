import { sha256 } from '../base/hash.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import { resumeLines } from './resume-line.ts'
import { isStated, proofOf } from './resume-proof.ts'

/** What proves one line, as it may be shown to others. */
export interface LineEvidence {
  line: string
  under: string
  path: string
  /** `none`: the person states it. */
  form: 'verbatim' | 'rephrased' | 'none'
  entry: string | null
  at: string | null
  /** SHA-256 of the whole text of the entry, whatever of it is shown. */
  hash: string | null
  /** The words that carry the line; masked words are █. */
  quote: string | null
  /** The text around them, where it is asked for. */
  text: string | null
  sums: string[]
}

interface EntryShown {
  id: string
  at: Date
  text: string
  hash: string
}

/**
 * The evidence of each line. Only the words that carry it are shown, unless the whole entries are asked for; `masked`
 * words and names are blacked out everywhere, the lines included.
 */
export function evidenceOf(
  resume: JsonResume,
  entries: ReadonlyMap<string, EntryShown>,
  { masked, whole }: { masked: readonly string[]; whole: boolean },
): LineEvidence[] {
  const { bullets, stated } = readResumeMeta(resume)
  const hide = masker(masked)
  return resumeLines(resume).map((line) => {
    const proof = isStated(line, bullets, stated) ? undefined : proofOf(line, bullets)
    const entry = proof === undefined ? undefined : entries.get(proof.entry)
    const isCurrent = entry !== undefined && proof !== undefined && entry.hash === proof.hash
    return {
      line: hide(line.text),
      under: hide(line.under),
      path: line.path,
      form: isCurrent ? proof.form : 'none',
      entry: isCurrent ? entry.id : null,
      at: isCurrent ? entry.at.toISOString() : null,
      hash: isCurrent ? entry.hash : null,
      quote: isCurrent ? hide(entry.text.slice(proof.start, proof.end)) : null,
      text: isCurrent && whole ? hide(entry.text) : null,
      sums: isCurrent ? proof.shown.map(hide) : [],
    }
  })
}

/**
 * The résumé as others may see it: the masked words are blacked out in every text of it, and what a posting was held
 * against is left out, since that quotes more of the log than the lines do.
 */
export function shownResume(resume: JsonResume, masked: readonly string[]): unknown {
  const hide = masker(masked)
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return hide(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  const { requirements: _quoted, hidden: _number, ...nightdesk } = readResumeMeta(resume)
  const shown = { ...resume, meta: { ...resume.meta, nightdesk } }
  return masked.length === 0 ? shown : walk(shown)
}

/** SHA-256 of what a bundle holds, so that others see that nothing was changed since. */
export function digestOf(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${sha256(text)}  ${name}\n`)
    .join('')
}

function masker(words: readonly string[]): (text: string) => string {
  const given = words.map((word) => word.trim()).filter((word) => word !== '')
  // An accent is one character or two (Unicode, Annex 15): whichever was typed, both are meant.
  const wanted = [...new Set(given.flatMap((word) => [word.normalize('NFC'), word.normalize('NFD')]))]
  if (wanted.length === 0) return (text) => text
  const escaped = wanted
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&').replace(/\s+/gu, '\\s+'))
  const pattern = new RegExp(escaped.join('|'), 'giu')
  return (text) => text.replace(pattern, (found) => '█'.repeat(found.length))
}
