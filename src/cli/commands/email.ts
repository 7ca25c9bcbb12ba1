import type { Delivery } from '../../contracts/digest.ts'
import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import { count } from '../../base/text.ts'
import { ask } from '../ask.ts'
import { type Desk, defineCommand, defineGroup } from '../command.ts'
import { deliveryLine } from '../edition-text.ts'
import { flag, whole } from '../option.ts'
import { jobOptions, watchJob } from '../run-job.ts'
import { table } from '../table.ts'
import type { Printer } from '../print.ts'
import type { ShownEmail } from '../../services/email.ts'
import { localTime, relativeTime } from '../time.ts'
import { test } from './email-test.ts'
import { allow, bounced, stopped, unsubscribe } from './email-readers.ts'

const usualLimit = 50

const list = defineCommand({
  name: 'list',
  summary: 'List the mails of the outbox and what became of them, the newest first',
  options: {
    limit: whole('--limit <number>', `how many; ${usualLimit} where absent`),
    unknown: flag('--unknown', 'only those that may have arrived, of which a person decides'),
  },
  examples: [
    'nightdesk email list',
    'nightdesk email list --unknown',
    'nightdesk email list --limit 5 --json',
  ],
  async run({ options }, desk) {
    const { countUnknown, listEmails } = await import('../../services/email.ts')
    const app = await desk.app()
    const state = options.unknown ? 'unknown' : undefined
    const mails = await listEmails(app, options.limit ?? usualLimit, state)
    desk.print.data(mails, () =>
      mails.length === 0 && options.unknown
        ? 'No mail is held: nobody has to decide.'
        : listText(mails, desk, app.clock()),
    )
    const unsure = await countUnknown(app)
    if (unsure > 0)
      desk.print.say(
        `${unsure} held: the server may have accepted them. They are not sent again by themselves: nightdesk email list --unknown`,
      )
    const [newest] = mails
    const start = options.unknown ? 'nightdesk email list' : 'nightdesk digest run'
    desk.print.next(newest === undefined ? start : `nightdesk email show ${shortId(newest.id)}`)
  },
})

const show = defineCommand({
  name: 'show',
  summary: 'Show a mail as its reader sees it, and what became of it',
  usage: '<id>',
  options: { raw: flag('--raw', 'as it was frozen: headers and body') },
  examples: ['nightdesk email show 3f9a2c41', 'nightdesk email show 3f9a2c41 --raw > edition.eml'],
  async run({ words, options }, desk) {
    const { showEmail } = await import('../../services/email.ts')
    const mail = await showEmail(await desk.app(), words[0] ?? '')
    desk.print.data(mail, () =>
      options.raw
        ? desk.print.safe(mail.message.replaceAll('\r\n', '\n')).trimEnd()
        : mailText(mail, desk.print),
    )
    desk.print.next('nightdesk email list')
  },
})

const resend = defineCommand({
  name: 'resend',
  summary: 'Send a mail that failed or is held; a held one may arrive twice, so this asks',
  usage: '[id]',
  options: {
    yes: flag('--yes', 'do not ask'),
    unsent: flag('--unsent', 'all that no server has accepted, after an outage; none that may have arrived'),
    wait: jobOptions.wait,
    timeout: jobOptions.timeout,
  },
  examples: [
    'nightdesk email resend 3f9a2c41',
    'nightdesk email resend 3f9a2c41 --yes',
    'nightdesk email resend --unsent',
  ],
  async run({ words: [tail], options }, desk) {
    if (options.unsent !== (tail === undefined))
      throw new AppError('wrong-use', 'Say which mail, or --unsent for all that no server has accepted.', {
        hint: 'Try: nightdesk email list',
      })
    return tail === undefined ? await resendAll(desk) : await resendOne(desk, tail, options)
  },
})

async function resendOne(
  desk: Desk,
  tail: string,
  options: { yes: boolean; wait: boolean; timeout: number | undefined },
): Promise<number> {
  const { emailToday, resendEmail, undecidedEmail } = await import('../../services/email.ts')
  const app = await desk.app()
  const mail = await undecidedEmail(app, tail)
  const id = shortId(mail.id)
  const text = `The server may have accepted this mail to ${desk.print.safe(mail.recipient)}. Send it again?`
  const instead = `nightdesk email resend ${id} --yes`
  if (mail.state === 'unknown' && !options.yes && !(await ask(desk, { text, instead }))) return 0
  const job = await watchJob(desk, options, async (watching) => await resendEmail(app, mail, watching))
  if (job === undefined) return 0
  const after = await emailToday(app, mail)
  desk.print.data(after, () => deliveryLine(after, desk.print))
  const allow = `nightdesk email allow ${desk.print.safe(mail.recipient)}`
  desk.print.next(...(after.state === 'stopped' ? [allow] : []), 'nightdesk email list')
  return after.state === 'sent' ? 0 : 1
}

async function resendAll(desk: Desk): Promise<number> {
  const { resendUnsent } = await import('../../services/email.ts')
  const mails = await resendUnsent(await desk.app(), { signal: desk.signal })
  const left = mails.filter(({ state }) => state !== 'sent')
  desk.print.data(mails, () =>
    [
      mails.length === 0
        ? 'Every mail was accepted, or waits for a decision.'
        : `${mails.length - left.length} of ${count(mails.length, 'mail')} sent.`,
      ...left.map((mail) => deliveryLine(mail, desk.print)),
    ].join('\n'),
  )
  desk.print.next(left.length === 0 ? 'nightdesk email list' : 'nightdesk email test you@example.com')
  return left.length === 0 ? 0 : 1
}

const markSent = defineCommand({
  name: 'mark-sent',
  summary: 'Record that a held mail has arrived, so that it counts as sent',
  usage: '<id>',
  examples: ['nightdesk email mark-sent 3f9a2c41'],
  async run({ words }, desk) {
    const { markEmailSent, undecidedEmail } = await import('../../services/email.ts')
    const app = await desk.app()
    const mail = await markEmailSent(app, await undecidedEmail(app, words[0] ?? ''))
    desk.print.data(mail, () => `✓ The mail to ${desk.print.safe(mail.recipient)} counts as sent.`)
    desk.print.next('nightdesk email list')
  },
})

export const email = defineGroup({
  name: 'email',
  summary: 'The outbox: every mail and what became of it',
  commands: [list, show, resend, markSent, test, stopped, unsubscribe, bounced, allow],
  default: 'list',
})

function mailText(mail: ShownEmail, print: Printer): string {
  return [
    `${print.paint('bold', print.safe(mail.subject))}  ${print.paint('dim', shortId(mail.id))} · ${mail.state}`,
    `From ${print.safe(mail.from)}, ${localTime(mail.createdAt)}`,
    deliveryLine(mail, print),
    '',
    print.safe(mail.text).trimEnd(),
  ].join('\n')
}

function listText(mails: readonly Delivery[], { print }: Desk, now: Date): string {
  if (mails.length === 0) return 'No mail was made yet.'
  const rows = mails.map(({ id, state, createdAt, recipient, attempts, subject, error }) => [
    shortId(id),
    print.paint(state === 'sent' ? 'green' : 'yellow', state),
    relativeTime(createdAt, now),
    print.safe(recipient),
    String(attempts),
    print.safe(subject),
    print.safe(error ?? ''),
  ])
  const head = ['id', 'state', 'when', 'to', 'tries', 'subject', '']
  return table(rows, { head, columns: print.room, paint: print.paint })
}
