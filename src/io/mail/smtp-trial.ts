import { Readable } from 'node:stream'
import { resolveTxt } from 'node:dns/promises'
import { codeOf, messageOf } from '../../base/app-error.ts'
import type { Config } from '../../contracts/config.ts'
import type { MailDraft } from '../../contracts/mailer.ts'
import { composeMail } from './compose.ts'
import { openDkimSigner, type DkimSigner } from './dkim.ts'
import { createSmtpDoor, sendOn, usualLimits } from './smtp-connection.ts'
import { bareAddress } from './smtp-mailer.ts'

/** One part of a trial that went well, or that another part does not wait for. */
export type MailTrialPart =
  | { part: 'dkim'; record: 'found' | 'missing' | 'other'; recordName: string; expected: string }
  | { part: 'connect'; encrypted: boolean }
  | { part: 'login'; user: string }
  | { part: 'send'; response: string }

export interface MailTrial {
  settings: Config['mail'] & { smtpUrl: string }
  draft: MailDraft
  signal: AbortSignal
  onPart(part: MailTrialPart): void
  /** Looks up TXT records; the system's way where absent. */
  lookUp?: (name: string) => Promise<string[][]>
}

/** Sends one message step by step, telling each; rejects with the error of the step that failed. */
export async function trySmtp({
  settings,
  draft,
  signal,
  onPart,
  lookUp = resolveTxt,
}: MailTrial): Promise<void> {
  const signer = settings.dkim === undefined ? undefined : await openDkimSigner(settings.dkim)
  if (signer !== undefined) onPart(await checkRecord(signer, lookUp))
  const composed = await composeMail(draft)
  const raw = signer === undefined ? composed : await signer.sign(composed)
  const { smtpUrl, oauth } = settings
  const connection = await createSmtpDoor({ smtpUrl, oauth, limits: usualLimits }).open(signal, onPart)
  try {
    const stream = Readable.from([Buffer.from(raw)], { objectMode: false })
    const response = await sendOn(connection, { from: bareAddress(draft.from), to: draft.to, stream }, signal)
    onPart({ part: 'send', response })
    connection.quit()
  } finally {
    connection.close()
  }
}

/** Whether the key that others look up is the one that signs. A name server that is away is no reason not to send. */
async function checkRecord(
  { recordName, record: expected }: DkimSigner,
  lookUp: (name: string) => Promise<string[][]>,
): Promise<MailTrialPart> {
  const keyOf = (text: string) => /\bp=([A-Za-z0-9+/=\s]*)/.exec(text)?.[1]?.replace(/\s/g, '')
  try {
    const records = (await lookUp(recordName)).map((pieces) => pieces.join(''))
    const found = records.some((text) => keyOf(text) === keyOf(expected))
    return { part: 'dkim', record: found ? 'found' : 'other', recordName, expected }
  } catch (error) {
    if (codeOf(error) === undefined) throw new Error(`DKIM: ${messageOf(error)}`, { cause: error })
    return { part: 'dkim', record: 'missing', recordName, expected }
  }
}
