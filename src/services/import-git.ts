import { basename, dirname } from 'node:path'
import { AppError } from '../base/app-error.ts'
import { cleanText, listWords } from '../base/text.ts'
import type { Commit } from '../contracts/commit.ts'
import type { ImportedItem } from '../contracts/import.ts'
import { changesLockFilesOnly, isBot, keysOfCommit, readCommit } from '../domain/commit.ts'
import { fatesOf, readRevert, revertedMerge } from '../domain/commit-fate.ts'
import type { CommitFates } from '../domain/commit-fate.ts'
import {
  findRepositories,
  isShallow,
  ownAddresses,
  readBetween,
  readCommits,
  readPatchIds,
  readReverts,
  readRoots,
} from '../io/git/index.ts'
import type { GitPlace } from '../io/git/index.ts'
import type { App } from './app.ts'
import { importItems } from './import.ts'
import type { Imported, ImportWish } from './import.ts'

export interface GitWish extends ImportWish {
  /** Parts of names or addresses: commits of these authors count too. */
  authors: readonly string[]
  env: NodeJS.ProcessEnv
  signal: AbortSignal
  /** Told before each repository is read: its folder, and how many are read already of how many. */
  onRepository(folder: string, read: number, all: number): void
}

/** Imports the person's own commits from all repositories at and below the folders, all or nothing. */
export async function importGit(
  app: App,
  folders: readonly string[],
  wish: GitWish,
): Promise<Imported & { repositories: number }> {
  const found = await Promise.all(folders.map(async (folder) => await findRepositories(folder, wish.signal)))
  const repositories = [...new Set(found.flat())]
  if (repositories.length === 0)
    throw new AppError('not-found', `There is no git repository at or below ${folders.join(', ')}.`, {
      hint: 'Try: nightdesk import git ~/code',
    })
  const reading: Gathered = { items: [], skipped: {}, withdrawn: [], remarks: [], strangers: 0 }
  for (const [index, folder] of repositories.entries()) {
    wish.signal.throwIfAborted()
    wish.onRepository(folder, index, repositories.length)
    await readRepository({ folder, now: app.clock() }, wish, reading)
  }
  if (reading.strangers === repositories.length) throw nobody()
  // An old clone may not know yet that a commit was reverted.
  const withdrawn = new Set(reading.withdrawn)
  const items = reading.items.filter(({ keys }) => !keys.some((key) => withdrawn.has(key)))
  return {
    ...(await importItems(app, { ...reading, items, rejected: [] }, wish)),
    repositories: repositories.length,
  }
}

interface Gathered {
  items: ImportedItem[]
  skipped: Record<string, number>
  /** Keys of commits that were reverted. */
  withdrawn: string[]
  remarks: string[]
  /** Repositories of which nobody knows whose commits are meant. */
  strangers: number
}

function nobody(): AppError {
  return new AppError('not-configured', 'git knows no user.email, so nobody knows whose commits are yours.', {
    hint: 'Try: git config --global user.email you@example.com\nor:  nightdesk import git --author "Your Name"',
  })
}

async function readRepository(
  { folder, now }: { folder: string; now: Date },
  wish: GitWish,
  gathered: Gathered,
): Promise<void> {
  const place: GitPlace = { folder, env: wish.env, signal: wish.signal }
  const name = nameOf(folder)
  const remark = (text: string) => void gathered.remarks.push(`${name}: ${text}.`)
  const own = await ownAddresses(place)
  const authors = [...own, ...wish.authors]
  if (authors.length === 0) {
    gathered.strangers += 1
    return remark('git knows no user.email here; name the author with --author')
  }
  const { commits, remarks } = await readCommits(place, authors)
  for (const text of remarks) remark(text)
  const meant = commits.filter((commit) => isMeant(commit, own, wish.authors))
  const fates = await readFates(place, meant)
  const kept = meant.filter((commit) => {
    const why = reasonToSkip(commit, now) ?? fates.reasons.get(commit.hash)
    if (why !== undefined) gathered.skipped[why] = (gathered.skipped[why] ?? 0) + 1
    return why === undefined
  })
  if (await isShallow(place)) remark('it is a shallow clone, so older commits are missing')
  const roots = await readRoots(place)
  const patches = await readPatchIds(
    place,
    kept.map(({ hash }) => hash),
  )
  const reverted = meant.filter(({ hash }) => fates.reverted.has(hash))
  gathered.withdrawn.push(...reverted.flatMap((commit) => keysOfCommit(commit, undefined, roots)))
  gathered.items.push(
    ...kept.map((commit) => itemOf(commit, keysOfCommit(commit, patches.get(commit.hash), roots), name)),
  )
  if (commits.length === 0 && remarks.length === 0) remark(`no commit by ${listWords(authors, 'or')}`)
}

async function readFates(place: GitPlace, commits: readonly Commit[]): Promise<CommitFates> {
  const reverts = (await readReverts(place)).map(async (commit) => {
    const merge = revertedMerge(commit)
    return readRevert(commit, merge === undefined ? [] : await readBetween(place, merge))
  })
  return fatesOf(
    commits,
    (await Promise.all(reverts)).filter((revert) => revert !== undefined),
  )
}

function isMeant({ author, mapped }: Commit, own: readonly string[], asked: readonly string[]): boolean {
  const addresses = [author.email, mapped.email].map((email) => email.toLowerCase())
  const words = `${author.name} <${author.email}> ${mapped.name} <${mapped.email}>`.toLowerCase()
  return (
    own.some((email) => addresses.includes(email)) || asked.some((part) => words.includes(part.toLowerCase()))
  )
}

function reasonToSkip(commit: Commit, now: Date): string | undefined {
  if (commit.at > now) return 'dated in the future'
  if (isBot(commit.author)) return 'made by a bot'
  if (changesLockFilesOnly(commit)) return 'lock files only'
  return commit.message.trim() === '' ? 'without a message' : undefined
}

function itemOf(commit: Commit, keys: readonly string[], repository: string): ImportedItem {
  const { text, branch, tickets, coAuthors, aiAssisted } = readCommit(commit)
  return {
    line: null,
    at: commit.at,
    text: cleanText(text),
    project: repository,
    tags: aiAssisted ? ['ai-assisted'] : [],
    private: false,
    keys,
    origin: {
      kind: 'git',
      source: repository,
      commit: commit.hash,
      ...(branch === undefined ? {} : { branch }),
      ...(tickets.length === 0 ? {} : { tickets }),
      ...(coAuthors.length === 0 ? {} : { coAuthors }),
      ...(aiAssisted ? { aiAssisted } : {}),
    },
  }
}

/** `/home/ada/code/shop` and `/srv/shop.git` are both `shop`. */
function nameOf(folder: string): string {
  const name = basename(folder).replace(/\.git$/u, '')
  return name === '' ? basename(dirname(folder)) : name
}
