import { sha256 } from '../base/hash.ts'
import type { BulletProof } from '../contracts/resume-proof.ts'
import { judgeClaim } from './claim-gate.ts'
import { ownPassages, ownSentences } from './resume-bullet.ts'
import { resumeLines } from './resume-line.ts'
import { citedNumbers } from './resume-number.ts'
import type { ResumeLine } from './resume-line.ts'
import type { JsonResume } from '../contracts/json-resume.ts'

/** An entry as it is today. */
export interface CurrentEntry {
  id: string
  text: string
  hash: string
  private: boolean
}

/** What of an entry carries a line, and how; or why it may not stand in a résumé. */
export type LineProof = Pick<BulletProof, 'start' | 'end' | 'form' | 'shown'> | { refused: string[] }

export type LineFault =
  | 'edited'
  | 'added'
  | 'entry-changed'
  | 'entry-deleted'
  | 'entry-private'
  | 'not-carried'

/** A line that its proof does not hold any more. */
export interface BrokenLine extends ResumeLine {
  fault: LineFault
  why: string
  entry: string | null
}

/**
 * Holds a line against its entry. A whole sentence of it, byte for byte, that tells a deed of one's own is
 * proven; any other words must pass the claim gate.
 */
export function proveLine(text: string, entry: { id: string; text: string }): LineProof {
  const own = { text: entry.text, kind: null }
  const whole = [...ownSentences(own), ...ownPassages(own)].find((one) => one.text === text)
  if (whole !== undefined) return { start: whole.start, end: whole.end, form: 'verbatim', shown: [] }
  // A part of a sentence can say more than the sentence does, so it is judged like any other words.
  const { verdict, reasons, evidence } = judgeClaim(text, [entry])
  const [place] = evidence
  if (verdict !== 'supported' || place === undefined) return { refused: reasons }
  const at = entry.text.indexOf(text)
  if (at !== -1) return { start: at, end: at + text.length, form: 'verbatim', shown: [] }
  // What carries it in several places is cited from the first to the last.
  const start = Math.min(...evidence.map((one) => one.start))
  const end = Math.max(...evidence.map((one) => one.end))
  const { shown, missing } = citedNumbers(text, entry.text.slice(start, end), reasons.slice(1))
  if (missing.length > 0)
    return { refused: [`"${missing.join('", "')}" does not stand in what the line cites`] }
  return { start, end, form: 'rephrased', shown }
}

/**
 * The lines of a document that its entries do not prove today, and why: edited or added by hand, or the entry was
 * changed, deleted or made private. A line that was only moved keeps its proof; `stated` are hashes of lines that were
 * never said to have one.
 */
export function brokenLines(
  resume: JsonResume,
  proofs: readonly BulletProof[],
  entries: ReadonlyMap<string, CurrentEntry>,
  stated: readonly string[] = [],
): BrokenLine[] {
  return resumeLines(resume).flatMap((line): BrokenLine[] => {
    if (isStated(line, proofs, stated)) return []
    const proof = proofOf(line, proofs)
    if (proof === undefined)
      return [{ ...line, fault: 'added', why: 'no entry is named for it', entry: null }]
    const fault = faultOf(line, proof, entries.get(proof.entry))
    return fault === undefined ? [] : [{ ...line, ...fault, entry: proof.entry }]
  })
}

/** Whether the person stated the line in a résumé of their own, and no entry proves these words. */
export function isStated(
  { text }: ResumeLine,
  proofs: readonly BulletProof[],
  stated: readonly string[],
): boolean {
  const hash = sha256(text)
  return stated.includes(hash) && proofs.every(({ line }) => line !== hash)
}

/** The proof of a line: by its words where they are unchanged, else by its place. */
export function proofOf({ text, path }: ResumeLine, proofs: readonly BulletProof[]): BulletProof | undefined {
  const hash = sha256(text)
  return (
    proofs.find((proof) => proof.path === path && proof.line === hash) ??
    proofs.find((proof) => proof.line === hash) ??
    proofs.find((proof) => proof.path === path)
  )
}

function faultOf(
  { text }: ResumeLine,
  proof: BulletProof,
  entry: CurrentEntry | undefined,
): { fault: LineFault; why: string } | undefined {
  if (proof.line !== '' && proof.line !== sha256(text))
    return { fault: 'edited', why: 'the line is not the one that was proven' }
  if (entry === undefined) return { fault: 'entry-deleted', why: 'its entry is not in the log any more' }
  if (entry.private) return { fault: 'entry-private', why: 'its entry is private now' }
  if (entry.hash !== proof.hash) return { fault: 'entry-changed', why: 'its entry has another text now' }
  const proven = proveLine(text, entry)
  return 'refused' in proven ? { fault: 'not-carried', why: proven.refused.join('; ') } : undefined
}
