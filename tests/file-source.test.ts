import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { JobError } from '../src/contracts/job.ts'
import { ParseError, type Parse } from '../src/contracts/parser.ts'
import { readSource } from '../src/sources/read.ts'

/** A folder of files, the first the last that changed, and what a source reads there. Nothing is fetched. */
async function folderOf(t: TestContext, files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), 'nightdesk-saved-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const folder = join(root, 'pages')
  await mkdir(folder)
  for (const [age, [name, text]] of Object.entries(files).entries()) {
    const path = join(folder, name)
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, text)
    await utimes(path, 1_000_000 - age, 1_000_000 - age)
  }
  const parse = (async (_kind: string, { url, body }: { url: string; body: Uint8Array }) => {
    const text = new TextDecoder().decode(body)
    if (text.includes('BROKEN')) throw new ParseError(url, 'It is broken.')
    const canonicalUrl = /canonical=(\S+)/.exec(text)?.[1] ?? null
    return { title: '', text, author: null, publishedAt: null, language: null, canonicalUrl }
  }) as unknown as Parse
  const read = async (url = pathToFileURL(folder).href) =>
    await readSource(
      { kind: 'file', name: 'Saved', url },
      [],
      { etag: null, lastModified: null },
      {
        parse,
        fetch: async () => await Promise.reject(new Error('Nothing is fetched.')),
        signal: new AbortController().signal,
        now: () => new Date(),
      },
    )
  return { root, folder, read, url: (name: string) => pathToFileURL(join(folder, name)).href }
}

test('a folder offers its saved pages with what they hold, the last changed first, each by its address', async (t) => {
  const { read, url } = await folderOf(t, {
    'chrome.html': '<!DOCTYPE html>\n<!-- saved from url=(0025)https://a.example/chrome -->\n<html>',
    'edge.htm': '\ufeff<html><!-- saved from url=(0023)https://a.example/edge -->',
    'single.html':
      '<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://a.example/single \n saved date: x\n-->',
    'deep/er/canonical.xhtml': 'canonical=https://a.example/canonical',
    'notes.txt': 'plain words',
    'picture.png': 'no page',
    '.hidden.html': 'hidden',
    'chrome_files/frame.html': 'a part of a page',
  })
  const { pages, warnings, failures } = await read()
  assert.deepEqual(
    pages.map(({ url, saved }) => [url, saved?.page.text.slice(0, 9)]),
    [
      ['https://a.example/chrome', '<!DOCTYPE'],
      ['https://a.example/edge', '<html><!-'],
      ['https://a.example/single', '<!DOCTYPE'],
      ['https://a.example/canonical', 'canonical'],
      [url('notes.txt'), 'plain wor'],
    ],
  )
  assert.equal(pages.at(-1)?.title, 'notes.txt')
  assert.deepEqual([warnings, failures], [[], []])
})

test('only the comment before the page says where it was saved from, and only an address of the web', async (t) => {
  const { read, url } = await folderOf(t, {
    'late.html': '<p>text</p><!-- saved from url=(0019)https://evil.example/ -->',
    'script.html': '<!-- saved from url=(0019)javascript:alert(1) -->',
  })
  const { pages } = await read()
  assert.deepEqual(
    pages.map((page) => page.url),
    [url('late.html'), url('script.html')],
  )
})

test('files that name one address are offered each, so that none stands in for another', async (t) => {
  const comment = '<!-- saved from url=(0022)https://bank.example/a -->'
  const { read, url } = await folderOf(t, { 'one.html': comment, 'two.html': `${comment} other words` })
  const { pages } = await read()
  assert.deepEqual(
    pages.map(({ saved, ...page }) => [page.url, saved?.place]),
    ['one.html', 'two.html'].map((name) => ['https://bank.example/a', url(name)]),
  )
})

test('nothing leads out of the folder', async (t) => {
  const { root, folder, read, url } = await folderOf(t, { 'in.html': 'inside' })
  await writeFile(join(root, 'secret.html'), 'secret')
  await mkdir(join(root, 'outside'))
  await writeFile(join(root, 'outside', 'secret.html'), 'secret')
  await symlink(join(root, 'secret.html'), join(folder, 'link.html'))
  await symlink(join(root, 'outside'), join(folder, 'linked'))
  const { pages, warnings } = await read()
  assert.deepEqual(
    pages.map((page) => page.url),
    [url('in.html')],
  )
  assert.deepEqual(warnings.toSorted(), [
    'link.html is a link, which is not followed',
    'linked is a link, which is not followed',
  ])
})

test('what is too large or broken is left out and said, and the rest is read', async (t) => {
  const { folder, read, url } = await folderOf(t, { 'good.html': 'good', 'broken.html': 'BROKEN' })
  await writeFile(join(folder, 'large.html'), '')
  await truncate(join(folder, 'large.html'), 11 * 1024 * 1024)
  const { pages, warnings } = await read()
  assert.deepEqual(
    pages.map((page) => page.url),
    [url('good.html')],
  )
  assert.match(warnings.join('\n'), /large\.html has 11534336 bytes, more than/)
  assert.match(warnings.join('\n'), /broken\.html could not be parsed: It is broken\./)
})

test('a folder that is missing or none is refused in one sentence', async (t) => {
  const { root, read } = await folderOf(t, {})
  await writeFile(join(root, 'file'), '')
  for (const [name, sentence] of [
    ['missing', `There is no folder "${join(root, 'missing')}" on this machine.`],
    ['file', `"${join(root, 'file')}" is not a folder.`],
  ] as const)
    await assert.rejects(
      read(pathToFileURL(join(root, name)).href),
      (error) => error instanceof JobError && error.kind === 'bad-input' && error.message === sentence,
    )
})
