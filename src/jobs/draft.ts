import * as v from 'valibot'
import { messageOf } from '../base/app-error.ts'
import { stripControls } from '../base/text.ts'
import type { Engine } from './engine.ts'

/** The channel on which drafts are told. Nothing of them is kept. */
export const draftChannel = 'nightdesk_drafts'

/** Milliseconds between two looks at what a model writes. */
const pause = 150
const mostCharacters = 200

const draftShape = v.object({ jobId: v.string(), text: v.string() })

/** `text`: the last words of the answer of this job as far as it has come. Nothing has checked them. */
export type Draft = v.InferOutput<typeof draftShape>

/** A draft as it arrives on the channel; undefined where it is none. */
export function readDraft(payload: string): Draft | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), draftShape), payload)
  return parsed.success ? parsed.output : undefined
}

/**
 * Tells whoever watches the job what a model writes, a few times a second. What is said last replaces what was said
 * before, so that a lost message does no harm.
 */
export function createDraft(
  { sql, scrubber, log }: Pick<Engine, 'sql' | 'scrubber' | 'log'>,
  jobId: string,
): (answer: string) => void {
  let latest: string | undefined
  let timer: NodeJS.Timeout | undefined
  const send = () => {
    timer = undefined
    if (latest === undefined) return
    const draft: Draft = { jobId, text: lastWords(scrubber.scrub(wholeWords(latest))) }
    latest = undefined
    timer = setTimeout(send, pause)
    sql`select pg_notify(${draftChannel}, ${JSON.stringify(draft)})`.catch((error: unknown) => {
      log('debug', 'A draft was not told', { error: messageOf(error) })
    })
  }
  return (answer) => {
    latest = answer
    timer ??= setTimeout(send, 0)
  }
}

/** Without the word that is being written: it may be the first half of a secret, which nobody would know again. */
function wholeWords(answer: string): string {
  return answer.replace(/\S+$/u, '')
}

/** What a person can read of an answer that may be cut JSON: its sentences, not its keys and ids. */
export function lastWords(answer: string): string {
  const strings = [...answer.matchAll(/"((?:[^"\\]|\\.)*)(?:"|$)/gsu)].map(([, inside = '']) => inside)
  const spoken = answer.trimStart().startsWith('{') ? strings.filter((each) => /\s/u.test(each)) : [answer]
  const text = spoken.join(' · ').replace(/\\(?:u[\da-f]{0,4}|.)?/giu, ' ')
  return stripControls(text).replace(/\s+/gu, ' ').trim().slice(-mostCharacters).toWellFormed()
}
