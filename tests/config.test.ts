import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { exampleFile, variables } from '../src/contracts/variable.ts'
import { readConfig, secretsOf } from '../src/services/config.ts'

function folder(t: TestContext, dotEnv?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'nightdesk-config-'))
  t.after(() => rmSync(path, { recursive: true }))
  if (dotEnv !== undefined) writeFileSync(join(path, '.env'), dotEnv)
  return path
}

function refusal(env: Record<string, string>): AppError {
  try {
    readConfig(env, '/nonexistent')
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new assert.AssertionError({ message: `${JSON.stringify(env)} was taken` })
}

test('nothing set gives an offline desk with an embedded database', () => {
  const config = readConfig({ HOME: '/home/ann' }, '/nonexistent')
  assert.equal(
    config.home,
    process.getuid?.() === 0 ? '/var/lib/nightdesk' : '/home/ann/.local/share/nightdesk',
  )
  assert.deepEqual(config, {
    home: config.home,
    org: 'personal',
    database: { url: undefined, migrateUrl: undefined },
    llm: {
      providers: [
        {
          id: 'offline',
          kind: 'offline',
          models: { fast: '', strong: '', critic: '' },
          baseUrl: undefined,
          apiKey: undefined,
          api: 'chat',
          contextWindow: undefined,
          prices: {},
          concurrency: 4,
          dailyBudget: undefined,
        },
      ],
      routes: { fast: ['offline'], strong: ['offline'], critic: ['offline'] },
      budget: { job: undefined, day: undefined, whenOver: 'wait' },
    },
    mail: {
      smtpUrl: undefined,
      from: 'nightdesk <nightdesk@localhost>',
      inbox: join(config.home, 'inbox'),
      unsubscribe: undefined,
      dkim: undefined,
      oauth: undefined,
      connections: 4,
      perMinute: undefined,
    },
    publicUrl: 'http://localhost:4600',
    httpPort: 4600,
    intervalMinutes: 10,
    isIntervalSet: false,
    networkAllow: [],
    traces: undefined,
    log: { level: 'info', file: undefined },
  })
})

test('an empty HOME is none: the system says where the folder is', () => {
  const before = process.env.HOME
  process.env.HOME = ''
  const { home } = readConfig({ NIGHTDESK_HOME: '~/desk' }, '/nonexistent')
  process.env.HOME = before
  assert.equal(home, join(userInfo().homedir, 'desk'))
})

test('everything set is taken as it is written', () => {
  const config = readConfig(
    {
      HOME: '/home/ann',
      NIGHTDESK_HOME: '~/desk',
      NIGHTDESK_ORG: 'Größe & Co'.replace(' &', ''),
      DATABASE_URL: 'postgres://app@db/x',
      DATABASE_MIGRATE_URL: 'postgres://owner@db/x',
      LLM_PROVIDER: 'openai-compatible',
      LLM_MODEL: 'qwen3',
      LLM_BASE_URL: 'http://127.0.0.1:8000/v1',
      SMTP_URL: 'smtps://u:p@mail.example:465',
      MAIL_FROM: 'Night Desk <desk@example.com>',
      PUBLIC_URL: 'https://desk.example.com/',
      HTTP_PORT: '80',
      AGENT_RUN_INTERVAL_MINUTES: '30',
      NETWORK_ALLOW: 'Localhost:8080, 10.0.0.1:80,[::1]:443',
      LOG_LEVEL: 'debug',
      LOG_FILE: 'desk.log',
    },
    '/work',
  )
  assert.equal(config.home, '/home/ann/desk')
  assert.equal(config.publicUrl, 'https://desk.example.com')
  assert.equal(config.llm.providers[0]?.baseUrl, 'http://127.0.0.1:8000/v1')
  assert.deepEqual(config.networkAllow, ['localhost:8080', '10.0.0.1:80', '[::1]:443'])
  assert.deepEqual(config.log, { level: 'debug', file: '/work/desk.log' })
})

test('.env fills in what the environment leaves open, and an empty value leaves it open', (t) => {
  const cwd = folder(t, 'HTTP_PORT=5000\nNIGHTDESK_ORG="night shift" # a note\nLOG_LEVEL=debug\n')
  const config = readConfig({ HTTP_PORT: '6000', LOG_LEVEL: '' }, cwd)
  assert.deepEqual([config.httpPort, config.org, config.log.level], [6000, 'night shift', 'debug'])
})

test('without LLM_PROVIDER the vendor whose key is set answers', () => {
  const providerFor = (env: Record<string, string>) => readConfig(env, '/nonexistent').llm.providers[0]
  assert.equal(providerFor({ OPENAI_API_KEY: 'sk-1', ANTHROPIC_API_KEY: 'sk-2' })?.kind, 'openai')
  assert.equal(providerFor({ ANTHROPIC_API_KEY: 'sk-2' })?.apiKey, 'sk-2')
  assert.equal(providerFor({ GOOGLE_GENERATIVE_AI_API_KEY: 'sk-3' })?.kind, 'google')
  assert.equal(providerFor({ LLM_PROVIDER: 'offline', OPENAI_API_KEY: 'sk-1' })?.kind, 'offline')
  const ollama = providerFor({ LLM_PROVIDER: 'ollama', LLM_MODEL: 'qwen3', OLLAMA_HOST: 'gpu.lan:11434' })
  assert.deepEqual(
    [ollama?.kind, ollama?.models.strong, ollama?.baseUrl, ollama?.apiKey, ollama?.concurrency],
    ['ollama', 'qwen3', 'gpu.lan:11434', undefined, 1],
  )
})

const broken: [Record<string, string>, RegExp][] = [
  [{ HTTP_PORT: '0' }, /^HTTP_PORT is "0": give a whole number from 1 to 65535\.$/],
  [{ HTTP_PORT: '65536' }, /^HTTP_PORT is "65536"/],
  [{ HTTP_PORT: '46oo' }, /^HTTP_PORT is "46oo"/],
  [{ AGENT_RUN_INTERVAL_MINUTES: '0.5' }, /^AGENT_RUN_INTERVAL_MINUTES is "0\.5"/],
  [{ NETWORK_ALLOW: 'localhost' }, /^NETWORK_ALLOW is "localhost": give host:port/],
  [{ NETWORK_ALLOW: 'a:1,b:70000' }, /^NETWORK_ALLOW is "a:1,b:70000"/],
  [{ LLM_PROVIDER: 'opnai' }, /^LLM_PROVIDER is "opnai": choose one of offline, openai/],
  [{ LLM_PROVIDER: 'anthropic', LLM_MODEL: 'x' }, /there is no key: set LLM_API_KEY/],
  [{ LLM_PROVIDER: 'openai', LLM_MODEL: 'x', ANTHROPIC_API_KEY: 'sk-2' }, /there is no key/],
  [{ LLM_PROVIDER: 'openai-compatible', LLM_MODEL: 'x' }, /LLM_BASE_URL is not set/],
  [{ LLM_PROVIDER: 'ollama' }, /LLM_MODEL is not set/],
  [{ LLM_API_KEY: 'sk-secret-1' }, /^LLM_API_KEY is set, but LLM_PROVIDER is not/],
  [{ LLM_BASE_URL: 'ftp://x', LLM_PROVIDER: 'offline' }, /^LLM_BASE_URL is "ftp:\/\/x"/],
  [{ MAIL_FROM: 'desk' }, /^MAIL_FROM is "desk": give an address/],
  [{ MAIL_FROM: 'Desk <a@b.c>\nBcc: x@y.z' }, /^MAIL_FROM is/],
  [{ SMTP_URL: 'smtp://mail.example' }, /MAIL_FROM is not/],
  [{ SMTP_URL: 'mail.example:587', MAIL_FROM: 'a@b.c' }, /^SMTP_URL has a value/],
  [{ MAIL_UNSUBSCRIBE: 'leave' }, /^MAIL_UNSUBSCRIBE is "leave": give an address/],
  [{ MAIL_DKIM_KEY: '-----BEGIN RSA', MAIL_DKIM_SELECTOR: 'x' }, /^MAIL_DKIM_KEY has a value.*never the key/],
  [{ MAIL_DKIM_KEY: 'file:dkim.pem' }, /MAIL_DKIM_SELECTOR is not/],
  [{ MAIL_DKIM_KEY: 'env:NOT_SET', MAIL_DKIM_SELECTOR: 'x' }, /NOT_SET, which is not set/],
  [{ SMTP_CONNECTIONS: '0' }, /^SMTP_CONNECTIONS is "0"/],
  [{ SMTP_OAUTH_CLIENT_ID: 'x' }, /not complete: set SMTP_OAUTH_REFRESH_TOKEN and SMTP_OAUTH_URL too/],
  [{ PUBLIC_URL: 'desk.example.com' }, /^PUBLIC_URL is "desk\.example\.com"/],
  [{ PUBLIC_URL: 'https://desk.example.com/desk?x=1' }, /a URL of host and path only/],
  [{ PUBLIC_URL: 'https://desk.example.com/a b' }, /a URL of host and path only/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud": choose one of trace/],
  [{ NIGHTDESK_ORG: '-' }, /^NIGHTDESK_ORG is "-"/],
  [{ DATABASE_URL: 'mysql://db' }, /^DATABASE_URL has a value/],
  [{ DATABASE_URL: 'postgres://db:x/y' }, /^DATABASE_URL has the port "x"/],
  [{ DATABASE_MIGRATE_URL: 'postgres://db/y' }, /DATABASE_URL is not: set both/],
]

for (const [env, sentence] of broken)
  test(`${JSON.stringify(env)} is refused in one sentence`, () => {
    const error = refusal(env)
    assert.equal(error.code, 'not-configured')
    assert.match(error.message, sentence)
    assert.doesNotMatch(error.message, /problems/)
    assert.match(error.hint ?? '', /\.env/)
  })

test('every problem is named at once, and no secret', () => {
  const error = refusal({
    HTTP_PORT: 'x',
    DATABASE_URL: 'postgres://ann:hunter22@db:0/x',
    SMTP_URL: 'http://ann:hunter22@mail',
    LLM_PROVIDER: 'nobody',
    LLM_BASE_URL: 'gopher://ann:hunter22@x',
    LLM_API_KEY: 'sk-hunter22',
  })
  assert.match(error.message, /^The configuration has 6 problems:\n/)
  for (const name of ['HTTP_PORT', 'DATABASE_URL', 'SMTP_URL', 'LLM_PROVIDER', 'LLM_BASE_URL', 'MAIL_FROM'])
    assert.match(error.message, new RegExp(`\\b${name}\\b`))
  assert.doesNotMatch(`${error.message}${error.hint}`, /hunter22/)
})

test('lines of .env that say nothing are named, values and other names are left alone', (t) => {
  const lines = [
    '# a comment',
    'SMPT_URL=smtp://ann:hunter22@mail',
    'hunter22',
    'export HTTP_PORT=4700',
    'CERTIFICATE="-----BEGIN',
    'no assignment either, but inside quotes',
    '-----END"',
    'HTTP_HOST=example.org',
    '',
    'log_level = debug',
  ]
  assert.throws(() => readConfig({}, folder(t, lines.join('\n'))), {
    message: [
      'The configuration has 3 problems:',
      'Line 2 of .env sets "SMPT_URL", which nightdesk does not read: did you mean SMTP_URL?',
      'Line 3 of .env is no assignment: write NAME=value.',
      'Line 10 of .env sets "log_level", which nightdesk does not read: did you mean LOG_LEVEL?',
    ].join('\n  '),
  })
  assert.equal(readConfig({}, folder(t, 'HTTP_HOST=example.org\nHTTP_PORT=4700')).httpPort, 4700)
})

test('mail is signed for the domain of its sender unless another is named, by a file or a variable', () => {
  const dkimOf = (env: Record<string, string>) =>
    readConfig({ MAIL_FROM: 'Desk <desk@mail.example>', MAIL_DKIM_SELECTOR: 's', ...env }, '/srv').mail.dkim
  assert.deepEqual(dkimOf({ MAIL_DKIM_KEY: 'file:dkim.pem' }), {
    domain: 'mail.example',
    selector: 's',
    key: { file: '/srv/dkim.pem' },
  })
  const named = dkimOf({ MAIL_DKIM_KEY: 'env:KEY', KEY: 'a\\nb', MAIL_DKIM_DOMAIN: 'example' })
  assert.deepEqual([named?.domain, named?.key], ['example', { pem: 'a\nb' }])
})

test('the scrubber learns every secret, as it is written and as it is meant', () => {
  const config = readConfig(
    {
      DATABASE_URL: 'postgres://ann:s%40cret@db/x',
      SMTP_URL: 'smtp://ann:mailpass@mail.example',
      MAIL_FROM: 'a@b.c',
      OPENAI_API_KEY: 'sk-12345',
    },
    '/nonexistent',
  )
  assert.deepEqual(new Set(secretsOf(config)), new Set(['sk-12345', 's%40cret', 's@cret', 'mailpass']))
})

test('.env.example explains every variable and nothing else', () => {
  const file = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  assert.equal(file, exampleFile())
  assert.equal(new Set(variables.map(({ name }) => name)).size, variables.length)
})
