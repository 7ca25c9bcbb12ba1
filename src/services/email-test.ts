import { AppError } from '../base/app-error.ts'
import { newId } from '../base/id.ts'
import type { MailDraft } from '../contracts/mailer.ts'
import { createMailer, trySmtp, type MailTrialPart } from '../io/mail/index.ts'
import { mailAdvice } from './mail-advice.ts'
import type { App } from './app.ts'

/** One step of the test, as it is told. */
export interface EmailTestStep {
  step: 'settings' | 'dkim' | 'connect' | 'login' | 'send'
  state: 'ok' | 'warn'
  message: string
  /** What to do about it. */
  hint: string | null
}

export interface EmailTest {
  address: string
  signal: AbortSignal
  onStep(step: EmailTestStep): void
}

/**
 * Sends one message to an address, past the outbox, and tells each step. Rejects with an AppError that names the step
 * that failed and what to set.
 */
export async function testEmail(app: App, { address, signal, onStep }: EmailTest): Promise<void> {
  const { mail: settings } = app.config
  const { smtpUrl, from } = settings
  const draft = testDraft(app, address)
  if (smtpUrl === undefined) {
    onStep(
      warn('settings', `No mail server is set: mail goes to ${settings.inbox}`, 'Set SMTP_URL and MAIL_FROM'),
    )
    const mailer = createMailer(settings)
    const frozen = { from, to: address, raw: await mailer.compose(draft) }
    const outcome = await mailer.send(frozen, async () => {}, signal)
    if (outcome.state !== 'sent') throw new AppError('failed', `The mail was not written: ${outcome.error}`)
    return onStep(ok('send', `Written: ${outcome.response}`))
  }
  onStep(ok('settings', `${new URL(smtpUrl).host}, from ${from}`))
  if (!app.config.publicUrl.startsWith('https:'))
    onStep(
      warn(
        'settings',
        `Links in mails point to ${app.config.publicUrl}; mail programs unsubscribe by one click over https only`,
        'Set PUBLIC_URL=https://desk.example.com, where readers reach the daemon',
      ),
    )
  if (settings.dkim === undefined)
    onStep(
      warn('dkim', 'Not signed by nightdesk', 'Fine where the mail server signs; else set MAIL_DKIM_KEY'),
    )
  let reached: EmailTestStep['step'] = 'settings'
  const onPart = (part: MailTrialPart) => {
    reached = part.part
    onStep(app.scrubber.scrubValue(stepOf(part, from, settings.dkim?.domain)))
  }
  try {
    await trySmtp({ settings: { ...settings, smtpUrl }, draft, signal, onPart })
  } catch (error) {
    if (error instanceof AppError) throw error
    signal.throwIfAborted()
    const { sentence, hint } = mailAdvice(error, { smtpUrl, reached, address, from })
    throw new AppError('failed', app.scrubber.scrub(sentence), { hint, cause: error })
  }
}

function testDraft({ config, clock }: App, to: string): MailDraft {
  if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(to))
    throw new AppError('wrong-use', `"${to}" is not an e-mail address.`, {
      hint: 'Try: nightdesk email test you@example.com',
    })
  const { from } = config.mail
  const at = clock()
  const domain = /([^@<>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  const text = `This is a test: mail from nightdesk arrives.\n\nIt was sent ${at.toISOString()} by "nightdesk email test ${to}", from ${from}.\nIts links will point to ${config.publicUrl}.\n`
  return {
    from,
    to,
    subject: 'nightdesk: a test mail',
    messageId: `${newId()}@${domain}`,
    date: at,
    text,
    html: `<!doctype html><html lang="en"><title>A test mail</title><p>This is a test: mail from nightdesk arrives.</p></html>`,
    unsubscribe: [],
  }
}

function stepOf(part: MailTrialPart, from: string, domain: string | undefined): EmailTestStep {
  switch (part.part) {
    case 'dkim':
      return dkimStep(part, from, domain ?? '')
    case 'connect':
      return part.encrypted
        ? ok('connect', 'Connected, encrypted')
        : warn('connect', 'Connected, not encrypted', 'Use smtps://, or a server that offers STARTTLS')
    case 'login':
      return ok('login', `Logged in as ${part.user}`)
    default:
      return ok('send', `Accepted: ${part.response}`)
  }
}

function dkimStep(
  { record, recordName, expected }: Extract<MailTrialPart, { part: 'dkim' }>,
  from: string,
  domain: string,
): EmailTestStep {
  const publish = `Publish a TXT record at ${recordName}: ${expected}`
  if (record === 'missing')
    return warn('dkim', `Signed, but ${recordName} has no record that others could check`, publish)
  if (record === 'other') return warn('dkim', `Signed, but ${recordName} shows another key`, publish)
  const sender = (/([^@<>\s]+)>?\s*$/.exec(from)?.[1] ?? '').toLowerCase()
  const aligned = sender === domain.toLowerCase() || sender.endsWith(`.${domain.toLowerCase()}`)
  return aligned
    ? ok('dkim', `Signed by ${domain}, and ${recordName} shows the key`)
    : warn(
        'dkim',
        `Signed by ${domain}, which is not the domain of ${from}`,
        'Set MAIL_DKIM_DOMAIN to it: DMARC compares them',
      )
}

function ok(step: EmailTestStep['step'], message: string): EmailTestStep {
  return { step, state: 'ok', message, hint: null }
}

function warn(step: EmailTestStep['step'], message: string, hint: string): EmailTestStep {
  return { step, state: 'warn', message, hint }
}
