import { sourceName } from '../domain/source-name.ts'
import { basename, resolve } from 'node:path'
import { AppError } from '../base/app-error.ts'
import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { unknownName } from '../base/registry.ts'
import { readersOf, type Brand } from '../contracts/brand.ts'
import type { Suppression } from '../contracts/digest.ts'
import { brandAdvice } from '../domain/brand-advice.ts'
import { type YamlFile, readBrand } from '../io/yaml.ts'
import { nextTick } from '../jobs/index.ts'
import {
  type BrandRow,
  type BrandSummary,
  type NewBrand,
  type Ticks,
  deleteBrand,
  findBrand,
  rescheduleBrands,
  saveBrand,
} from '../store/brands.ts'
import { listBrands as listStoredBrands } from '../store/brands.ts'
import { type SourceRow, listSources } from '../store/sources.ts'
import { suppressedOf } from '../store/suppressions.ts'
import type { App } from './app.ts'
import { readTextFile } from './text-file.ts'
import { shippedBrand, shippedBrandFile } from './shipped-brand.ts'

export type { BrandSummary }

export interface CheckedBrand {
  file: string
  brand: Brand
  yaml: string
  /** What is allowed and still looks wrong, a sentence each. */
  advice: string[]
}

export interface AddedBrand extends CheckedBrand {
  id: string
  /** False where a brand of this id was replaced. */
  created: boolean
  /** False where the stored file is the same, byte for byte. */
  changed: boolean
  schedule: { name: string; cron: string; zone: string; nextAt: Date }
  /** Those of its recipients that get no edition. */
  stopped: Suppression[]
}

export interface ShownBrand extends BrandSummary {
  brand: Brand
  yaml: string
  updatedAt: Date
  readFrom: SourceRow[]
  /** Those of its recipients that get no edition. */
  stopped: Suppression[]
}

const largestFile = 1024 * 1024

/**
 * Reads and checks a brand file, or its text where that is known already; needs no database. An AppError names every
 * problem with its line and column.
 */
export async function checkBrand(file: string, now: Date, text?: string): Promise<CheckedBrand> {
  const yaml = text ?? (await readBrandFile(file))
  const read = readBrand(yaml, file)
  await refuseBadSchedule(read, now)
  return { file, brand: read.value, yaml, advice: brandAdvice(read.value) }
}

/** The file that ships lies in the package, not in the folder of somebody who installed it. */
async function readBrandFile(file: string): Promise<string> {
  try {
    return await readTextFile(file, largestFile)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error
    if (basename(file) !== basename(shippedBrandFile)) throw error
    throw new AppError('not-found', error.message, {
      hint: `The one that ships: nightdesk brand check ${shippedBrand()}`,
      cause: error,
    })
  }
}

/** Stores a brand file, its sources and its schedule. Adding a file again replaces what it says and keeps what was read. */
export async function addBrand(app: App, file: string): Promise<AddedBrand> {
  return await storeBrand(app, await checkBrand(file, app.clock()), resolve(file))
}

/** Stores a checked brand. `file` is where it lies on this machine; null where it does not. */
export async function storeBrand(app: App, checked: CheckedBrand, file: string | null): Promise<AddedBrand> {
  const schedule = await scheduleOf(app, checked.brand)
  const saved = await saveBrand(app.sql, app.org, {
    id: newId(),
    yaml: checked.yaml,
    hash: sha256(checked.yaml),
    content: checked.brand,
    file,
    sources: sourcesOf(checked.brand, app.clock().getTime()),
    schedule: { id: newId(), ...schedule },
    audit: { id: newId(), userId: app.userId },
  })
  return { ...checked, ...saved, schedule, stopped: await stoppedReaders(app, checked.brand) }
}

export async function listBrands(app: App): Promise<BrandSummary[]> {
  return listStoredBrands(app.sql, app.org)
}

/** A brand with its sources and how their last reading went. */
export async function showBrand(app: App, slug: string): Promise<ShownBrand> {
  const row = await getBrand(app, slug)
  const summaries = await listStoredBrands(app.sql, app.org)
  const summary = summaries.find((candidate) => candidate.id === row.id)
  if (summary === undefined) throw unknownBrand(slug, summaries)
  const [readFrom, stopped] = await Promise.all([
    listSources(app.sql, app.org, row.id),
    stoppedReaders(app, row.content),
  ])
  return { ...summary, brand: row.content, yaml: row.yaml, updatedAt: row.updatedAt, readFrom, stopped }
}

async function stoppedReaders(app: App, brand: Brand): Promise<Suppression[]> {
  return await suppressedOf(app.sql, app.org, { brand: brand.id, addresses: readersOf(brand) })
}

/** Removes a brand with its sources, editions and votes. */
export async function removeBrand(app: App, slug: string): Promise<void> {
  const removed = await deleteBrand(app.sql, app.org, slug, { id: newId(), userId: app.userId })
  if (!removed) throw unknownBrand(slug, await listStoredBrands(app.sql, app.org))
}

/** The stored brand; an AppError that suggests the nearest name otherwise. */
export async function getBrand(app: App, slug: string): Promise<BrandRow> {
  const row = await findBrand(app.sql, app.org, slug)
  if (row === undefined) throw unknownBrand(slug, await listStoredBrands(app.sql, app.org))
  return row
}

async function refuseBadSchedule(read: YamlFile<Brand>, now: Date): Promise<void> {
  const { schedule } = read.value
  if (schedule === undefined) return
  try {
    await nextTick(schedule, localZone(), now)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw read.problems([
      {
        path: ['schedule'],
        sentence: `schedule must be a cron line such as "0 7 * * 1-5", not "${schedule}"`,
      },
    ])
  }
}

async function scheduleOf(app: App, brand: Brand): Promise<AddedBrand['schedule']> {
  const { cron, zone, nextAt } = await ticksOf(app, brand.schedule)
  return { name: `digest-${brand.id}`, cron, zone, nextAt }
}

async function ticksOf(app: App, schedule: string | undefined): Promise<Ticks> {
  const cron = schedule ?? everyMinutes(app.config.intervalMinutes)
  const zone = localZone()
  return { cron, zone, nextAt: await nextTick(cron, zone, app.clock()) }
}

/**
 * Gives the brands that name no schedule the interval that was set since they were stored. Returns the names of the
 * schedules that changed; none where no interval is set, so that one that was set elsewhere stays.
 */
export async function followInterval(app: App): Promise<string[]> {
  if (!app.config.isIntervalSet) return []
  const audit = { id: newId(), userId: app.userId }
  return await rescheduleBrands(app.sql, app.org, await ticksOf(app, undefined), audit)
}

function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Cron counts minutes within the hour and hours within the day; a longer interval becomes the nearest number of hours. */
function everyMinutes(minutes: number): string {
  if (minutes < 60) return `*/${minutes} * * * *`
  const hours = Math.round(minutes / 60)
  return hours < 24 ? `0 */${hours} * * *` : '0 0 * * *'
}

/** Ids are made in the order of the file, so that they sort as it does. */
function sourcesOf(brand: Brand, now: number): NewBrand['sources'] {
  const byUrl = new Map(brand.sources.map((source) => [source.url, source]))
  return [...byUrl.values()].map(({ kind, url, name, articles = [] }, index) => ({
    id: newId(now + index),
    kind,
    name: name ?? sourceName(url),
    url,
    articles,
  }))
}

function unknownBrand(slug: string, brands: readonly BrandSummary[]): AppError {
  if (brands.length > 0)
    return notFound(
      unknownName(
        'brand',
        slug,
        brands.map((brand) => brand.slug),
      ),
    )
  return new AppError('not-found', `There is no brand named "${slug}": none was added yet.`, {
    hint: `Try: nightdesk brand add ${shippedBrand()}`,
  })
}

function notFound(error: AppError): AppError {
  return new AppError('not-found', error.message, error.hint === undefined ? {} : { hint: error.hint })
}
