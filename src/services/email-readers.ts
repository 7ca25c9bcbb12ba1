import { AppError } from '../base/app-error.ts'
import { newId } from '../base/id.ts'
import { truncate } from '../base/text.ts'
import type { Suppression } from '../contracts/digest.ts'
import { readBounceReport } from '../io/mail/index.ts'
import { wentTo } from '../store/deliveries.ts'
import { allowAddress, listSuppressions, suppressAddress } from '../store/suppressions.ts'
import type { App } from './app.ts'
import { getBrand } from './brands.ts'
import { onlyBrand } from './digest.ts'

/** The addresses that get no more mail, the newest first. */
export async function listStopped(app: App, limit: number): Promise<Suppression[]> {
  return await listSuppressions(app.sql, app.org, limit)
}

/** Sends a reader no more editions of a brand, because they asked for it by mail or by word. False where none went anyway. */
export async function unsubscribeAddress(
  app: App,
  address: string,
  slug: string | undefined,
): Promise<{ brand: string; changed: boolean }> {
  const brand = slug === undefined ? await onlyBrand(app) : (await getBrand(app, slug)).slug
  const detail = 'recorded by an operator'
  return { brand, changed: await suppress(app, { address, brand, reason: 'unsubscribed', detail }) }
}

/** Sends an address no more mail at all, because a mail to it came back. */
export async function recordBounce(app: App, address: string, detail: string): Promise<boolean> {
  return await suppress(app, { address, brand: null, reason: 'bounced', detail })
}

/** What became of one address of a bounce report. */
export interface BounceReading {
  address: string
  /** `recorded` now; `known` before; `passing`: not for good; `foreign`: no mail of ours went there. */
  outcome: 'recorded' | 'known' | 'passing' | 'foreign'
  detail: string
}

/**
 * Reads a report of a mail server (RFC 3464) and records the addresses that take no mail. Anyone can write such a
 * report: one counts only where it names a message that went to that address.
 */
export async function readBounces(app: App, text: string): Promise<BounceReading[]> {
  const report = await readBounceReport(Buffer.from(text))
  if (report === undefined)
    throw new AppError(
      'wrong-use',
      'This is no report of a mail server: it has no part message/delivery-status.',
      {
        hint: 'Try: nightdesk email bounced ADDRESS',
      },
    )
  const { messageId } = report
  const readings: BounceReading[] = []
  for (const { address, status, diagnostic, bounced } of report.recipients) {
    const detail = truncate(`${status} ${diagnostic}`.trim(), 300)
    const isOurs = await wentTo(app.sql, app.org, { messageId, address })
    const recorded = isOurs && bounced && (await recordBounce(app, address, detail))
    const outcome = !isOurs ? 'foreign' : !bounced ? 'passing' : recorded ? 'recorded' : 'known'
    readings.push({ address, outcome, detail })
  }
  return readings
}

/** Lets mail go to an address again. Only an operator does it: no link in a mail can. */
export async function allowEmail(app: App, address: string): Promise<Suppression[]> {
  const change = { id: newId(), userId: app.userId, action: 'allow', subject: 'suppression', subjectId: null }
  const removed = await allowAddress(app.sql, app.org, address, change)
  if (removed.length > 0) return removed
  throw new AppError('not-found', `"${address}" is not among the addresses that get no more mail.`, {
    hint: 'Try: nightdesk email stopped',
  })
}

async function suppress(
  app: App,
  { address, ...rest }: Pick<Suppression, 'address' | 'brand' | 'reason' | 'detail'>,
): Promise<boolean> {
  const id = newId()
  const action = rest.reason === 'bounced' ? 'bounce' : 'unsubscribe'
  return await suppressAddress(
    app.sql,
    app.org,
    { id, address: checked(address, rest.reason === 'bounced' ? 'bounced' : 'unsubscribe'), ...rest },
    { id: newId(), userId: app.userId, action, subject: 'suppression', subjectId: id },
  )
}

function checked(address: string, verb: string): string {
  if (/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address)) return address
  throw new AppError('wrong-use', `"${address}" is not an e-mail address.`, {
    hint: `Try: nightdesk email ${verb} reader@example.com`,
  })
}
