import { resolve } from 'node:path'
import { messageOf } from '../../base/app-error.ts'
import type { FrozenMail, Mailer, MailOutcome } from '../../contracts/mailer.ts'
import { composeMail } from './compose.ts'
import { stageMessage } from './eml-file.ts'

/** Delivers into a folder, one `.eml` a message, where no mail server is configured. */
export function createInboxMailer(inbox: string): Mailer {
  return {
    description: resolve(inbox),
    compose: composeMail,
    send: (mail, beforeEnd, signal) => deliver(inbox, mail, { beforeEnd, signal }),
    close: () => Promise.resolve(),
  }
}

interface Delivery {
  beforeEnd: () => Promise<void>
  signal: AbortSignal
}

async function deliver(
  inbox: string,
  mail: FrozenMail,
  { beforeEnd, signal }: Delivery,
): Promise<MailOutcome> {
  try {
    signal.throwIfAborted()
    const staged = await stageMessage(inbox, mail.raw)
    try {
      await beforeEnd()
      return { state: 'sent', response: await staged.publish() }
    } catch (error) {
      await staged.discard()
      throw error
    }
  } catch (error) {
    return { state: 'refused', permanent: false, bounced: false, error: messageOf(error) }
  }
}
