import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { listWords } from '../base/text.ts'
import type { Delivery, Digest, DigestItem } from '../contracts/digest.ts'
import type { Job } from '../contracts/job.ts'
import type { DigestMail, MailMaking } from '../render/digest-mail.ts'
import { alsoAt } from '../domain/also-at.ts'
import { listBrands } from '../store/brands.ts'
import { deliveriesOf } from '../store/deliveries.ts'
import { digestItems } from '../store/digest-items.ts'
import { digestByTail, digestOfJob, newestDigests } from '../store/digests.ts'
import { renderEdition } from '../workflows/digest-mail.ts'
import { tellOfFailures } from './alerts.ts'
import type { App } from './app.ts'
import { getBrand } from './brands.ts'
import { runJob, type RunOptions } from './jobs.ts'
import { digest as digestWorkflow } from '../workflows/index.ts'
import { shippedBrand } from './shipped-brand.ts'

export interface ShownItem extends DigestItem {
  /** Other sites that tell the same. */
  alsoAt: readonly string[]
}

/** An edition with every page that it saw and every mail that it sent. */
export interface ShownDigest {
  digest: Digest
  items: ShownItem[]
  deliveries: Delivery[]
}

/**
 * Starts the next edition of a brand; of the only one where none is named. Where it is waited for and reached nobody,
 * those who run the brand are told.
 */
export async function runDigest(app: App, slug: string | undefined, options: RunOptions): Promise<Job> {
  const brand = slug === undefined ? await onlyBrand(app) : (await getBrand(app, slug)).slug
  const job = await runJob(app, digestWorkflow, { brand }, options)
  if (options.wait) await tellOfFailures(app, brand, options.signal)
  return job
}

/** The edition that a finished job made. */
export async function digestOf(app: App, job: Job): Promise<ShownDigest> {
  const digest = await digestOfJob(app.sql, app.org, job.id)
  if (digest === undefined) throw new Error(`The job ${job.id} made no edition.`)
  return await withParts(app, digest)
}

/** The newest editions first; of one brand where it is named. */
export async function listDigests(
  app: App,
  { brand, limit }: { brand?: string | undefined; limit: number },
): Promise<Digest[]> {
  const brandId = brand === undefined ? undefined : (await getBrand(app, brand)).id
  return await newestDigests(app.sql, app.org, { brandId, limit })
}

/** The edition whose id ends in what was typed, or the newest one. */
export async function showDigest(app: App, tail: string | undefined): Promise<ShownDigest> {
  if (tail !== undefined) return await withParts(app, await digestByTail(app.sql, app.org, tail))
  const [newest] = await newestDigests(app.sql, app.org, { limit: 1 })
  if (newest !== undefined) return await withParts(app, newest)
  throw new AppError('not-found', 'There is no edition yet.', { hint: 'Try: nightdesk digest run' })
}

/** The mail of an edition, or of the newest that has one, drawn again from what was chosen. Its links count no votes. */
export async function previewDigest(
  app: App,
  tail: string | undefined,
): Promise<DigestMail & { id: string }> {
  const [newest] =
    tail === undefined ? await newestDigests(app.sql, app.org, { hasPages: true, limit: 1 }) : []
  const { digest, items } = newest === undefined ? await showDigest(app, tail) : await withParts(app, newest)
  if (!items.some(({ fate }) => fate === 'chosen'))
    throw new AppError(
      'not-found',
      `The edition ${digest.id.slice(-8)} has no page to show: it is ${digest.status}.`,
      {
        hint: `Try: nightdesk digest show ${digest.id.slice(-8)} --all`,
      },
    )
  const brand = await getBrand(app, digest.brand)
  const edition = { digestId: digest.id, brand, items, making: makingOf(digest, items) }
  const url = `${app.config.publicUrl}/feedback/preview`
  const mail = renderEdition(edition, digest.createdAt, { vote: () => url, unsubscribeUrl: url })
  return { ...mail, id: digest.id }
}

const storedMaking = v.object({
  sourcesRead: v.optional(v.number(), 0),
  sourcesFailed: v.optional(v.array(v.object({ name: v.string(), error: v.string() })), []),
  searched: v.optional(v.array(v.string()), []),
  notJudged: v.optional(v.nullable(v.object({ pages: v.number(), reason: v.string() })), null),
  shortfall: v.optional(v.nullable(v.string()), null),
  cost: v.optional(
    v.nullable(v.object({ calls: v.number(), dollars: v.number(), unpriced: v.number() })),
    null,
  ),
})

function makingOf(digest: Digest, items: readonly DigestItem[]): MailMaking {
  return {
    ...v.parse(storedMaking, digest.summary),
    pagesSeen: items.length,
    pagesRejected: items.filter(({ fate }) => fate === 'rejected').length,
    engine: digest.engine ?? 'offline',
  }
}

/** The brand, where there is one only. Throws an AppError that names them where there are several. */
export async function onlyBrand(app: App, verb = 'run'): Promise<string> {
  const brands = await listBrands(app.sql, app.org)
  const [brand] = brands
  if (brand === undefined)
    throw new AppError('not-found', 'There is no brand yet, so there is nothing to read for.', {
      hint: `Try: nightdesk brand add ${shippedBrand()}`,
    })
  if (brands.length === 1) return brand.slug
  const names = brands.map(({ slug }) => slug)
  throw new AppError('needs-answer', `There are ${names.length} brands: ${listWords(names)}. Which one?`, {
    hint: `Try: nightdesk digest ${verb} ${brand.slug}`,
  })
}

async function withParts(app: App, digest: Digest): Promise<ShownDigest> {
  const [items, deliveries] = await Promise.all([
    digestItems(app.sql, app.org, digest.id),
    deliveriesOf(app.sql, app.org, digest.id),
  ])
  const sites = alsoAt(items)
  return { digest, deliveries, items: items.map((item) => ({ ...item, alsoAt: sites.get(item.id) ?? [] })) }
}
