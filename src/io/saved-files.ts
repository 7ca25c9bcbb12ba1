import { constants } from 'node:fs'
import type { Dirent } from 'node:fs'
import { lstat, open, readdir, realpath } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'

/** One saved document, read whole. */
export interface SavedFile {
  path: string
  /** Below its folder. */
  name: string
  contentType: string
  body: Uint8Array
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xhtml': 'application/xhtml+xml',
  '.txt': 'text/plain; charset=utf-8',
}
const mostFiles = 500
const mostEntries = 20_000
const deepest = 5
const largestBytes = 10 * 1024 * 1024

/**
 * The saved pages and texts of a folder and of those below it, the last changed first, at most 500. It never leaves the
 * folder: links are left out, and so is what is not a plain file. `skip` is told why something was left out.
 */
export async function* savedFiles(
  folder: string,
  skip: (sentence: string) => void,
): AsyncGenerator<SavedFile> {
  const root = await realpath(folder)
  const found = await datedFiles(root, skip)
  found.sort((a, b) => b.changedAt - a.changedAt || (a.path < b.path ? -1 : 1))
  if (found.length > mostFiles)
    skip(`${folder} holds ${found.length} pages; the ${mostFiles} that changed last are read`)
  for (const { path } of found.slice(0, mostFiles)) {
    const name = relative(root, path)
    const body = await readWithin(path, (why) => skip(`${name} ${why}`))
    const contentType = types[extname(path).toLowerCase()]
    if (body !== undefined && contentType !== undefined) yield { path, name, contentType, body }
  }
}

async function datedFiles(root: string, skip: (sentence: string) => void) {
  const files: { path: string; changedAt: number }[] = []
  const folders = [{ path: root, depth: 0 }]
  let entries = 0
  for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
    for (const entry of await readdir(next.path, { withFileTypes: true })) {
      entries += 1
      if (entries > mostEntries) {
        skip(`the folder holds more than ${mostEntries} files; the rest is left out`)
        return files
      }
      const path = join(next.path, entry.name)
      if (entry.isSymbolicLink()) skip(`${relative(root, path)} is a link, which is not followed`)
      else if (isPageFolder(entry) && next.depth < deepest) folders.push({ path, depth: next.depth + 1 })
      else if (isPageFile(entry)) files.push({ path, changedAt: (await lstat(path)).mtimeMs })
    }
  }
  return files
}

/** Hidden folders, and those in which browsers keep the pictures of a page, hold no pages. */
function isPageFolder(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.') && !/_files$/i.test(entry.name)
}

function isPageFile(entry: Dirent): boolean {
  return entry.isFile() && !entry.name.startsWith('.') && extname(entry.name).toLowerCase() in types
}

/** Reads a file that is still what it was when the folder was listed: no link on its way, and a plain file. */
async function readWithin(path: string, skip: (why: string) => void): Promise<Uint8Array | undefined> {
  if ((await realpath(path)) !== path) {
    skip('leads out of its folder')
    return undefined
  }
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const found = await handle.stat()
    if (!found.isFile()) skip('is not a plain file')
    else if (found.size > largestBytes) skip(`has ${found.size} bytes, more than ${largestBytes}`)
    else return await handle.readFile()
    return undefined
  } finally {
    await handle.close()
  }
}
