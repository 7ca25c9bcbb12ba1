import { sha256 } from '../../base/hash.ts'
import { squeeze, stripControls } from '../../base/text.ts'
import type { MailDraft } from '../../contracts/mailer.ts'

const controls = /[\u0000-\u001f\u007f-\u009f]/u
const messageIdForm = /^[^\s<>@]+@[^\s<>@]+$/u
const unsubscribeForm = /^(?:mailto:|https?:\/\/)[^\s<>,]+$/iu

/**
 * Freezes a draft to RFC 5322 bytes: multipart/alternative, 7-bit safe, CRLF line ends. Everything that goes into a
 * header is checked, and the boundary comes from the Message-ID, so that the same draft gives the same bytes.
 * Sources: RFC 5322, RFC 2369 (List-Unsubscribe), RFC 8058 (List-Unsubscribe-Post), RFC 3834 (Auto-Submitted).
 */
export async function composeMail(draft: MailDraft): Promise<Uint8Array> {
  checkHeaders(draft)
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const composer = new MailComposer({
    from: draft.from,
    to: draft.to,
    subject: squeeze(stripControls(draft.subject.replace(/\s+/gu, ' '))),
    messageId: `<${draft.messageId}>`,
    date: draft.date,
    text: draft.text,
    html: draft.html,
    headers: { ...unsubscribeHeaders(draft), 'Auto-Submitted': 'auto-generated' },
    baseBoundary: sha256(draft.messageId).slice(0, 24),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await composer.compile().build()
}

/** One click is promised only where there is a web address to post it to. */
function unsubscribeHeaders({ unsubscribe }: MailDraft) {
  if (unsubscribe.length === 0) return {}
  const value = unsubscribe.map((place) => `<${place}>`).join(', ')
  const oneClick = unsubscribe.some((place) => /^https?:/i.test(place))
  return {
    'List-Unsubscribe': { prepared: true, value },
    ...(oneClick ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
  }
}

function checkHeaders(draft: MailDraft): void {
  for (const [name, value] of [
    ['From', draft.from],
    ['To', draft.to],
  ] as const)
    if (controls.test(value) || !value.includes('@'))
      throw new Error(`${name} is no address: ${JSON.stringify(value)}.`)
  if (/[,;<>]/u.test(draft.to))
    throw new Error(`A message goes to one address, not to ${JSON.stringify(draft.to)}.`)
  if (controls.test(draft.messageId) || !messageIdForm.test(draft.messageId))
    throw new Error(`Not a Message-ID: ${JSON.stringify(draft.messageId)}.`)
  for (const place of draft.unsubscribe)
    if (controls.test(place) || !unsubscribeForm.test(place))
      throw new Error(`Not a place to unsubscribe: ${JSON.stringify(place)}.`)
}
