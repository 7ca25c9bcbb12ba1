import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { breaches } from './support/architecture.ts'
import { readSource, readTenantTables } from './support/source-file.ts'

const source = readSource()
const tenantTables = readTenantTables()

/** A file with a fault, and what the rules must say about it. */
const planted: readonly { name: string; path: string; text: string; complaint: RegExp }[] = [
  {
    name: 'an import goes up',
    path: 'base/planted.ts',
    text: `import { defineAgent } from '../contracts/agent.ts'`,
    complaint: /base\/ may not import contracts\//,
  },
  {
    name: 'a dynamic import goes up',
    path: 'workflows/planted.ts',
    text: `export const late = async () => await import('../services/app.ts')`,
    complaint: /workflows\/ may not import services\//,
  },
  {
    name: 'an export goes up',
    path: 'domain/planted.ts',
    text: `export { openSql } from '../io/postgres/index.ts'`,
    complaint: /domain\/ may not import io\//,
  },
  {
    name: 'store/ loads from io/ where only its types may be named',
    path: 'store/planted.ts',
    text: `import { openSql } from '../io/postgres/index.ts'`,
    complaint: /store\/ may not import io\//,
  },
  {
    name: 'a package is away from home',
    path: 'domain/planted.ts',
    text: `import postgres from 'postgres'`,
    complaint: /postgres: the package is not at home in domain\//,
  },
  {
    name: 'a package is away from home in a dynamic import',
    path: 'cli/planted.ts',
    text: `export const late = () => import('undici')`,
    complaint: /undici: the package is not at home in cli\//,
  },
  {
    name: 'ink is loaded outside cli/ui',
    path: 'cli/planted.ts',
    text: `import { render } from 'ink'`,
    complaint: /ink: the package is not at home in cli\//,
  },
  {
    name: 'an import is computed',
    path: 'cli/planted.ts',
    text: `export const late = (name: string) => import(name)`,
    complaint: /computed/,
  },
  {
    name: 'two workflows import each other',
    path: 'workflows/planted.ts',
    text: `import { report } from './report.ts'`,
    complaint: /parts of workflows\/ meet in its index\.ts only/,
  },
  {
    name: 'a folder is entered past its index.ts',
    path: 'services/planted.ts',
    text: `import { openSql } from '../io/postgres/open-sql.ts'`,
    complaint: /io\/postgres\/ is entered through its index\.ts/,
  },
  {
    name: 'a file is on no floor',
    path: 'helpers/planted.ts',
    text: `export const nothing = 1`,
    complaint: /on no floor/,
  },
  {
    name: 'SQL stands outside its places',
    path: 'services/planted.ts',
    text: 'export const rows = (sql: Sql) => sql<{ id: string }[]>`select id from jobs`',
    complaint: /holds SQL/,
  },
  {
    name: 'SQL stands in a string outside its places',
    path: 'workflows/planted.ts',
    text: `export const text = 'select id from jobs'`,
    complaint: /holds SQL/,
  },
  {
    name: 'begin() is called',
    path: 'store/planted.ts',
    text: 'export const change = (sql: Sql) => sql.begin(async () => {})',
    complaint: /begin\(\) or reserve\(\)/,
  },
  {
    name: 'reserve() is called',
    path: 'jobs/planted.ts',
    text: 'export const hold = (sql: Sql) => sql.reserve()',
    complaint: /begin\(\) or reserve\(\)/,
  },
  {
    name: 'a statement of store/ does not name org_id',
    path: 'store/planted.ts',
    text: 'export const all = (sql: Sql, id: string) => sql`\n  select id\n  from entries\n  where id = ${id}\n`',
    complaint: /store\/planted\.ts:1 holds a statement that does not name org_id/,
  },
]

test('imports go down, packages are at home, and SQL has its three places', () => {
  assert.deepEqual(breaches(source, tenantTables), [])
})

for (const { name, path, text, complaint } of planted)
  test(`the rules fail where ${name}`, () => {
    const doors = [
      { path: 'io/postgres/index.ts', text: '' },
      { path: 'workflows/index.ts', text: `export { report } from './report.ts'` },
    ]
    const found = breaches([{ path, text }, ...doors], tenantTables)
    assert.equal(found.length, 1, found.join('\n'))
    assert.match(found[0] ?? '', complaint)
  })

test('the rules let types of packages into contracts/, comments name anything, and hosts belong to nobody', () => {
  const files = [
    { path: 'contracts/fine.ts', text: `import type { Sql } from 'postgres'` },
    { path: 'base/fine.ts', text: `// import { x } from '../cli/main.ts'\n/* sql\`select 1\` */` },
    { path: 'store/fine.ts', text: 'export const next = (sql: Sql) => sql`select next_at from hosts`' },
  ]
  assert.deepEqual(breaches(files, tenantTables), [])
})

test('the tables of sql/ that belong to an org are known', () => {
  assert.ok(
    ['jobs', 'events', 'entries', 'deliveries', 'llm_calls'].every((name) => tenantTables.includes(name)),
  )
  assert.ok(!tenantTables.includes('hosts') && !tenantTables.includes('orgs'))
})

test('the files of sql/ are numbered from 1, without a gap and none twice', () => {
  const files = readdirSync(new URL('../sql/', import.meta.url)).sort()
  const numbers = files.map((file) => Number(file.slice(0, 4)))
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
    files.join('\n'),
  )
})
