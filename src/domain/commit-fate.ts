import type { Commit } from '../contracts/commit.ts'

/** What came of commits that are no work of their own. */
export interface CommitFates {
  /** Why a commit is left out, by its hash. */
  reasons: ReadonlyMap<string, string>
  /** Those among them whose work was taken back. */
  reverted: ReadonlySet<string>
}

/** A commit that takes others back: by their hashes, all between two of them (a merge), or by their subject. */
export interface Revert {
  commit: Commit
  hashes: readonly string[]
  subject: string | undefined
}

/** `fixup!`, `squash!`, `amend!`: what `git rebase --autosquash` folds into another commit (git-commit). */
const folded = /^(?:fixup|squash|amend)! /u
const unfinished = /^[[(]?(?:wip|work in progress|work-in-progress|do not merge|dnm)\b/iu
const quoted = /^(?:Revert|Reapply) "(.+)"(?: \(#\d+\))?$/u
const named = /\bThis reverts (?:commit|merge request|the commit) ([0-9a-f]{7,64})/giu
const merged = /reversing\s+changes\s+made\s+to\s+([0-9a-f]{7,64})/iu

/** The hashes of a merge and of what it was merged into, where a message takes a merge back. */
export function revertedMerge({ message }: Commit): { from: string; to: string } | undefined {
  const [from, to] = [merged.exec(message)?.[1], new RegExp(named).exec(message)?.[1]]
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** Reads a commit as a revert; undefined where it is none. `between` are the commits of a merge that it names. */
export function readRevert(commit: Commit, between: readonly string[]): Revert | undefined {
  const hashes = Array.from(commit.message.matchAll(named), ([, hash = '']) => hash)
  const subject = quoted.exec(subjectOf(commit))?.[1]
  // A message may speak of reverts of others; who writes by hand names the commit.
  if (hashes.length === 0 && (subject === undefined || !subjectOf(commit).startsWith('Revert')))
    return undefined
  return { commit, hashes: [...hashes, ...between], subject: hashes.length === 0 ? subject : undefined }
}

/**
 * What came of one's commits. `reverts` are everybody's. A revert that was reverted itself counts for nothing, and one
 * that took nothing of these commits back is work like any other.
 */
export function fatesOf(commits: readonly Commit[], reverts: readonly Revert[]): CommitFates {
  const reverted = new Set<string>()
  const taking = new Set<string>()
  const known = [
    ...new Map([...reverts.map(({ commit }) => commit), ...commits].map((one) => [one.hash, one])).values(),
  ]
  for (const revert of reverts.toSorted((a, b) => b.commit.at.getTime() - a.commit.at.getTime())) {
    if (reverted.has(revert.commit.hash)) continue
    const targets = targetsOf(revert, known)
    for (const { hash } of targets) reverted.add(hash)
    if (targets.length > 0) taking.add(revert.commit.hash)
  }
  const reasons = commits.flatMap((commit): [string, string][] => {
    const why = reverted.has(commit.hash)
      ? 'reverted later'
      : taking.has(commit.hash)
        ? 'reverts of commits of yours'
        : reasonOf(commit)
    return why === undefined ? [] : [[commit.hash, why]]
  })
  return { reasons: new Map(reasons), reverted }
}

/** By hash; where a rebase gave the commit another one, the newest one before with that subject. */
function targetsOf({ commit, hashes, subject }: Revert, known: readonly Commit[]): Commit[] {
  const others = known.filter((other) => other.hash !== commit.hash)
  if (hashes.length > 0) return others.filter(({ hash }) => hashes.some((start) => hash.startsWith(start)))
  const older = others.filter((other) => other.at <= commit.at && withoutNumber(subjectOf(other)) === subject)
  return older.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, 1)
}

function reasonOf(commit: Commit): string | undefined {
  const subject = subjectOf(commit)
  if (folded.test(subject)) return 'fixups of other commits'
  return unfinished.test(subject) ? 'work in progress' : undefined
}

function subjectOf({ message }: Commit): string {
  return message.trimStart().split('\n', 1)[0]?.trimEnd() ?? ''
}

/** `Add the login (#12)`: hosts add the number of the pull request, and leave it out where they revert it. */
function withoutNumber(subject: string): string {
  return subject.replace(/ \(#\d+\)$/u, '')
}
