import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '../../base/id.ts'
import type { Commit } from '../../contracts/commit.ts'
import { askGit, startGit, type GitPlace } from './run.ts'

/** What could be read of a repository, and in words what could not. */
export interface CommitReading {
  commits: Commit[]
  remarks: string[]
}

const plainDiff = ['--no-renames', '--no-color', '--no-ext-diff', '--no-textconv', '--submodule=short']
const patch =
  '--root -r -p --full-index --unified=3 --diff-algorithm=myers --src-prefix=a/ --dst-prefix=b/'.split(' ')
const diffTree = ['diff-tree', '--stdin', ...patch, ...plainDiff]
const authorWords = ['--fixed-strings', '--regexp-ignore-case']
const log = ['log', '--no-merges', '-z', '--name-only', '--encoding=UTF-8', ...authorWords, ...plainDiff]
const everywhere = ['--exclude=refs/stash', '--exclude=refs/notes/*', '--exclude=refs/bisect/*', '--all']
const mostRoots = 5
const mainNames = ['main', 'master', 'trunk', 'develop']
const mainBranches = ['heads', 'remotes/origin'].flatMap((place) =>
  mainNames.map((name) => `refs/${place}/${name}`),
)
const fields = ['%H', '%an', '%ae', '%aN', '%aE', '%aI', '%S', '%B']

/**
 * The commits on all branches and tags, the newest first, merges left out. `names` are parts of names or addresses
 * (as .mailmap has them) of which one must fit. Where a repository is damaged, each reference is tried alone.
 */
export async function readCommits(place: GitPlace, names: readonly string[]): Promise<CommitReading> {
  const authors = names.map((name) => `--author=${name}`)
  const all = await readLog(place, authors, everywhere)
  if (all.complaint === undefined) return { commits: await withMainBranch(place, all.commits), remarks: [] }
  const byHash = new Map(all.commits.map((commit) => [commit.hash, commit]))
  for (const reference of await referencesOf(place)) {
    const { commits } = await readLog(place, authors, [reference, '--'])
    for (const commit of commits) if (!byHash.has(commit.hash)) byHash.set(commit.hash, commit)
  }
  const why = all.complaint.split('\n')[0] ?? ''
  return {
    commits: [...byHash.values()],
    remarks: [`it is damaged, and not all of it could be read (${why})`],
  }
}

/**
 * git names one of the references that reach a commit. What was made on the main branch itself belongs to that one, also
 * where another branch grew out of it.
 */
async function withMainBranch(place: GitPlace, commits: Commit[]): Promise<Commit[]> {
  const { text } = await askGit(place, ['for-each-ref', '--format=%(refname)', ...mainBranches])
  const known = new Set(text.split('\n'))
  const main = mainBranches.find((name) => known.has(name))
  if (main === undefined) return commits
  const own = new Set((await askGit(place, ['rev-list', '--first-parent', main, '--'])).text.split('\n'))
  return commits.map((commit) => (own.has(commit.hash) ? { ...commit, reference: main } : commit))
}

/** The patch id of each commit that has one: equal for equal changes, wherever they were rebased or picked to. */
export async function readPatchIds(place: GitPlace, hashes: readonly string[]): Promise<Map<string, string>> {
  const boundary = await shallowBoundary(place)
  const wanted = hashes.filter((hash) => !boundary.has(hash))
  if (wanted.length === 0) return new Map()
  const diff = startGit(place, diffTree)
  const ids = startGit(place, ['patch-id', '--stable'])
  diff.input.end(`${wanted.join('\n')}\n`)
  const found = new Map<string, string>()
  const read = async () => {
    for await (const line of linesOf(ids.output)) {
      const [id, hash] = line.split(' ')
      if (id !== undefined && hash !== undefined) found.set(hash, id)
    }
  }
  // Where a damaged commit ends one of them early, what came before counts.
  await Promise.allSettled([pipeline(diff.output, ids.input), read(), diff.ended, ids.ended])
  return found
}

/**
 * Where the histories of a repository begin, at most five: what it has in common with its clones, and no other repository
 * has. None for a shallow clone, whose history begins elsewhere, and for a damaged one.
 */
export async function readRoots(place: GitPlace): Promise<string[]> {
  const { ok, text } = await askGit(place, ['rev-list', '--max-parents=0', ...everywhere])
  const boundary = await shallowBoundary(place)
  const roots = ok ? text.split('\n').filter((hash) => hash !== '' && !boundary.has(hash)) : []
  return roots.sort().slice(0, mostRoots)
}

/** True where history was cut off by `clone --depth`. */
export async function isShallow(place: GitPlace): Promise<boolean> {
  return (await askGit(place, ['rev-parse', '--is-shallow-repository'])).text.trim() === 'true'
}

/** The addresses that the configuration names as the person's own, as they stand and as .mailmap has them. */
export async function ownAddresses(place: GitPlace): Promise<string[]> {
  const { text } = await askGit(place, ['config', '--get-all', 'user.email'])
  const named = [...text.split('\n'), place.env.GIT_AUTHOR_EMAIL ?? '']
    .map((address) => address.trim().toLowerCase())
    .filter((address) => /^[^\s<>]+$/u.test(address))
  const mapped: string[] = []
  for (const address of new Set(named)) {
    const contact = (await askGit(place, ['check-mailmap', `<${address}>`])).text
    mapped.push(/<([^<>]+)>\s*$/u.exec(contact)?.[1]?.toLowerCase() ?? address)
  }
  return [...new Set([...named, ...mapped])]
}

/** Everybody's commits whose messages say that they take others back. */
export async function readReverts(place: GitPlace): Promise<Commit[]> {
  const words = ['This reverts', 'Revert "', 'Reapply "']
  return (
    await readLog(
      place,
      words.map((word) => `--grep=${word}`),
      everywhere,
    )
  ).commits
}

/** The hashes of the commits that came with a merge: those that `to` has and `from` lacks. */
export async function readBetween(
  place: GitPlace,
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const { ok, text } = await askGit(place, ['rev-list', `${from}..${to}`, '--'])
  return ok ? text.split('\n').filter((hash) => hash !== '') : []
}

async function readLog(place: GitPlace, filters: readonly string[], revisions: readonly string[]) {
  // Nobody who writes a message can know it.
  const mark = newId()
  const { input, output, ended } = startGit(place, [
    ...log,
    ...filters,
    `--format=format:${mark}${fields.join('%x00')}%x00`,
    ...revisions,
  ])
  input.end()
  const commits: Commit[] = []
  for await (const record of partsOf(output, mark)) {
    const commit = commitOf(record)
    if (commit !== undefined) commits.push(commit)
  }
  const { code, complaint } = await ended
  return { commits, complaint: code === 0 ? undefined : complaint || `git ended with ${code ?? 'a signal'}` }
}

function commitOf(record: string): Commit | undefined {
  const [
    hash = '',
    name = '',
    email = '',
    mappedName = '',
    mappedEmail = '',
    at = '',
    reference = '',
    message,
    ...files
  ] = record.split('\0')
  const date = new Date(at)
  if (message === undefined || Number.isNaN(date.getTime())) return undefined
  return {
    hash,
    author: { name, email },
    mapped: { name: mappedName, email: mappedEmail },
    at: date,
    reference,
    message,
    files: files.map((file) => file.replace(/^\n/u, '')).filter((file) => file !== ''),
  }
}

async function referencesOf(place: GitPlace): Promise<string[]> {
  const patterns = ['refs/heads', 'refs/remotes', 'refs/tags']
  const { text } = await askGit(place, ['for-each-ref', '--format=%(refname)', ...patterns])
  return text.split('\n').filter((name) => name.startsWith('refs/'))
}

/** Commits whose parents a shallow clone lacks: their difference is the whole tree. */
async function shallowBoundary(place: GitPlace): Promise<ReadonlySet<string>> {
  const { text } = await askGit(place, ['rev-parse', '--git-path', 'shallow'])
  const lines = await readFile(resolve(place.folder, text.trim()), 'utf8').catch(() => '')
  return new Set(lines.split('\n').filter((line) => line !== ''))
}

async function* linesOf(output: Readable): AsyncGenerator<string> {
  yield* partsOf(output, '\n')
}

/** The parts of a stream between marks. */
async function* partsOf(output: Readable, mark: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of output.setEncoding('utf8')) {
    const parts = (rest + String(chunk)).split(mark)
    rest = parts.pop() ?? ''
    yield* parts
  }
  yield rest
}
