import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import type { ModelsConfig } from '../src/contracts/config.ts'
import { loadConfig, secretsOf } from '../src/services/config.ts'
import { requireModel } from '../src/services/models.ts'

function folder(t: TestContext, files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), 'nightdesk-models-'))
  t.after(() => rmSync(path, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}

async function modelsOf(cwd: string, env: Record<string, string> = {}): Promise<ModelsConfig> {
  return (await loadConfig({ NIGHTDESK_HOME: cwd, ...env }, cwd)).llm
}

const two = `models:
  providers:
    - id: openai
      kind: openai
      models: { fast: gpt-5-mini, strong: gpt-5 }
      key: env:MY_KEY
      prices:
        gpt-5-mini: { input: 0.25, output: 2 }
    - id: local
      kind: ollama
      model: qwen3:8b
      context_window: 32768
  routes:
    fast: [local, openai, offline]
`

test('the example of the file is read as it stands', async (t) => {
  const example = readFileSync(new URL('../nightdesk.example.yaml', import.meta.url), 'utf8')
  const { providers } = await modelsOf(folder(t, { 'nightdesk.yaml': example }), { OPENAI_API_KEY: 'k' })
  assert.deepEqual(
    providers.map(({ id }) => id),
    ['openai', 'local', 'offline'],
  )
})

test('the file names providers, and for each role the order in which they are asked', async (t) => {
  const models = await modelsOf(folder(t, { 'nightdesk.yaml': two }), { MY_KEY: 'sk-canary-1' })
  const [openai, local, offline] = models.providers
  assert.deepEqual(
    [openai?.models, openai?.apiKey, openai?.api, openai?.concurrency],
    [{ fast: 'gpt-5-mini', strong: 'gpt-5', critic: 'gpt-5-mini' }, 'sk-canary-1', 'responses', 4],
  )
  assert.deepEqual([local?.contextWindow, local?.concurrency], [32_768, 1])
  assert.equal(offline?.kind, 'offline')
  const order = ['local', 'openai', 'offline']
  assert.deepEqual(models.routes, { fast: order, strong: order, critic: order })
})

test('a refused question stops, unless the file says that the next is asked', async (t) => {
  const [stops, goesOn] = await Promise.all(
    [two, `${two}  when_refused: next\n`].map(
      async (text) => await modelsOf(folder(t, { 'nightdesk.yaml': text }), { MY_KEY: 'sk-canary-8' }),
    ),
  )
  assert.deepEqual([stops?.whenRefused, goesOn?.whenRefused], ['stop', 'next'])
})

test('without routes providers are asked in the order of the file', async (t) => {
  const [head = ''] = two.split('  routes:')
  const models = await modelsOf(folder(t, { 'nightdesk.yaml': head }), { MY_KEY: 'sk-canary-1' })
  assert.deepEqual(models.routes.strong, ['openai', 'local'])
})

test('a key may stand in a file beside it, and is known to the scrubber', async (t) => {
  const cwd = folder(t, {
    'nightdesk.yaml': two.replace('env:MY_KEY', 'file:key.txt'),
    'key.txt': 'sk-canary-2\n',
  })
  const config = await loadConfig({ NIGHTDESK_HOME: cwd }, cwd)
  assert.equal(config.llm.providers[0]?.apiKey, 'sk-canary-2')
  assert.ok(secretsOf(config).includes('sk-canary-2'))
})

test('LLM_PROVIDER wins over the file, and a key alone does not', async (t) => {
  const cwd = folder(t, {
    'nightdesk.yaml': two,
    '.env': 'MY_KEY=sk-canary-3\nANTHROPIC_API_KEY=sk-canary-4',
  })
  assert.equal((await modelsOf(cwd)).providers[0]?.id, 'openai')
  assert.deepEqual((await modelsOf(cwd, { LLM_PROVIDER: 'offline' })).routes.fast, ['offline'])
})

test('the file of the current folder comes before that of the data folder', async (t) => {
  const home = folder(t, { 'nightdesk.yaml': two })
  const cwd = folder(t, {
    'nightdesk.yaml': two.replace('id: openai', 'id: work').replace(' openai,', ' work,'),
  })
  const config = await loadConfig({ NIGHTDESK_HOME: home, MY_KEY: 'sk-canary-5' }, cwd)
  assert.equal(config.llm.providers[0]?.id, 'work')
})

test('--require-llm refuses a route that ends offline', async (t) => {
  const cwd = folder(t, { 'nightdesk.yaml': two })
  const config = await loadConfig({ NIGHTDESK_HOME: cwd, MY_KEY: 'sk-canary-6' }, cwd)
  assert.throws(() => requireModel(config), {
    message: 'The route "fast" ends offline, and --require-llm refuses that.',
  })
})

const wrong: [string, (text: string) => string, RegExp][] = [
  [
    'a key that is not set',
    (text) => text.replace('MY_KEY', 'NO_KEY'),
    /:6:12: the variable NO_KEY is not set$/,
  ],
  [
    'the key itself',
    (text) => text.replace('env:MY_KEY', 'sk-live'),
    /:6:12: .*must be env:NAME or file:PATH/,
  ],
  ['no key', (text) => text.replace('      key: env:MY_KEY\n', ''), /:3:7: openai has no key/],
  ['no model', (text) => text.replace('      model: qwen3:8b\n', ''), /:9:7: local names no model/],
  [
    'an unknown provider in a route',
    (text) => text.replace('[local', '[lcal'),
    /:14:12: there is no provider lcal; did you mean local\?$/,
  ],
  [
    'offline before the end',
    (text) => text.replace('openai, offline', 'offline, openai'),
    /:14:19: offline always answers/,
  ],
  [
    'one id twice',
    (text) => text.replace('id: local', 'id: openai').replace('[local, ', '['),
    /:9:11: another provider is named openai already$/,
  ],
  [
    'a budget without a price',
    (text) => `${text}  budget: { day: 1 }\n`,
    /:9:7: there is a budget, but no price of qwen3:8b/,
  ],
  [
    'each of two mistakes',
    (text) => text.replace('MY_KEY', 'NO_KEY').replace('      model: qwen3:8b\n', ''),
    /:6:12: the variable NO_KEY is not set\n.*:9:7: local names no model/,
  ],
  [
    'an unknown key',
    (text) => text.replace('context_window', 'contextwindow'),
    /:12:7: .*did you mean context_window\?$/,
  ],
  ['a negative price', (text) => text.replace('0.25', '-1'), /:8:30: .*must be at least 0, not -1$/],
  [
    'a password in an address',
    (text) => text.replace('kind: ollama', 'kind: ollama\n      base_url: http://me:hunter22@x/'),
    /:11:17: .*without a password/,
  ],
]
for (const [name, change, sentence] of wrong)
  test(`${name} is refused with its line and column`, async (t) => {
    const cwd = folder(t, { 'nightdesk.yaml': change(two) })
    await assert.rejects(modelsOf(cwd, { MY_KEY: 'sk-canary-7' }), (error: unknown) => {
      assert.ok(error instanceof AppError)
      assert.match(error.message, sentence)
      assert.doesNotMatch(`${error.message} ${error.hint}`, /hunter22|sk-live/)
      return true
    })
  })
