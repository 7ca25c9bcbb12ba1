import type { Clock } from '../base/clock.ts'
import { AppError } from '../base/app-error.ts'
import { count, listWords } from '../base/text.ts'
import type { Config } from '../contracts/config.ts'
import { inspectFolder } from '../io/environment/index.ts'
import { openSql, type DatabaseFacts } from '../io/postgres/index.ts'
import { livingWorkers } from '../jobs/index.ts'
import { databaseStatus, type DatabaseStatus, type MigrationState } from './database.ts'
import { engineOf } from './models.ts'
import { databaseRoles } from './open-database.ts'
import { version } from './version.ts'

export type CheckState = 'ok' | 'warn' | 'fail'

/** One thing that the doctor looked at. `warn`: it works, but not as well as it could. */
export interface Check {
  name: string
  state: CheckState
  message: string
  /** What to type or to set. */
  hint: string | null
}

const oldestNode = { major: 22, minor: 19 }
const oldestServer = 15
const tolerableSkew = 5_000

/** Looks at everything that nightdesk stands on. Starts, makes and changes nothing; secrets stay out of it. */
export async function examine(readConfig: () => Promise<Config>, clock: Clock): Promise<Check[]> {
  const node = checkNode(process.versions.node)
  const config = await orFailure('configuration', readConfig)
  if ('state' in config) return [node, config]
  return [
    node,
    ok('configuration', 'every variable can be used'),
    checkFolder(config.home),
    ...(await checkDatabase(config, clock)),
    checkModel(config),
    await checkMail(config),
    ...(await checkTraces(config)),
  ]
}

function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isOld = major < oldestNode.major || (major === oldestNode.major && minor < oldestNode.minor)
  return isOld
    ? fail(
        'node',
        `Node ${version} is too old`,
        `Install Node ${oldestNode.major}.${oldestNode.minor} or newer`,
      )
    : ok('node', `Node ${version}`)
}

function checkFolder(home: string): Check {
  const name = 'data folder'
  switch (inspectFolder(home)) {
    case 'missing':
      return ok(name, `${home} is made when it is needed`)
    case 'no-folder':
      return fail(name, `${home} is not a folder`, 'Set NIGHTDESK_HOME to a folder')
    case 'not-writable':
      return fail(name, `${home} cannot be written to`, `chown -R $(id -un) ${home}, or set NIGHTDESK_HOME`)
    case 'open-to-others':
      return warn(name, `others may write into ${home}`, `chmod go-w ${home}`)
    default:
      return ok(name, home)
  }
}

async function checkDatabase(config: Config, clock: Clock): Promise<Check[]> {
  const status = await orFailure('database', async () => await databaseStatus(config))
  if ('state' in status) return [status]
  const { facts } = status
  if (facts === undefined)
    return [warn('database', `${status.place} does not run; what needs it starts it`, 'nightdesk db start')]
  return [
    checkServer(status, facts),
    checkSchema(status.migrations),
    checkRole(facts, status.kind === 'embedded'),
    checkQueue(facts),
    checkClock(facts.at, clock()),
    ...(status.migrations.applied === 0 ? [] : [await checkDaemon(config)]),
  ]
}

function checkServer(status: DatabaseStatus, { version }: DatabaseFacts): Check {
  const message = `PostgreSQL ${version}, ${status.place}`
  return Number.parseInt(version, 10) < oldestServer
    ? fail('database', `${message}: too old`, `Upgrade it to ${oldestServer} or newer, or unset DATABASE_URL`)
    : ok('database', message)
}

function checkSchema({ applied, missing, changed, newer }: MigrationState): Check {
  if (newer.length > 0)
    return fail(
      'schema',
      `newer than this nightdesk: migration ${listWords(newer.map(String))}`,
      'Update nightdesk',
    )
  if (changed.length > 0)
    return fail(
      'schema',
      `made from other files: ${listWords(changed)}`,
      'Use the nightdesk that made the database',
    )
  if (missing.length > 0)
    return warn('schema', `${count(missing.length, 'migration')} missing`, 'nightdesk db migrate')
  return ok('schema', `${count(applied, 'migration')}, up to date`)
}

function checkRole({ role, superuser, ownsSchema }: DatabaseFacts, embedded: boolean): Check {
  const hint = 'Name a role without rights of its own in DATABASE_URL, and the owner in DATABASE_MIGRATE_URL'
  if (superuser) return warn('role', `the application connects as "${role}", a superuser`, hint)
  if (ownsSchema === true && !embedded)
    return warn('role', `the application connects as "${role}", who owns the schema`, hint)
  return ok('role', `the application connects as "${role}", who cannot change the schema`)
}

function checkQueue({ ownsQueue, role }: DatabaseFacts): Check {
  if (ownsQueue === null) return warn('queue', 'schema graphile_worker is missing', 'nightdesk db migrate')
  return ownsQueue
    ? ok('queue', 'schema graphile_worker belongs to the application')
    : fail(
        'queue',
        'schema graphile_worker belongs to another role, and admits only its owner',
        `alter schema graphile_worker and all in it: owner to ${role}`,
      )
}

function checkClock(theirs: Date, ours: Date): Check {
  const skew = Math.abs(theirs.getTime() - ours.getTime())
  return skew > tolerableSkew
    ? warn(
        'clock',
        `the database's clock is ${Math.round(skew / 1000)} s off this one`,
        'Let both machines ask a time server',
      )
    : ok('clock', 'agrees with the database')
}

async function checkDaemon(config: Config): Promise<Check> {
  const sql = openSql(databaseRoles(config).application, { max: 1 })
  try {
    const daemons = (await livingWorkers(sql)).filter(({ kind }) => kind === 'daemon')
    return daemons.length === 0
      ? warn('daemon', 'none runs: schedules wait, and commands do their own work', 'nightdesk daemon')
      : ok('daemon', listWords(daemons.map(({ host, pid }) => `process ${pid} on ${host}`)))
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function checkModel(config: Config): Check {
  return engineOf(config) === 'offline'
    ? warn('model', 'none: agents answer by their offline rules', 'Set LLM_PROVIDER and its key')
    : ok('model', engineOf(config))
}

async function checkMail({ mail }: Config): Promise<Check> {
  if (mail.smtpUrl === undefined)
    return warn('mail', `no server: mail goes to ${mail.inbox}`, 'Set SMTP_URL and MAIL_FROM')
  const { dkim } = mail
  if (dkim !== undefined) {
    const { openDkimSigner } = await import('../io/mail/index.ts')
    const signer = await orFailure('mail', async () => await openDkimSigner(dkim))
    if ('state' in signer) return signer
  }
  const signed = dkim === undefined ? '' : `, signed by ${dkim.domain}`
  const host = new URL(mail.smtpUrl).host
  return ok('mail', `${host}, from ${mail.from}${signed}; nightdesk email test ADDRESS tries it`)
}

async function checkTraces({ traces }: Config): Promise<Check[]> {
  if (traces === undefined) return []
  const { collectorProblem } = await import('../io/trace/index.ts')
  const problem = await collectorProblem(traces, await version())
  return [
    problem === undefined
      ? ok('traces', `${traces.url} takes them`)
      : warn(
          'traces',
          `${traces.url} does not take them: ${problem}`,
          'Check OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS',
        ),
  ]
}

async function orFailure<Value extends object>(
  name: string,
  work: () => Promise<Value>,
): Promise<Value | Check> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return fail(name, error.message, error.hint ?? null)
  }
}

function ok(name: string, message: string): Check {
  return { name, state: 'ok', message, hint: null }
}

function warn(name: string, message: string, hint: string): Check {
  return { name, state: 'warn', message, hint }
}

function fail(name: string, message: string, hint: string | null): Check {
  return { name, state: 'fail', message, hint }
}
