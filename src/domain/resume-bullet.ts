import { clausesOf } from './claim-clause.ts'
import { sentenceStates } from './entry-state.ts'
import type { ReportEntry } from './report-entry.ts'
import { findSkills } from './skill-finder.ts'

/** A line of a résumé, verbatim: `text` stands byte for byte in the entry. */
export interface Bullet {
  text: string
  entry: string
}

const shortest = 15
const longest = 220
const achieved =
  /^(?:and\s)?(?:\w+ly\s)?(?:added|automated|built|completed|created|cut|debugged|decreased|delivered|deployed|designed|developed|doubled|drove|eliminated|established|finished|fixed|found|gave|halved|hired|implemented|improved|increased|introduced|launched|led|mentored|merged|migrated|moved|negotiated|organi[sz]ed|optimi[sz]ed|presented|published|rebuilt|reduced|refactored|released|removed|replaced|resolved|rewrote|rolled out|saved|sent|set up|shipped|simplified|solved|sped up|started|taught|trained|tuned|unblocked|upgraded|won|wrote)\b/i

/** The lines that speak best for a project, the best first. Plans, blockers, attempts and questions are never among them. */
export function bestBullets(entries: readonly ReportEntry[], limit: number): Bullet[] {
  const ranked = entries.flatMap((entry) =>
    doneSentences(entry).map((text) => ({ text, entry: entry.id, day: entry.day, worth: lineWorth(text) })),
  )
  const seen = new Set<string>()
  return ranked
    .sort((a, b) => b.worth - a.worth || (a.day < b.day ? 1 : -1))
    .filter(({ text }) => !seen.has(text.toLowerCase()) && seen.add(text.toLowerCase()))
    .slice(0, limit)
    .map(({ text, entry }) => ({ text, entry }))
}

/** The sentences of an entry that say what was done, each verbatim and without its full stop. */
export function doneSentences(entry: Pick<ReportEntry, 'text' | 'kind'>): string[] {
  return ownPassages(entry)
    .map(({ text }) => text)
    .filter((text) => text.length >= shortest && text.length <= longest)
}

/**
 * The same, where a fact behind a semicolon stays with the deed that it is about: `pages load 40 % faster` alone is no line.
 */
export function ownPassages(
  entry: Pick<ReportEntry, 'text' | 'kind'>,
): { start: number; end: number; text: string }[] {
  const passages: { start: number; end: number; text: string }[] = []
  for (const own of ownSentences(entry)) {
    const before = passages.at(-1)
    const isNext = before !== undefined && /^;\s*$/u.test(entry.text.slice(before.end, own.start))
    if (before === undefined || !isNext || !isFact(own.text)) passages.push(own)
    else
      passages[passages.length - 1] = {
        start: before.start,
        end: own.end,
        text: entry.text.slice(before.start, own.end),
      }
  }
  return passages
}

function isFact(text: string): boolean {
  return clausesOf(text).every(({ actor }) => actor === 'thing' || actor === 'it')
}

/** The sentences that tell what one did oneself, with their places. What somebody else did is no line of a résumé. */
export function ownSentences(
  entry: Pick<ReportEntry, 'text' | 'kind'>,
): { start: number; end: number; text: string }[] {
  return sentenceStates(entry)
    .filter(({ state }) => state === 'done')
    .map(({ start, end }) => {
      const text = entry.text.slice(start, end).replace(/[.;]+$/, '')
      return { start, end: start + text.length, text }
    })
    .filter(({ text }) => !isOfOthers(text))
}

/** Whether a sentence names who did it, and that is somebody else: `Ana fixed the login`. */
function isOfOthers(text: string): boolean {
  const told = clausesOf(text).filter(({ head }) => head !== -1)
  return told[0]?.actor === 'other' && told.every(({ actor }) => actor === 'other')
}

/** Whether a line begins with what was done: `Cut`, `Wrote`. */
export function startsWithDeed(text: string): boolean {
  return achieved.test(text)
}

/** How well a line speaks for a person: numbers and comparisons, a deed, a skill that is named; 0 to 6. */
export function lineWorth(text: string): number {
  const numbers = /\d/.test(text) ? 2 : 0
  const compared = /\d\s?%|\bfrom\b.*\d.*\bto\b.*\d|\b\d+(?:\.\d+)?\s?[x×]\b/i.test(text) ? 1 : 0
  const verb = achieved.test(text) ? 2 : 0
  const named = findSkills(text).length > 0 ? 1 : 0
  return numbers + compared + verb + named
}
