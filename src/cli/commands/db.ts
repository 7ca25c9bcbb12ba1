import { count, listWords } from '../../base/text.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { flag } from '../option.ts'
import { table } from '../table.ts'
import type { DatabaseStatus, MigrationState } from '../../services/database.ts'

const start = defineCommand({
  name: 'start',
  summary: 'start the embedded database; every command does so by itself',
  examples: ['nightdesk db start'],
  async run(_input, desk) {
    const { databaseStatus, startDatabase } = await load()
    const config = await desk.config()
    const started = await startDatabase(config, desk.signal)
    const status = await databaseStatus(config)
    desk.print.data(
      { started, ...status },
      () => `${started ? 'Started' : 'It runs already'}: ${status.place}`,
    )
    desk.print.next('nightdesk db status', 'nightdesk db stop')
  },
})

const stop = defineCommand({
  name: 'stop',
  summary: 'stop the embedded database; the next command starts it again',
  options: { force: flag('--force', 'also while a daemon runs, which starts it again') },
  examples: ['nightdesk db stop'],
  async run({ options: { force } }, desk) {
    const { stopDatabase } = await load()
    const stopped = await stopDatabase(await desk.config(), { force, signal: desk.signal })
    desk.print.data({ stopped }, () => (stopped ? 'Stopped.' : 'It was not running.'))
    desk.print.next('nightdesk db start')
  },
})

const status = defineCommand({
  name: 'status',
  summary: 'say where the database is and whether it runs and is up to date',
  examples: ['nightdesk db status', 'nightdesk db status --json'],
  async run(_input, desk) {
    const { databaseStatus } = await load()
    const found = await databaseStatus(await desk.config())
    desk.print.data(found, () => table(statusLines(found)))
    desk.print.next(nextStep(found))
  },
})

const migrate = defineCommand({
  name: 'migrate',
  summary: 'bring the schema up to date; every command does so by itself',
  examples: ['nightdesk db migrate'],
  async run(_input, desk) {
    const { migrateDatabase } = await load()
    const applied = await migrateDatabase(await desk.config(), desk.signal)
    desk.print.data({ applied }, () =>
      applied.length === 0 ? 'The schema is up to date.' : `Applied ${listWords(applied)}.`,
    )
    desk.print.next('nightdesk db status')
  },
})

const url = defineCommand({
  name: 'url',
  summary: 'print the URL of the database, for other clients; without the password',
  examples: ['nightdesk db url', 'psql "$(nightdesk db url)"'],
  async run(_input, desk) {
    const { databaseUrl } = await load()
    const found = await databaseUrl(await desk.config(), desk.signal)
    desk.print.data({ url: found.url }, () => found.url)
    if (desk.print.room !== undefined) desk.print.next('psql "$(nightdesk db url)"')
  },
})

const psql = defineCommand({
  name: 'psql',
  summary: "open the system's psql on the database; what follows -- is for psql",
  usage: '[arguments...]',
  json: false,
  examples: ['nightdesk db psql', 'nightdesk db psql -- -c "select count(*) from entries"'],
  async run({ words }, desk) {
    const { runPsql } = await load()
    return await runPsql(await desk.config(), words, desk.signal)
  },
})

export const db = defineGroup({
  name: 'db',
  summary: 'look after the database',
  commands: [start, stop, status, migrate, url, psql],
  default: 'status',
})

async function load() {
  return await import('../../services/database.ts')
}

function statusLines(found: DatabaseStatus): [string, string][] {
  const { facts, migrations } = found
  const lines: [string, string][] = [
    ['Database', `${found.place} (${found.kind === 'embedded' ? 'embedded' : 'your own'})`],
    ['Running', found.running ? `yes${found.pid === undefined ? '' : `, process ${found.pid}`}` : 'no'],
  ]
  if (facts !== undefined) {
    lines.push(
      ['Version', `PostgreSQL ${facts.version}`],
      ['Role', facts.role],
      ['Schema', schemaLine(migrations)],
    )
    lines.push(['Size', `${(facts.bytes / 1e6).toFixed(1)} MB, ${count(facts.connections, 'connection')}`])
  }
  if (found.data !== undefined) lines.push(['Data', found.data])
  if (found.log !== undefined) lines.push(['Log', found.log])
  return lines
}

function schemaLine({ applied, missing, changed, newer }: MigrationState): string {
  if (newer.length > 0) return `newer than this nightdesk: migration ${listWords(newer.map(String))}`
  if (changed.length > 0) return `made from other files: ${listWords(changed)}`
  return missing.length > 0 ? `missing ${listWords(missing)}` : `up to date, ${count(applied, 'migration')}`
}

function nextStep({ running, kind, migrations }: DatabaseStatus): string {
  if (!running && kind === 'embedded') return 'nightdesk db start'
  return migrations.missing.length > 0 ? 'nightdesk db migrate' : 'nightdesk db psql'
}
