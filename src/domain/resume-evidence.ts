import { sha256 } from '../base/hash.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { readJsonResume } from '../contracts/json-resume.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import { resumeLines, withLines } from './resume-line.ts'
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
  /**
   * SHA-256 of the line's salt and, right behind it, the whole text of the entry. Without the salt, which its owner keeps,
   * nobody can guess a short entry and see that the guess was right.
   */
  commitment: string | null
  /** The words that carry the line; masked words are █. */
  quote: string | null
  /** The text around them, where it is asked for. */
  text: string | null
  sums: string[]
}

/** What opens the commitment of a line, for those to whom its owner shows the entry. */
export interface Opening {
  path: string
  entry: string
  salt: string
  commitment: string
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
  {
    masked,
    whole,
    saltOf,
  }: { masked: readonly string[]; whole: boolean; saltOf: (path: string, entry: string) => string },
): { lines: LineEvidence[]; openings: Opening[] } {
  const openings: Opening[] = []
  const { bullets, stated } = readResumeMeta(resume)
  const hide = masker(masked)
  const lines = resumeLines(resume).map((line): LineEvidence => {
    const proof = isStated(line, bullets, stated) ? undefined : proofOf(line, bullets)
    const entry = proof === undefined ? undefined : entries.get(proof.entry)
    const isCurrent = entry !== undefined && proof !== undefined && entry.hash === proof.hash
    if (isCurrent) {
      const salt = saltOf(line.path, entry.id)
      openings.push({ path: line.path, entry: entry.id, salt, commitment: sha256(salt + entry.text) })
    }
    return {
      line: hide(line.text),
      under: hide(line.under),
      path: line.path,
      form: isCurrent ? proof.form : 'none',
      entry: isCurrent ? entry.id : null,
      at: isCurrent ? entry.at.toISOString() : null,
      commitment: isCurrent ? (openings.at(-1)?.commitment ?? null) : null,
      quote: isCurrent ? hide(entry.text.slice(proof.start, proof.end)) : null,
      text: isCurrent && whole ? hide(entry.text) : null,
      sums: isCurrent ? proof.shown.map(hide) : [],
    }
  })
  return { lines, openings }
}

/**
 * The résumé as others may see it: the masked words are blacked out in every text of it. Of what nightdesk keeps beside it
 * only the version is left, since hashes of short lines can be guessed, and what a posting was held against quotes more of
 * the log than the lines do.
 */
export function shownResume(resume: JsonResume, masked: readonly string[], version: string): JsonResume {
  const { engine } = readResumeMeta(resume)
  const hide = masker(masked)
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return hide(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  const { meta, ...shown } = resume
  return { ...readJsonResume(walk(shown)), meta: { ...meta, nightdesk: { engine, version } } }
}

/**
 * A résumé out of a bundle with the proofs of the version that it was made of, and its black words as they were: a line
 * that differs in nothing else is the line of that version.
 */
export function unmasked(shown: JsonResume, stored: JsonResume): JsonResume {
  const known = resumeLines(stored)
  const texts = new Map(
    resumeLines(shown).flatMap(({ path, text }): [string, string][] => {
      const same = known.filter((line) => isMaskOf(text, line.text))
      const before = same.find((line) => line.path === path) ?? same[0]
      return before === undefined ? [] : [[path, before.text]]
    }),
  )
  return { ...withLines(shown, texts), meta: { ...shown.meta, nightdesk: stored.meta?.nightdesk } }
}

function isMaskOf(text: string, before: string): boolean {
  return (
    text.length === before.length &&
    text.split('').every((unit, at) => unit === '█' || unit === before.charAt(at))
  )
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
