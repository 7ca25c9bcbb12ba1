import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { htmlText } from '../src/domain/page-text.ts'
import { checkResume } from '../src/domain/resume-check.ts'
import { forTheme } from '../src/domain/resume-theme.ts'
import { findTheme, renderWithTheme } from '../src/io/theme/index.ts'
import { parseJsonResume } from '../src/services/resume-import.ts'

const fixture = join(import.meta.dirname, 'fixtures/resume.json')
const resume = parseJsonResume(readFileSync(fixture, 'utf8'), fixture)

/** A theme in a `node_modules` of its own. */
function install(t: TestContext, source: string, described: object = { main: 'index.js' }): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-theme-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const theme = join(folder, 'node_modules', 'jsonresume-theme-ours')
  mkdirSync(theme, { recursive: true })
  writeFileSync(join(theme, 'package.json'), JSON.stringify({ name: 'jsonresume-theme-ours', ...described }))
  writeFileSync(join(theme, 'index.js'), source)
  writeFileSync(join(theme, 'page.html'), '<!doctype html>')
  return folder
}

async function pageOf(t: TestContext, source: string, described?: object): Promise<string> {
  const theme = findTheme('ours', install(t, source, described))
  return await renderWithTheme(theme, forTheme(resume), { timeoutMs: 20_000 })
}

const old = `
  const fs = require('fs'), path = require('path')
  exports.render = (r) => {
    console.log('this is no part of the page')
    const job = (w) => '<h2>' + w.company + '</h2><a href="' + w.website + '">' + w.position + '</a><ul>' + w.highlights.map((h) => '<li>' + h + '</li>').join('') + '</ul>'
    return fs.readFileSync(path.join(__dirname, 'page.html'), 'utf8') + '<h1>' + r.basics.name + '</h1>' + r.work.map(job).join('')
  }`

test('a theme of before 1.0.0 finds every employer, reads its own files, and prints nothing into the page', async (t) => {
  const page = await pageOf(t, old)
  assert.match(
    page,
    /^<!doctype html><h1>Łucja Žižková-Őry<\/h1><h2>Initech<\/h2><a href="https:\/\/initech\.example">/,
  )
  assert.doesNotMatch(page, /no part of the page|<h2>undefined/)
  const { missing } = checkResume(resume, htmlText(page), { dates: false })
  assert.deepEqual(
    missing.filter(
      ({ path }) => /^\/work|name$/u.test(path) && !/^\/(?:vol|proj|skills|cert|publ)/u.test(path),
    ),
    [],
  )
  assert.ok(missing.some(({ path }) => path === '/projects/0/highlights/0'))
})

test('a theme may be a module that waits, and gets no proof of any line', async (t) => {
  const source = 'export const render = async (r) => await Promise.resolve(JSON.stringify(r))'
  const page = await pageOf(t, source, { type: 'module', exports: { '.': { import: './index.js' } } })
  const { meta, custom } = JSON.parse(page) as Record<string, unknown>
  assert.deepEqual(
    [meta, custom],
    [{ theme: 'even', canonical: 'https://lucja.example/resume.json' }, { kept: true }],
  )
})

const deeds: readonly [string, string][] = [
  ['write a file', `require('fs').writeFileSync(process.env.HOME ?? '/tmp/theme-was-here', 'x')`],
  ['read a file of the machine', `require('fs').readFileSync('/etc/hostname')`],
  ['start a process', `require('child_process').execSync('id')`],
  ['start a thread', `new (require('worker_threads').Worker)('1', { eval: true })`],
  [
    'connect to a port',
    `await new Promise((y, n) => require('net').connect(PORT).on('connect', y).on('error', n))`,
  ],
  ['connect past net.connect', `new (require('net').Socket)().connect(PORT)`],
  [
    'send a request',
    `await new Promise((y, n) => require('http').get('http://127.0.0.1:PORT', y).on('error', n))`,
  ],
  ['fetch', `await fetch('http://127.0.0.1:PORT')`],
  ['ask a name server', `await require('dns').promises.lookup('example.org')`],
  ['send a datagram', `require('dgram').createSocket('udp4').send('x', PORT)`],
  ['listen', `require('net').createServer().listen(0)`],
  ['end a process', `process.kill(process.ppid, 0)`],
  ['load Node from inside', `process.binding('tcp_wrap')`],
  ['read the environment', `if (Object.keys(process.env).length === 0) throw new Error('there is none')`],
]

test('a theme cannot leave its sandbox', async (t) => {
  const server = createServer(() => assert.fail('a theme reached the network'))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  for (const [deed, code] of deeds) {
    const source = `exports.render = async () => { ${code.replaceAll('PORT', port)}; return 'done' }`
    await assert.rejects(pageOf(t, source), /The theme "jsonresume-theme-ours" did not work: /, deed)
  }
  assert.equal(existsSync('/tmp/theme-was-here'), false)
})

test('a theme that never ends, or takes all memory, is ended', async (t) => {
  const endless = findTheme('ours', install(t, 'exports.render = () => { for (;;) {} }'))
  await assert.rejects(renderWithTheme(endless, {}, { timeoutMs: 800 }), /it was ended, after 0\.8 seconds/)
  const greedy =
    'exports.render = () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)) }'
  const theme = findTheme('ours', install(t, greedy))
  await assert.rejects(renderWithTheme(theme, {}, { memoryMb: 32 }), /memory/)
})

test('a theme that is not there says what to type', () => {
  assert.throws(() => findTheme('nothing-like-it', tmpdir()), {
    message: 'The theme "jsonresume-theme-nothing-like-it" is not installed.',
    hint: 'Try: npm install jsonresume-theme-nothing-like-it',
  })
  assert.throws(() => findTheme('./nowhere', tmpdir()), /There is no theme in/)
  for (const typed of ['a b', ''])
    assert.throws(() => findTheme(typed, tmpdir()), /is not the name of a theme/)
})

for (const name of ['even', 'stackoverflow', 'onepage-plus', 'colophon', 'macchiato'])
  test(`jsonresume-theme-${name}, as it is, shows every employer, title and line`, async (t) => {
    const cwd = process.env.NIGHTDESK_TEST_THEMES ?? import.meta.dirname
    let theme: ReturnType<typeof findTheme>
    try {
      theme = findTheme(name, cwd)
    } catch {
      return t.skip(`it is not installed: npm install jsonresume-theme-${name}, in NIGHTDESK_TEST_THEMES`)
    }
    const page = await renderWithTheme(theme, forTheme(resume))
    const { fields, missing } = checkResume(resume, htmlText(page), { dates: false, markdown: true })
    assert.ok(fields > 20)
    assert.deepEqual(
      missing.filter(({ path }) => /^\/(?:work|projects|volunteer)\//u.test(path)),
      [],
    )
  })
