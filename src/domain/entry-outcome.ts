import type { EntryKind } from '../contracts/entry.ts'
import { modalityOf } from './modality.ts'

const learned =
  /^(?:i |we |today i )?(?:learn(?:ed|t)|studied|read up|finished (?:the|a) (?:course|book)|completed (?:the |a )?[\p{L}\s]{0,30}(?:course|training|certification)|til\b)/iu

/** An arrow, or the word itself, before what came of it. */
const announced = /(?:→|->|=>|\b(?:outcome|result|impact)\s*:)\s*(\S[^;\n]*)$/iu

/** A clause that says a consequence. */
const consequence =
  /(?:[,;.]|\s[—–-])\s+((?:so (?:that )?|which (?:now )?(?:cut|cuts|saved|saves|reduced|reduces|made|makes|brought|lets|gave|means)|(?:thereby |thus )?(?:resulting in|leading to|saving|cutting|reducing|bringing|making|halving|doubling|enabling|freeing|preventing)|(?:it |they |this |customers? |users? |everyone |the \p{L}+ )?(?:is |are |it's )?now )[^.;]*)/iu

const measured = [
  /\bfrom\s+(?:about |over |roughly )?[$€£]?\d[^;\n]{0,40}?\bto\s+(?:about |under |over |roughly )?[$€£]?\d/iu,
  /\b(?:by|to|at)\s+(?:about |over |under |roughly |almost )?\d[\d.,]{0,15}\s?(?:%|percent|x\b|×)/iu,
  /[−+-]?\d[\d.,]{0,15}\s?(?:%|x|×|percent)\s+(?:less|fewer|more|faster|slower|lower|higher|cheaper|smaller|better)/iu,
  /(?:^|\s)[−-]\d[\d.,]{0,15}\s?%/u,
]

/** What kind of thing an entry tells. */
export function kindOf(text: string): EntryKind {
  const modality = modalityOf(text)
  return modality === 'done' && learned.test(text.trim()) ? 'learned' : modality
}

/** The words, verbatim, that say what came of the work; null where the entry does not say. A plan has no outcome. */
export function outcomeOf(text: string, kind: EntryKind): string | null {
  if (kind !== 'done' && kind !== 'learned' && kind !== 'tried') return null
  const said = announced.exec(text)?.[1] ?? consequence.exec(text)?.[1]
  if (said !== undefined) return trimmed(said)
  const clauses = text.split(/(?<=[.;!?])\s+|,\s+|\s[—–]\s/u)
  const found = clauses.find((clause) => measured.some((pattern) => pattern.test(clause)))
  return found === undefined ? null : trimmed(found)
}

function trimmed(clause: string): string {
  return clause.trim().replace(/[.,;!]+$/u, '')
}
