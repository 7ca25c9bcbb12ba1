import { shortId } from '../base/id.ts'
import type { Requirement } from '../contracts/resume-proof.ts'
import { wrapLines } from './paragraph.ts'
import type { Printer } from './print.ts'

const marks = { covered: 'green', weak: 'yellow', missing: 'red' } as const

/** What a posting asks, each with whether the log covers it, why, and the words that do. */
export function requirementsText(requirements: readonly Requirement[], print: Printer): string {
  const { paint, safe } = print
  if (requirements.length === 0) return 'The posting asks for nothing that the rules can read.'
  const blocks = requirements.map(({ text, state, why, evidence }) => {
    const head = `${paint(marks[state], state.padEnd(7))}  ${safe(text)}`
    const proofs = evidence.map((one) => `           ${shortId(one.entry)}  “${safe(one.text)}”`)
    return [head, `         ${paint('dim', safe(why))}`, ...proofs].join('\n')
  })
  return wrapLines(blocks.join('\n'), print.room)
}
