import { once } from '../../base/once.ts'
import type { Config } from '../../contracts/config.ts'
import type { Mailer } from '../../contracts/mailer.ts'
import { openDkimSigner } from './dkim.ts'
import { createInboxMailer } from './inbox-mailer.ts'
import { usualLimits, type SmtpLimits } from './smtp-connection.ts'
import { createSmtpMailer } from './smtp-mailer.ts'

export { readBounceReport, type BounceReport } from './bounce-report.ts'
export { composeMail } from './compose.ts'
export { openDkimSigner, type DkimSigner } from './dkim.ts'
export { parseMail, readMail, type ReadMail } from './read-mail.ts'
export { openSmtpInbox, type SmtpInbox } from './smtp-inbox.ts'
export { trySmtp, type MailTrialPart } from './smtp-trial.ts'

export type MailerSettings = Pick<Config['mail'], 'smtpUrl' | 'inbox'> &
  Partial<Pick<Config['mail'], 'dkim' | 'oauth' | 'connections' | 'perMinute'>> & { limits?: SmtpLimits }

const usualConnections = 4

/** The way out for mail that configuration names. Opens nothing until something is sent. */
export function createMailer({ smtpUrl, inbox, ...settings }: MailerSettings): Mailer {
  if (smtpUrl === undefined) return createInboxMailer(inbox)
  const { dkim, oauth, perMinute, connections = usualConnections, limits = usualLimits } = settings
  const signer = once(async () => (dkim === undefined ? undefined : await openDkimSigner(dkim)))
  return createSmtpMailer({ smtpUrl, oauth, limits, connections, perMinute, signer })
}
