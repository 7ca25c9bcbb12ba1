import { systemClock } from '../../base/clock.ts'
import { count } from '../../base/text.ts'
import type { Check, CheckState } from '../../services/doctor.ts'
import { defineCommand } from '../command.ts'
import { wrapLines } from '../paragraph.ts'
import type { Printer } from '../print.ts'

const styles = { ok: 'green', warn: 'yellow', fail: 'red' } as const

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'check everything that nightdesk stands on, and say what to mend',
  examples: ['nightdesk doctor', 'nightdesk doctor --json'],
  async run(_input, desk) {
    const { examine } = await import('../../services/doctor.ts')
    const checks = await examine(async () => await desk.config(), systemClock)
    desk.print.data(checks, () => checks.map((check) => line(check, desk.print)).join('\n'))
    const failed = numberOf(checks, 'fail')
    desk.print.say(`${count(failed, 'failure')}, ${count(numberOf(checks, 'warn'), 'warning')}.`)
    desk.print.next(failed > 0 ? 'nightdesk doctor' : 'nightdesk status')
    return failed > 0 ? 1 : 0
  },
})

/** `ok    Database       …`: what is said stands beside the name, also where it takes more lines. */
function line({ name, state, message, hint }: Check, { paint, safe, room }: Printer): string {
  const beside = (text: string) =>
    wrapLines(text, room === undefined ? undefined : Math.max(20, room - indent.length)).replaceAll(
      '\n',
      `\n${indent}`,
    )
  const first = `${paint(styles[state], state.padEnd(4))}  ${name.padEnd(13)}  ${beside(safe(message))}`
  return hint === null ? first : `${first}\n${indent}${paint('dim', beside(`→ ${hint}`))}`
}

const indent = ' '.repeat(21)

function numberOf(checks: readonly Check[], state: CheckState): number {
  return checks.filter((check) => check.state === state).length
}
