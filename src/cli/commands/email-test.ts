import type { EmailTestStep } from '../../services/email-test.ts'
import { defineCommand } from '../command.ts'

export const test = defineCommand({
  name: 'test',
  summary: 'Send one test mail, and say each step, what failed and what to set',
  usage: '<address>',
  examples: ['nightdesk email test you@example.com'],
  async run({ words: [address = ''] }, desk) {
    const { testEmail } = await import('../../services/email-test.ts')
    const steps: EmailTestStep[] = []
    const onStep = (step: EmailTestStep) => {
      steps.push(step)
      const { print } = desk
      print.say(
        step.state === 'ok'
          ? `${print.paint('green', '✓')} ${print.safe(step.message)}`
          : `${print.paint('yellow', '!')} ${print.safe(step.message)}\n  ${print.safe(step.hint ?? '')}`,
      )
    }
    const app = await desk.app()
    await testEmail(app, { address, signal: desk.signal, onStep })
    const isSent = app.config.mail.smtpUrl !== undefined
    desk.print.data({ address, steps }, () =>
      isSent
        ? `Look for “nightdesk: a test mail” at ${desk.print.safe(address)}.`
        : `Nothing was sent to ${desk.print.safe(address)}.`,
    )
    desk.print.next('nightdesk digest run', 'nightdesk email list')
  },
})
