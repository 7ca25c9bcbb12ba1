import { systemClock } from '../../base/clock.ts'
import { count } from '../../base/text.ts'
import type { Check, CheckState } from '../../services/doctor.ts'
import { defineCommand } from '../command.ts'
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

function line({ name, state, message, hint }: Check, { paint, safe }: Printer): string {
  const first = `${paint(styles[state], state.padEnd(4))}  ${name.padEnd(13)}  ${safe(message).replaceAll('\n', '\n    ')}`
  return hint === null ? first : `${first}\n      ${' '.repeat(13)}  ${paint('dim', `→ ${hint}`)}`
}

function numberOf(checks: readonly Check[], state: CheckState): number {
  return checks.filter((check) => check.state === state).length
}
