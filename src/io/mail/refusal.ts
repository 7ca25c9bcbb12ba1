import { codeOf, messageOf } from '../../base/app-error.ts'

/** What a failed transmission says. */
export interface Refusal {
  /** True where the server gave a definite answer. */
  answered: boolean
  /** For good: the same message will not get through later. */
  permanent: boolean
  /** The address itself takes no mail. */
  bounced: boolean
  error: string
}

/**
 * Reads an error of nodemailer. A 5xx answer to the envelope or to the data is for good; everything else passes, a
 * refused login too: it is the operator's to mend.
 */
export function refusalOf(error: unknown): Refusal {
  const answer = fieldOf(error, 'responseCode')
  const answered = typeof answer === 'number' && answer >= 400 && answer <= 599
  const aboutTheMail = ['EENVELOPE', 'EMESSAGE'].includes(codeOf(error) ?? '')
  const permanent = answered && answer >= 500 && aboutTheMail
  const bounced = permanent && fieldOf(error, 'command') === 'RCPT TO' && isBounce(replyOf(error))
  return { answered, permanent, bounced, error: messageOf(error) }
}

/**
 * True where a reply or a status says that the address takes no mail. Enhanced status codes (RFC 3463) tell it from a
 * refusal of the sender or of a policy: 5.1.x is the address, but for 5.1.7 and 5.1.8, which are the sender's; 5.2.1 is
 * a closed mailbox. Without one, 550, 551 and 553 are meant so (RFC 5321, 4.2.3).
 */
export function isBounce(reply: string): boolean {
  const status = /\b5\.(\d{1,3})\.(\d{1,3})\b/.exec(reply)
  if (status === null) return /^55[013]\b/.test(reply)
  const [, subject, detail] = status
  return (subject === '1' && detail !== '7' && detail !== '8') || (subject === '2' && detail === '1')
}

/** Where every recipient was refused, nodemailer keeps the answer to each in the errors below. */
function replyOf(error: unknown): string {
  const below = fieldOf(error, 'rejectedErrors')
  const first: unknown = Array.isArray(below) ? below[0] : undefined
  const reply = fieldOf(first ?? error, 'response') ?? fieldOf(error, 'response')
  return typeof reply === 'string' ? reply : ''
}

function fieldOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (Reflect.get(error, name) as unknown) : undefined
}
