import { readFileSync, realpathSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { userInfo } from 'node:os'
import { AppError, codeOf } from '../../../base/app-error.ts'

/** The system user that runs the server. Without `switchTo` it is the one that runs this process. */
export interface ServerUser {
  name: string
  uid: number
  gid: number
  switchTo: { uid: number; gid: number } | Record<string, never>
}

const candidates = ['postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root: then the owner of an existing data folder runs it, else `postgres`, else
 * `nobody`. Everybody else runs it themselves.
 */
export function findServerUser(data: string): ServerUser {
  const owner = ownerOf(data)
  const me = process.getuid?.()
  if (me === undefined)
    throw new AppError(
      'not-configured',
      'The embedded database needs Unix sockets, which this system lacks.',
      {
        hint: 'Set DATABASE_URL to a PostgreSQL 15 or newer.',
      },
    )
  if (me === 0) return asRoot(owner)
  if (owner !== undefined && owner !== me) throw foreignFolder(data)
  return { name: nameOfUser(me), uid: me, gid: process.getgid?.() ?? me, switchTo: {} }
}

/** The error for a data folder that somebody else made. */
export function foreignFolder(folder: string): AppError {
  return new AppError(
    'not-configured',
    `The database in "${folder}" belongs to another user of this system.`,
    {
      hint: 'Run nightdesk as that user or as root, or set NIGHTDESK_HOME to a folder of your own.',
    },
  )
}

/** Whether the user may walk down to the folder: every folder on the way must let it in (mode bits; POSIX 4.7). */
export function canReach(user: ServerUser, folder: string): boolean {
  if (user.uid === process.getuid?.()) return true
  let current = realpathSync(folder)
  for (;;) {
    if (!mayEnter(user, statSync(current))) return false
    const parent = dirname(current)
    if (parent === current) return true
    current = parent
  }
}

/** Whether the mode bits let the user enter a folder or run a file. */
export function mayEnter(user: ServerUser, { mode, uid, gid }: Stats): boolean {
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

function asRoot(owner: number | undefined): ServerUser {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map(readUser)
  const wanted = owner === undefined || owner === 0 ? undefined : users.find((user) => user?.uid === owner)
  for (const user of [wanted, ...candidates.map((name) => users.find((each) => each?.name === name))])
    if (user !== undefined) return { ...user, switchTo: { uid: user.uid, gid: user.gid } }
  throw new AppError(
    'not-configured',
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody".',
    {
      hint: 'Try: useradd --system postgres',
    },
  )
}

function readUser(line: string): { name: string; uid: number; gid: number } | undefined {
  const [name = '', , uid = '', gid = ''] = line.split(':')
  return name === '' || !/^\d+$/.test(uid) || !/^\d+$/.test(gid)
    ? undefined
    : { name, uid: Number(uid), gid: Number(gid) }
}

function ownerOf(folder: string): number | undefined {
  try {
    return statSync(folder).uid
  } catch (error) {
    if (codeOf(error) === 'EACCES') throw foreignFolder(folder)
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined
    throw error
  }
}

/** PostgreSQL's initdb asks for it, too. */
function nameOfUser(uid: number): string {
  try {
    return userInfo().username
  } catch (error) {
    throw new AppError(
      'not-configured',
      `The user ${uid} has no name on this system, and PostgreSQL refuses to run for such a one.`,
      {
        hint: 'Run nightdesk as a user with a name, or set DATABASE_URL to a PostgreSQL 15 or newer.',
        cause: error,
      },
    )
  }
}
