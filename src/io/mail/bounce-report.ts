import { isBounce } from './refusal.ts'

/** What a mail server reports of a message that it could not deliver (RFC 3464). */
export interface BounceReport {
  /** The Message-ID of the message that it is about, without angle brackets; empty where it does not say. */
  messageId: string
  recipients: FailedRecipient[]
}

export interface FailedRecipient {
  address: string
  /** `5.1.1`, and what the other server said. */
  status: string
  diagnostic: string
  /** True where the address takes no mail for good. */
  bounced: boolean
}

const deliveryStatus = 'message/delivery-status'
const returnedTypes = ['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers']

/** Reads a delivery status notification. Undefined where the message is none. */
export async function readBounceReport(raw: Uint8Array): Promise<BounceReport | undefined> {
  const { default: PostalMime } = await import('postal-mime')
  const { attachments } = await PostalMime.parse(raw, {
    attachmentEncoding: 'utf8',
    forceRfc822Attachments: true,
  })
  const part = (types: readonly string[]) => {
    const found = attachments.find(({ mimeType }) => types.includes(mimeType))
    return typeof found?.content === 'string' ? found.content : undefined
  }
  const status = part([deliveryStatus])
  if (status === undefined) return undefined
  const messageId = /^message-id:\s*<([^<>\s]{1,400})>/im.exec(part(returnedTypes) ?? '')?.[1] ?? ''
  return { messageId, recipients: status.split(/\r?\n\r?\n/).flatMap(failedRecipient) }
}

/** One group of fields is about one recipient; the first group, about the message, names none. */
function failedRecipient(group: string): FailedRecipient[] {
  const fields = group.replace(/\r?\n[ \t]+/g, ' ')
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(fields)?.[1]?.trim() ?? ''
  const address = (field('Original-Recipient') || field('Final-Recipient')).replace(/^[^;]*;\s*/, '')
  if (address === '' || field('Action').toLowerCase() !== 'failed') return []
  const status = field('Status')
  const diagnostic = field('Diagnostic-Code').replace(/^smtp;\s*/i, '')
  return [{ address, status, diagnostic, bounced: isBounce(status) }]
}
