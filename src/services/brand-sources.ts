import { readFile, realpath } from 'node:fs/promises'
import * as v from 'valibot'
import { AppError, codeOf } from '../base/app-error.ts'
import { sha256 } from '../base/hash.ts'
import { hideCredentials } from '../base/web-address.ts'
import { type Brand, sourceSchema } from '../contracts/brand.ts'
import { addToYamlList, removeFromYamlList } from '../io/yaml-list.ts'
import type { BrandRow } from '../store/brands.ts'
import { listBrands } from '../store/brands.ts'
import type { App } from './app.ts'
import { sourceName } from '../domain/source-name.ts'
import { checkBrand, getBrand, storeBrand } from './brands.ts'
import { writeWhole } from './resume-file.ts'
import { folderAddress, sourceAddress, testSource } from './sources.ts'
import { shippedBrand } from './shipped-brand.ts'

type Source = Brand['sources'][number]

/** A source that was written into a brand, or out of it. */
export interface ChangedSource {
  brand: string
  source: { kind: string; url: string; name: string }
  /** The brand file that was changed too; null where it is not on this machine. */
  file: string | null
  /** Pages that it offers now; null where it was not asked. */
  pages: number | null
}

export interface NewSource {
  url: string
  /** The only brand where absent. */
  brand: string | undefined
  /** Found out by reading the address where absent. */
  kind: Source['kind'] | undefined
  name: string | undefined
  /** Paths of the pages that are articles; all where there are none. */
  articles: readonly string[]
  signal: AbortSignal
}

/**
 * Adds a source to a brand, in the database and in its file. An AppError where the address is none, would not be read,
 * or stands there already; nothing is changed then.
 */
export async function addSource(app: App, added: NewSource): Promise<ChangedSource> {
  const row = await brandOf(app, added.brand)
  const url = await sourceAddress(added.url)
  if (row.content.sources.some((source) => source.url === url))
    throw new AppError('wrong-use', `${row.name} reads ${url} already.`, {
      hint: 'Try: nightdesk source list',
    })
  const { kind, pages } = await kindOf(app, url, added)
  const { name, articles } = added
  const source = {
    kind,
    ...(name === undefined ? {} : { name }),
    url,
    ...(articles.length === 0 ? {} : { articles }),
  }
  refuseBadSource(source)
  const file = await change(app, row, addToYamlList(row.yaml, 'sources', source))
  return { brand: row.slug, source: { kind, url, name: name ?? sourceName(url) }, file, pages }
}

/** Removes a source from a brand by its address or its name, in the database and in its file. */
export async function removeSource(
  app: App,
  { named, brand }: { named: string; brand: string | undefined },
): Promise<ChangedSource> {
  const row = await brandOf(app, brand)
  const { sources } = row.content
  const index = sources.findIndex(
    ({ url, name }) => url === named || url === folderAddress(named) || (name ?? sourceName(url)) === named,
  )
  const source = sources[index]
  if (source === undefined)
    throw new AppError('not-found', `${row.name} reads nothing at "${hideCredentials(named)}".`, {
      hint: 'Try: nightdesk source list',
    })
  if (sources.length === 1)
    throw new AppError('wrong-use', `${row.name} reads only ${source.url}; a brand needs a source.`, {
      hint: 'Add another one first: nightdesk source add <url>',
    })
  const file = await change(app, row, removeFromYamlList(row.yaml, 'sources', index))
  const { kind, url, name = sourceName(url) } = source
  return { brand: row.slug, source: { kind, url, name }, file, pages: null }
}

async function brandOf(app: App, slug: string | undefined): Promise<BrandRow> {
  if (slug !== undefined) return await getBrand(app, slug)
  const brands = await listBrands(app.sql, app.org)
  const [only] = brands
  if (only !== undefined && brands.length === 1) return await getBrand(app, only.slug)
  if (only === undefined)
    throw new AppError('not-found', 'No brand is stored yet, so nothing can be read for one.', {
      hint: `Try: nightdesk brand add ${shippedBrand()}`,
    })
  const names = brands.map((brand) => brand.slug).join(', ')
  throw new AppError('wrong-use', `There are ${brands.length} brands (${names}); say for which.`, {
    hint: `Try: nightdesk source add <url> --brand ${only.slug}`,
  })
}

function refuseBadSource(source: { kind: string; url: string }): void {
  const parsed = v.safeParse(sourceSchema, source)
  if (parsed.success) return
  const [issue] = parsed.issues
  const last = issue.path?.at(-1)?.value
  const value = hideCredentials(typeof last === 'string' ? last : source.url)
  throw new AppError('wrong-use', `"${value}" ${issue.message}.`, {
    hint: 'Try: nightdesk source add https://example.org/feed.xml',
  })
}

async function kindOf(
  app: App,
  url: string,
  { kind, articles, signal }: NewSource,
): Promise<{ kind: Source['kind']; pages: number | null }> {
  if (kind !== undefined) return { kind, pages: null }
  if (url.includes('{query}')) return { kind: 'search', pages: null }
  const tested = await testSource(app, url, { kind: undefined, query: undefined, articles, signal })
  if (tested.problem === null && tested.kind !== null)
    return { kind: tested.kind as Source['kind'], pages: tested.pages.length }
  throw new AppError('failed', `Nothing would be read: ${tested.problem ?? 'it is of no known kind'}`, {
    hint: `See why with nightdesk source test '${url}', or name its kind to add it all the same: --kind feed`,
  })
}

/** Checks the changed text, then writes the file, then the database: what fails leaves the later ones as they were. */
async function change(app: App, row: BrandRow, yaml: string): Promise<string | null> {
  const file = await unchangedFile(row)
  const checked = await checkBrand(file ?? `${row.slug}.yaml`, app.clock(), yaml)
  if (file !== null) await writeWhole(file, yaml)
  await storeBrand(app, checked, row.file)
  return file
}

/** The file that the brand was added from, where it is on this machine. An AppError where it says something else by now. */
async function unchangedFile({ file, hash, name }: BrandRow): Promise<string | null> {
  if (file === null) return null
  try {
    const path = await realpath(file)
    if (sha256(await readFile(path)) === hash) return path
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
  throw new AppError(
    'wrong-use',
    `"${file}" was changed since ${name} was added from it; nothing was done.`,
    {
      hint: `Store its changes first: nightdesk brand add ${file}`,
    },
  )
}
