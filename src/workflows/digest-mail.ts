import { newId } from '../base/id.ts'
import { newSealKey, seal } from '../base/seal.ts'
import type { SealKey } from '../base/seal.ts'
import { readersOf } from '../contracts/brand.ts'
import type { DigestItem, Feedback, FeedbackLink } from '../contracts/digest.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { siteOf } from '../domain/page-address.ts'
import { renderDigestMail } from '../render/digest-mail.ts'
import type { DigestMail, DigestMailData, MailItem, MailMaking } from '../render/digest-mail.ts'
import type { BrandRow } from '../store/brands.ts'
import { addDeliveries } from '../store/deliveries.ts'
import type { NewDelivery } from '../store/deliveries.ts'
import { addFirstSigningKey, openSigningKeys } from '../store/signing-keys.ts'

const linkDays = 30
const dayMs = 86_400_000

/** What an edition says, the same for every reader but for the links. */
export interface Edition {
  digestId: string
  brand: BrandRow
  items: readonly DigestItem[]
  making: MailMaking
}

/** Freezes one message for each recipient of the brand in the outbox. A message that is frozen already stays. Returns the subject. */
export async function freezeMails(edition: Edition, context: WorkflowContext): Promise<string> {
  const key = await signingKey(context)
  const at = context.now()
  const sender = context.settings.mailFrom
  const messages: NewDelivery[] = []
  for (const recipient of readersOf(edition.brand.content)) {
    const link = linksFor(recipient, { key, at, publicUrl: context.settings.publicUrl })
    const mail = renderEdition(edition, at, link)
    const id = newId()
    const messageId = `${id}@${domainOf(sender)}`
    const unsubscribe = `mailto:${addressOf(sender)}?subject=unsubscribe%20${edition.brand.slug}`
    const raw = await context.mail.compose({
      ...mail,
      from: sender,
      to: recipient,
      messageId,
      date: at,
      unsubscribe,
    })
    messages.push({
      id,
      key: `digest:${edition.digestId}:${recipient}`,
      digestId: edition.digestId,
      jobId: context.jobId,
      sender,
      recipient,
      subject: mail.subject,
      messageId,
      raw,
    })
  }
  await addDeliveries(context.sql, context.org, messages)
  return messages[0]?.subject ?? ''
}

/** Signs what a reader says of an item. */
type LinkMaker = (item: string, vote: Feedback['vote']) => string

/** An edition as one reader gets it. */
export function renderEdition({ brand, items, making }: Edition, at: Date, link: LinkMaker): DigestMail {
  const { content } = brand
  const data: DigestMailData = {
    brand: { name: brand.name, ...coloursOf(brand), language: content.language },
    at,
    zone: zoneOf(content.region),
    wanted: content.top,
    items: items.flatMap((item) => toMailItem(item, link)),
    making,
  }
  return renderDigestMail(data)
}

async function signingKey({ sql, org }: WorkflowContext): Promise<SealKey> {
  const [known] = await openSigningKeys(sql, org)
  if (known !== undefined) return known
  await addFirstSigningKey(sql, org, newSealKey())
  const [key] = await openSigningKeys(sql, org)
  if (key === undefined) throw new Error('The key that signs the links was not kept.')
  return key
}

function linksFor(
  recipient: string,
  { key, at, publicUrl }: { key: SealKey; at: Date; publicUrl: string },
): LinkMaker {
  const expiresAt = new Date(at.getTime() + linkDays * dayMs)
  return (item, vote) => {
    const link: FeedbackLink = { item, recipient, vote }
    return `${publicUrl}/feedback/${seal(link, key, expiresAt)}`
  }
}

function toMailItem(item: DigestItem, link: LinkMaker): MailItem[] {
  const { evaluation, position } = item
  if (evaluation === null || position === null) return []
  const { section, heading, relevance, summary, reason, quotes, risks } = evaluation
  return [
    {
      position,
      section,
      heading,
      url: item.url,
      site: siteOf(item.url),
      publishedAt: item.publishedAt,
      relevance,
      summary,
      reason,
      quote: quotes[0]?.text ?? null,
      risks,
      yesUrl: link(item.id, 'yes'),
      noUrl: link(item.id, 'no'),
    },
  ]
}

function coloursOf({ content }: BrandRow): { primary: string; secondary: string } {
  return { primary: content.colours.primary, secondary: content.colours.secondary }
}

/** The zone of a region that has one; UTC for any other. */
function zoneOf(region: string | undefined): string {
  if (region === undefined) return 'UTC'
  const locale: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale(`und-${region}`)
  const zones = locale.getTimeZones?.() ?? []
  return zones.length === 1 ? (zones[0] ?? 'UTC') : 'UTC'
}

function addressOf(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim()
}

function domainOf(sender: string): string {
  return addressOf(sender).split('@').at(-1) ?? 'nightdesk.invalid'
}
