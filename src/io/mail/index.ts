import type { Mailer } from '../../contracts/mailer.ts'
import { createInboxMailer } from './inbox-mailer.ts'
import { createSmtpMailer, type SmtpLimits } from './smtp-mailer.ts'

export { readBounceReport, type BounceReport } from './bounce-report.ts'
export { composeMail } from './compose.ts'
export { readMail, type ReadMail } from './read-mail.ts'
export { openSmtpInbox, type SmtpInbox } from './smtp-inbox.ts'

export interface MailerSettings {
  /** Undefined: mail goes to the folder `inbox`. */
  smtpUrl: string | undefined
  inbox: string
  limits?: Partial<SmtpLimits>
}

/** The way out for mail that configuration names. Opens nothing until something is sent. */
export function createMailer({ smtpUrl, inbox, limits }: MailerSettings): Mailer {
  return smtpUrl === undefined ? createInboxMailer(inbox) : createSmtpMailer(smtpUrl, limits)
}
