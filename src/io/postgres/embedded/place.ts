import { chmod, chown, lstat, mkdir, realpath, rmdir, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError, codeOf, messageOf } from '../../../base/app-error.ts'
import { newId } from '../../../base/id.ts'
import { serverFolder, socketFolder } from './layout.ts'
import { canReach, findServerUser, foreignFolder, mayEnter, type ServerUser } from './server-user.ts'

/** Where the embedded server of a data folder lives, as real paths that its user can reach. */
export interface Place {
  user: ServerUser
  /** Private to the server's user; holds all that follows but, with a long path, the socket. */
  folder: string
  data: string
  sockets: string
  log: string
  lock: string
}

// Where the server of a data folder goes that only root may enter.
const elsewhere = '/var/lib/nightdesk/homes'

/** Makes the folders, private to the user that runs the server. */
export async function preparePlace(home: string): Promise<Place> {
  await makeHome(home)
  const user = findServerUser(join(serverFolder(home), 'data'))
  const folder = await prepareFolder(home, user)
  const inside = socketFolder(home).startsWith(serverFolder(home))
  const sockets = inside ? join(folder, 'run') : socketFolder(home)
  await makePrivate(sockets, user)
  return placeIn(folder, sockets, user)
}

/** The place as it stands, or undefined where no server was ever made. */
export async function findPlace(home: string): Promise<Place | undefined> {
  try {
    const folder = await realpath(serverFolder(home))
    const user = findServerUser(join(folder, 'data'))
    const inside = socketFolder(home).startsWith(serverFolder(home))
    return placeIn(folder, inside ? join(folder, 'run') : socketFolder(home), user)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined
    if (codeOf(error) === 'EACCES') throw foreignFolder(serverFolder(home))
    throw error
  }
}

function placeIn(folder: string, sockets: string, user: ServerUser): Place {
  return {
    user,
    folder,
    sockets,
    data: join(folder, 'data'),
    log: join(folder, 'server.log'),
    lock: join(folder, 'start.lock'),
  }
}

async function makeHome(home: string): Promise<void> {
  try {
    await makeFolders(home)
  } catch (cause) {
    const why = ['EEXIST', 'ENOTDIR'].includes(codeOf(cause) ?? '')
      ? 'a file is in its way'
      : messageOf(cause)
    throw new AppError('not-configured', `The data folder "${home}" cannot be made: ${why}.`, {
      hint: 'Set NIGHTDESK_HOME to a folder that you may write to.',
      cause,
    })
  }
}

// Not Node's own recursion: below /proc it never ends.
async function makeFolders(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o711 })
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return
    if (codeOf(error) !== 'ENOENT' || (await isThere(dirname(folder)))) throw error
    await makeFolders(dirname(folder))
    // Another command may have made it by now.
    await makeFolders(folder)
  }
}

async function prepareFolder(home: string, user: ServerUser): Promise<string> {
  const folder = serverFolder(home)
  if (!(await isThere(folder))) {
    await openHome(home, user)
    if (canReach(user, home)) await makePrivate(folder, user)
    else await linkElsewhere(folder, user)
  }
  const real = await realpath(folder)
  await makePrivate(real, user)
  if (!canReach(user, dirname(real)))
    throw new AppError(
      'not-configured',
      `The user "${user.name}", who runs the database, cannot enter "${dirname(real)}".`,
      {
        hint: `Try: chmod o+x on the folders above it, or set NIGHTDESK_HOME to another folder.`,
      },
    )
  return real
}

// Our own folder lets everybody through but shows nobody its names; what is in it is private by itself.
async function openHome(home: string, user: ServerUser): Promise<void> {
  const found = await stat(home)
  if (found.uid === process.getuid?.() && !mayEnter(user, found)) await chmod(home, found.mode | 0o011)
}

// The link is the only trace: a data folder that is made anew gets a new place.
async function linkElsewhere(folder: string, user: ServerUser): Promise<void> {
  const target = join(elsewhere, newId())
  await mkdir(elsewhere, { recursive: true, mode: 0o711 })
  await chmod(elsewhere, 0o711)
  await makePrivate(target, user)
  try {
    await symlink(target, folder)
  } catch (error) {
    await rmdir(target)
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

async function makePrivate(folder: string, user: ServerUser): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  const found = await lstat(folder)
  const me = process.getuid?.()
  if (!found.isDirectory() || (found.uid !== user.uid && found.uid !== me))
    throw new AppError(
      'not-configured',
      `"${folder}" is not a folder of the user "${user.name}", who runs the database.`,
      {
        hint: 'Move it away, or set NIGHTDESK_HOME to another folder.',
      },
    )
  if (found.uid !== user.uid) await chown(folder, user.uid, user.gid)
  if ((found.mode & 0o777) !== 0o700) await chmod(folder, 0o700)
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}
