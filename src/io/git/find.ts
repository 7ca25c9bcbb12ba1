import { lstat, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AppError, codeOf } from '../../base/app-error.ts'

const deepest = 8
const mostFolders = 50_000
const never = new Set(['node_modules', '__pycache__'])

/** The repositories at and below a folder, work trees and bare ones, in the order of their paths. Links are not followed. */
export async function findRepositories(folder: string, signal?: AbortSignal): Promise<string[]> {
  const found: string[] = []
  const open = [{ path: resolve(folder), depth: 0 }]
  for (let seen = 0; seen < mostFolders; seen += 1) {
    signal?.throwIfAborted()
    const here = open.pop()
    if (here === undefined) break
    const names = await namesIn(here.path, here.depth === 0)
    if (isRepository(names)) found.push(here.path)
    // Inside a bare repository there is nothing but its own.
    if (here.depth < deepest && !isBare(names))
      open.push(...(await foldersIn(here.path, names)).map((path) => ({ path, depth: here.depth + 1 })))
  }
  return found.sort()
}

function isRepository(names: readonly string[]): boolean {
  return names.includes('.git') || isBare(names)
}

function isBare(names: readonly string[]): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => names.includes(name))
}

async function namesIn(folder: string, isAsked: boolean): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    // What somebody else keeps closed is not ours to report.
    if (!isAsked) return []
    const sentence =
      codeOf(error) === 'ENOENT'
        ? `There is no folder "${folder}".`
        : `"${folder}" is no folder that can be read.`
    throw new AppError('not-found', `${sentence} Nothing was imported.`, {
      hint: 'Try: nightdesk import git ~/code',
      cause: error,
    })
  }
}

async function foldersIn(folder: string, names: readonly string[]): Promise<string[]> {
  const folders: string[] = []
  for (const name of names) {
    if (never.has(name) || name.startsWith('.')) continue
    const path = join(folder, name)
    const entry = await lstat(path).catch(() => undefined)
    if (entry?.isDirectory() === true) folders.push(path)
  }
  return folders
}
