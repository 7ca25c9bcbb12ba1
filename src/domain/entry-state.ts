import type { EntryKind } from '../contracts/entry.ts'
import type { PointState } from '../contracts/report.ts'
import { modalityOf } from './modality.ts'
import { sentencesOf } from './skill-excerpt.ts'

/** A sentence of an entry, `text.slice(start, end)`, and what it says was done with its thing. */
export interface StatedSentence {
  start: number
  end: number
  state: PointState
}

const states: Record<string, PointState> = {
  done: 'done',
  learned: 'done',
  tried: 'tried',
  planned: 'next',
  blocked: 'blocked',
  asked: 'asked',
}

const pastTense =
  /^(?:(?:and|but|then|also|later|today|yesterday|i|we)[,:]?\s+)*(?:\w+ly\s+)?(?:\w{2,}ed|began|bought|brought|built|caught|chose|cut|did|drew|drove|found|gave|got|grew|held|kept|led|let|made|met|paid|put|ran|read|rebuilt|rewrote|said|sent|set|shot|sold|spent|sped|split|taught|thought|took|told|went|were|was|won|wrote)\b/i

/**
 * What each sentence of an entry says. Where an analysis says that the whole entry is not done, every sentence is so.
 * Else a sentence that follows a plan, a blocker or a question stays with it, unless it tells of the past:
 * `Plan: fix the login. Deploy it.` is two plans, `Tomorrow I will deploy. Fixed the login.` is not.
 */
export function sentenceStates(entry: { text: string; kind: EntryKind | null }): StatedSentence[] {
  const whole = entry.kind === null ? undefined : states[entry.kind]
  let before: PointState = 'done'
  return sentencesOf(entry.text).map(({ start, end }) => {
    const sentence = entry.text.slice(start, end)
    const own = states[modalityOf(sentence)] ?? 'done'
    const carried = own === 'done' && before !== 'tried' && !pastTense.test(sentence) ? before : own
    before = carried
    return { start, end, state: whole === undefined || whole === 'done' ? carried : whole }
  })
}

/** What the sentence at a place of the entry's text says. */
export function stateAt(sentences: readonly StatedSentence[], position: number): PointState {
  return sentences.findLast(({ start }) => start <= position)?.state ?? 'done'
}
