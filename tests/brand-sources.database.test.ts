import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { AppError } from '../src/base/app-error.ts'
import { addSource, type NewSource, removeSource } from '../src/services/brand-sources.ts'
import { addBrand, showBrand } from '../src/services/brands.ts'
import { testApp } from './support/app.ts'
import { brandText } from './support/brand.ts'
import { webServer } from './support/web-server.ts'

const feed =
  '<rss><channel><title>News</title><item><title>x</title><link>https://a.example/x</link></item></channel></rss>'
const url = 'https://news.example/feed.xml'

async function openDesk(t: TestContext) {
  const server = await webServer(t, { '/feed': feed })
  const app = await testApp(t, { env: { NETWORK_ALLOW: server.host } })
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-brand-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'brand.yaml')
  await writeFile(file, brandText())
  await addBrand(app, file)
  const add = (options: Partial<NewSource>) =>
    addSource(app, {
      url,
      kind: 'feed',
      brand: undefined,
      name: undefined,
      articles: [],
      signal: AbortSignal.timeout(20_000),
      ...options,
    })
  const remove = (named: string) => removeSource(app, { named, brand: undefined })
  const stored = async () => await showBrand(app, 'debonairs')
  const text = () => readFile(file, 'utf8')
  return { app, file, folder, server, add, remove, stored, text }
}

function refuses(sentence: RegExp) {
  return (error: unknown) =>
    error instanceof AppError && sentence.test(error.message) && !/\n/.test(error.message)
}

test('a source is added to the brand and to its file, and removed from both', async (t) => {
  const { add, remove, stored, text, file } = await openDesk(t)
  const added = await add({ name: 'Example news' })
  assert.deepEqual(added.source, { kind: 'feed', url, name: 'Example news' })
  assert.equal(added.file, file)
  assert.equal((await stored()).readFrom.at(-1)?.url, url)
  assert.equal(await text(), (await stored()).yaml)
  assert.ok((await text()).includes(`  - kind: feed\n    name: Example news\n    url: ${url}\n`))
  await remove('Example news')
  assert.equal(await text(), brandText())
  assert.equal((await stored()).yaml, brandText())
  assert.ok((await stored()).readFrom.every((source) => source.url !== url))
})

test('without a kind the address is read, and one that offers nothing is refused', async (t) => {
  const { add, server, stored } = await openDesk(t)
  const added = await add({ url: server.url('/feed'), kind: undefined })
  assert.deepEqual([added.source.kind, added.pages], ['feed', 1])
  const before = (await stored()).yaml
  await assert.rejects(
    add({ url: server.url('/missing'), kind: undefined }),
    refuses(/^Nothing would be read: .*\/missing answered 404\.$/),
  )
  assert.equal((await stored()).yaml, before)
})

test('a source may say which of its pages are articles', async (t) => {
  const { add, server, text, stored } = await openDesk(t)
  await add({ articles: ['/2026/', '/*.html$'] })
  assert.ok((await text()).includes('    articles:\n      - /2026/\n      - /*.html$\n'))
  assert.deepEqual((await stored()).readFrom.at(-1)?.articles, ['/2026/', '/*.html$'])
  await assert.rejects(
    add({ url: server.url('/feed'), kind: undefined, articles: ['/none/'] }),
    refuses(/^Nothing would be read: It is read as a feed, and none of its 1 pages is read: no article\.$/),
  )
})

test('a folder is added by its path, under its own name', async (t) => {
  const { add, remove, folder } = await openDesk(t)
  await writeFile(join(folder, 'page.html'), '<title>Page</title><p>Words that a page may have.')
  const { source, pages } = await add({ url: folder, kind: undefined })
  assert.deepEqual(source, { kind: 'file', url: pathToFileURL(folder).href, name: folder.split('/').at(-1) })
  assert.equal(pages, 1)
  assert.equal((await remove(folder)).source.kind, 'file')
})

test('what cannot be a source is refused in one sentence, and nothing changes', async (t) => {
  const { add, remove, text } = await openDesk(t)
  for (const [options, sentence] of [
    [{ url: 'example' }, /^"example" is neither a web address nor a folder\.$/],
    [{ url: 'ftp://a.example/' }, /neither a web address nor a folder/],
    [
      { url: 'https://user:s3cret@a.example/' },
      /^"https:\/\/…@a\.example\/" holds a user name or a password/,
    ],
    [{ kind: 'search' }, /^"https:\/\/news\.example\/feed\.xml" must hold \{query\}/],
    [{ kind: 'file' }, /must be the address of a folder/],
    [{ name: '' }, /must not be empty/],
    [{ articles: ['news'] }, /^"news" must be the path of pages, such as \/news\/ or/],
    [{ brand: 'debonair' }, /brand named "debonair"|no brand "debonair"/],
    [{ url: 'https://techcentral.co.za/feed/' }, /^Debonairs Pizza reads .* already\.$/],
  ] as const)
    await assert.rejects(add(options), refuses(sentence))
  await assert.rejects(remove('https://nowhere.example/'), refuses(/reads nothing at/))
  assert.equal(await text(), brandText())
})

test('a file that was changed since is not overwritten, and one that is gone is not missed', async (t) => {
  const { add, stored, file, text } = await openDesk(t)
  await writeFile(file, `${brandText()}# mine\n`)
  await assert.rejects(
    add({}),
    refuses(/was changed since Debonairs Pizza was added from it; nothing was done/),
  )
  assert.ok((await text()).endsWith('# mine\n'))
  assert.equal((await stored()).yaml, brandText())
  await rm(file)
  assert.equal((await add({})).file, null)
  assert.ok((await stored()).yaml.includes(url))
})
