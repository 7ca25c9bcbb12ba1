import { newId } from '../base/id.ts'
import { mailboxOf } from '../base/mailbox.ts'
import { newSealKey, seal } from '../base/seal.ts'
import type { SealKey } from '../base/seal.ts'
import { count } from '../base/text.ts'
import { readersOf } from '../contracts/brand.ts'
import type { DigestItem, Suppression, Vote } from '../contracts/digest.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { alsoAt } from '../domain/also-at.ts'
import { mailLinkBytes, unsubscribeDays } from '../domain/mail-link.ts'
import { siteOf } from '../domain/page-address.ts'
import { sourceName } from '../domain/source-name.ts'
import { renderDigestMail } from '../render/digest-mail.ts'
import type { DigestMail, DigestMailData, MailItem, MailMaking } from '../render/digest-mail.ts'
import type { BrandRow } from '../store/brands.ts'
import { addDeliveries } from '../store/deliveries.ts'
import type { NewDelivery } from '../store/deliveries.ts'
import { addFirstSigningKey, openSigningKeys } from '../store/signing-keys.ts'
import { suppressedOf } from '../store/suppressions.ts'

const voteDays = 30
const dayMs = 86_400_000

/** What an edition says, the same for every reader but for the links. */
export interface Edition {
  digestId: string
  brand: BrandRow
  /** All that it saw; the chosen ones are shown. */
  items: readonly DigestItem[]
  making: MailMaking
}

/** What became of the mails of an edition before they are sent. */
export interface FrozenMails {
  /** Null where nobody is left to send it to. */
  subject: string | null
  /** Why some readers get none; null where all do. */
  withheld: string | null
}

/**
 * Freezes one message in the outbox for each recipient of the brand who has not unsubscribed and whose address takes
 * mail. A message that is frozen already stays.
 */
export async function freezeMails(edition: Edition, context: WorkflowContext): Promise<FrozenMails> {
  const { brand } = edition
  const addresses = readersOf(brand.content)
  const suppressed = await suppressedOf(context.sql, context.org, { brand: brand.slug, addresses })
  const without = new Set(suppressed.map(({ address }) => address))
  const readers = addresses.filter((address) => !without.has(mailboxOf(address)))
  const key = await signingKey(context)
  const messages: NewDelivery[] = []
  for (const recipient of readers) messages.push(await freezeMail(edition, { recipient, key }, context))
  await addDeliveries(context.sql, context.org, messages)
  return { subject: messages[0]?.subject ?? null, withheld: withheldFrom(suppressed) }
}

async function freezeMail(
  edition: Edition,
  { recipient, key }: { recipient: string; key: SealKey },
  context: WorkflowContext,
): Promise<NewDelivery> {
  const { mailFrom: sender, publicUrl } = context.settings
  const id = newId()
  const at = context.now()
  const links = linksFor({ id, recipient, brand: edition.brand.slug }, { key, at, publicUrl })
  const { subject, html, text } = renderEdition(edition, at, links)
  const messageId = `${id}@${domainOf(sender)}`
  const unsubscribe = unsubscribeWays(links.unsubscribeUrl, edition.brand.slug, context)
  const envelope = { from: sender, to: recipient, subject, messageId, date: at }
  return {
    id,
    key: `digest:${edition.digestId}:${recipient}`,
    digestId: edition.digestId,
    jobId: context.jobId,
    sender,
    recipient,
    subject,
    messageId,
    raw: await context.mail.compose({ ...envelope, html, text, unsubscribe }),
  }
}

function unsubscribeWays(url: string, brand: string, { settings }: WorkflowContext): string[] {
  const { mailUnsubscribe: address } = settings
  return address === undefined ? [url] : [url, `mailto:${addressOf(address)}?subject=unsubscribe%20${brand}`]
}

/** `1 unsubscribed, 2 bounced` */
function withheldFrom(suppressed: readonly Suppression[]): string | null {
  if (suppressed.length === 0) return null
  const reasons = (['unsubscribed', 'bounced'] as const).flatMap((reason) => {
    const number = suppressed.filter((each) => each.reason === reason).length
    return number === 0 ? [] : [`${number} ${reason}`]
  })
  return `${count(suppressed.length, 'reader')} left out: ${reasons.join(', ')}`
}

/** The links of one mail. */
export interface EditionLinks {
  vote(item: Pick<DigestItem, 'position'>, vote: Vote): string
  unsubscribeUrl: string
}

/** An edition as one reader gets it. */
export function renderEdition({ brand, items, making }: Edition, at: Date, links: EditionLinks): DigestMail {
  const { content } = brand
  const sites = alsoAt(items)
  const data: DigestMailData = {
    brand: { name: brand.name, ...coloursOf(brand), language: content.language },
    at,
    zone: zoneOf(content.region),
    wanted: content.top,
    items: items.flatMap((item) =>
      toMailItem(item, {
        links,
        otherSites: sites.get(item.id) ?? [],
        site: siteShown(item, content.sources),
      }),
    ),
    making,
    unsubscribeUrl: links.unsubscribeUrl,
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
  mail: { id: string; recipient: string; brand: string },
  { key, at, publicUrl }: { key: SealKey; at: Date; publicUrl: string },
): EditionLinks {
  const after = (days: number) => new Date(at.getTime() + days * dayMs)
  const { id: delivery, recipient: address, brand } = mail
  const leave = mailLinkBytes({ kind: 'unsubscribe', brand, address })
  return {
    vote({ position }, vote) {
      const bytes = mailLinkBytes({ kind: 'vote', delivery, position: position ?? 0, vote })
      return `${publicUrl}/feedback/${seal(bytes, key, after(voteDays))}`
    },
    unsubscribeUrl: `${publicUrl}/unsubscribe/${seal(leave, key, after(unsubscribeDays))}`,
  }
}

/** The site of a page; of a saved file the one that it claims to be of, and that it is a file. */
export function siteShown(
  { url, source }: Pick<DigestItem, 'url' | 'source'>,
  sources: readonly { kind: string; name?: string | undefined; url: string }[],
): string {
  const isFile = sources.some(
    ({ kind, name, url: address }) => kind === 'file' && (name ?? sourceName(address)) === source,
  )
  return `${siteOf(url) || source}${isFile ? ' (saved file)' : ''}`
}

interface ItemPlace {
  links: EditionLinks
  otherSites: readonly string[]
  site: string
}

function toMailItem(item: DigestItem, { links, otherSites, site }: ItemPlace): MailItem[] {
  const { evaluation, position } = item
  if (evaluation === null || position === null) return []
  const { section, heading, relevance, summary, reason, quotes, risks } = evaluation
  return [
    {
      position,
      section,
      heading,
      url: item.url,
      site,
      publishedAt: item.publishedAt,
      relevance,
      summary,
      reason,
      quote: quotes[0]?.text ?? null,
      risks,
      learned: item.why || null,
      alsoAt: otherSites,
      yesUrl: links.vote(item, 'yes'),
      noUrl: links.vote(item, 'no'),
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
