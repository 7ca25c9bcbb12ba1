import { existsSync, readFileSync, statfsSync } from 'node:fs'

const folder = '/dev/shm'
/** Bytes that must be free: a run of all tests has used a tenth of it at most. */
const room = 2 * 1024 ** 3

/**
 * Linux's folder in memory (shm_overview(7)), where it has room and programs in it may be run. A test makes and drops
 * a database of 300 files, which takes several times as long on a disk with a journal.
 */
export function memoryFolder(): string | undefined {
  if (!existsSync(folder) || !existsSync('/proc/mounts')) return undefined
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((line) => line.split(' ')[1] === folder)
  if (mount === undefined || mount.includes('noexec')) return undefined
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= room ? folder : undefined
}
