import { chown, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { AppError, codeOf } from '../../../base/app-error.ts'
import { newId } from '../../../base/id.ts'
import { embeddedDatabase } from './layout.ts'
import type { Place } from './place.ts'
import { run } from './process.ts'

export type ServerSettings = Readonly<Record<string, string>>

const majorVersion = '18'
const limit = 120_000
const draftPrefix = 'data.new-'
const ownSettings = 'nightdesk.conf'
const roles = ['nightdesk_owner', 'nightdesk'] as const

// Nobody logs in as the superuser: the roles are made by the server in its single-user mode.
const firstStatements = [
  'create role nightdesk_owner login createdb',
  'create role nightdesk login',
  'grant pg_signal_backend to nightdesk_owner',
  `create database ${embeddedDatabase} owner nightdesk_owner`,
  `grant create on database ${embeddedDatabase} to nightdesk`,
]

const defaults: ServerSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
}

/** Makes the data folder where there is none. A half-made one has another name and is thrown away. */
export async function prepareCluster(
  binaries: string,
  place: Place,
  settings: ServerSettings,
  signal?: AbortSignal,
): Promise<void> {
  const version = await readVersion(place.data)
  if (version === undefined) await createCluster(binaries, place, settings, signal)
  else if (version !== majorVersion)
    throw new AppError(
      'not-configured',
      `"${place.data}" was made by PostgreSQL ${version}; this nightdesk has ${majorVersion}.`,
      {
        hint: 'Use the nightdesk that made it, or set NIGHTDESK_HOME to another folder.',
      },
    )
}

/** Writes the settings that the next start uses, and who may connect as whom. */
export async function writeSettings(place: Place, settings: ServerSettings): Promise<void> {
  const all = { ...defaults, unix_socket_directories: `"${place.sockets}"`, ...settings }
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`)
  await writeOwned(place, ownSettings, lines)
  await writeOwned(place, 'pg_hba.conf', [`local all ${roles.join(',')} peer map=nightdesk`])
  const names = new Set(['root', place.user.name, userInfo().username])
  const pairs = [...names].flatMap((name) => roles.map((role) => `nightdesk "${name}" ${role}`))
  await writeOwned(place, 'pg_ident.conf', pairs)
}

async function createCluster(
  binaries: string,
  place: Place,
  settings: ServerSettings,
  signal?: AbortSignal,
): Promise<void> {
  for (const name of await readdir(place.folder))
    if (name.startsWith(draftPrefix)) await rm(join(place.folder, name), { recursive: true, force: true })
  const draft = join(place.folder, `${draftPrefix}${newId()}`)
  const options = { ...place.user.switchTo, timeout: limit, ...(signal === undefined ? {} : { signal }) }
  const made = await run(
    join(binaries, 'bin/initdb'),
    [...initdbArguments(draft), ...(settings.fsync === 'off' ? ['--no-sync'] : [])],
    options,
  )
  if (made.code !== 0) throw cannotMake(place, made.output)
  const input = firstStatements.map((statement) => `${statement}\n`).join('')
  const singleUser = ['--single', '-D', draft, '-c', 'exit_on_error=true', 'postgres']
  const filled = await run(join(binaries, 'bin/postgres'), singleUser, { ...options, input })
  if (filled.code !== 0) throw cannotMake(place, filled.output)
  const base = await readFile(join(draft, 'postgresql.conf'), 'utf8')
  await writeFile(join(draft, 'postgresql.conf'), `${base}\ninclude_if_exists = '${ownSettings}'\n`)
  await rename(draft, place.data)
}

// The built-in locale needs nothing of the system, and knows upper and lower case of all letters.
function initdbArguments(draft: string): string[] {
  return [
    '-D',
    draft,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth=peer',
    '--no-instructions',
  ]
}

async function readVersion(data: string): Promise<string | undefined> {
  try {
    return (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function writeOwned(place: Place, name: string, lines: readonly string[]): Promise<void> {
  const draft = join(place.data, `${name}.new`)
  await writeFile(draft, `${lines.join('\n')}\n`, { mode: 0o600 })
  await chown(draft, place.user.uid, place.user.gid)
  await rename(draft, join(place.data, name))
}

function cannotMake(place: Place, output: string): AppError {
  const last = output.split('\n').slice(-6).join('\n')
  return new AppError('failed', `The embedded database cannot be made in "${place.folder}": ${last}`, {
    hint: 'Set NIGHTDESK_HOME to another folder, or DATABASE_URL to a PostgreSQL of your own.',
  })
}
