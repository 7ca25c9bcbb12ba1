import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { AppError, codeOf } from '../../../base/app-error.ts'
import { sleep } from '../../../base/clock.ts'
import { newId } from '../../../base/id.ts'
import { processIdentity } from './process.ts'

const poll = 40

/**
 * Does `work` while no other process does work under the same file. A holder that died, kill -9 included, is known
 * by its process id and start time. Only manners depend on it: two servers cannot run on one folder, and a new
 * folder gets its name by an atomic rename.
 */
export async function withLock<Result>(
  file: string,
  work: () => Promise<Result>,
  { limit, signal }: { limit: number; signal?: AbortSignal | undefined },
): Promise<Result> {
  const mine = `${process.pid} ${processIdentity(process.pid)} ${newId()}`
  const deadline = Date.now() + limit
  while (!(await take(file, mine))) {
    if (Date.now() > deadline)
      throw new AppError(
        'failed',
        `Another command has held "${file}" for ${Math.round(limit / 1000)} seconds.`,
        {
          hint: 'Try again; when nothing else runs, delete that file.',
        },
      )
    await breakStale(file)
    await sleep(poll, signal)
  }
  try {
    return await work()
  } finally {
    if ((await read(file)) === mine) await rm(file, { force: true })
  }
}

// The content is there before the name is, so that nobody reads half of it.
async function take(file: string, mine: string): Promise<boolean> {
  const draft = `${file}.${newId()}`
  await writeFile(draft, mine, { flag: 'wx', mode: 0o600 })
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function breakStale(file: string): Promise<void> {
  const holder = await read(file)
  if (holder === undefined || isAlive(holder)) return
  const aside = `${file}.${newId()}`
  try {
    await rename(file, aside)
    // Another one may have broken it first and taken it: then this was theirs.
    if ((await read(aside)) !== holder) await link(aside, file)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error) ?? '')) throw error
  } finally {
    await rm(aside, { force: true })
  }
}

function isAlive(holder: string): boolean {
  const [pid = '', started] = holder.split(' ')
  return /^\d+$/.test(pid) && processIdentity(Number(pid)) === started
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
