import type { Clause } from './claim-clause.ts'
import type { ClaimToken } from './claim-token.ts'

/** What the kinds of Conventional Commits (conventionalcommits.org, 1.0.0) say was done. */
const commitVerbs: Record<string, string> = {
  feat: 'add',
  fix: 'fix',
  perf: 'improve',
  refactor: 'refactor',
  docs: 'document',
  test: 'test',
}

interface Commit {
  verb: string
  end: number
  /** Whether the kind names what was made: `docs`, `test`. */
  isNoun: boolean
}

export function commitOf(text: string): Commit | undefined {
  const [head, kind = ''] = /^(feat|fix|perf|refactor|docs|test)(?:\([^)\n]{1,40}\))?!?:/u.exec(text) ?? []
  const verb = commitVerbs[kind]
  if (head === undefined || verb === undefined) return undefined
  return { verb, end: head.length, isNoun: kind === 'docs' || kind === 'test' }
}

/** `feat(api): cursor pagination`: what follows names the thing, and the writer did it. */
export function asCommit(clause: Clause, scope: readonly ClaimToken[], { verb, isNoun }: Commit): Clause {
  const tokens = [...scope, ...clause.tokens]
  if (clause.head !== -1 && clause.actor === 'me' && !isNoun)
    return { ...clause, tokens, head: clause.head + scope.length }
  return { ...clause, tokens, verb, deed: undefined, actor: 'me', share: 2, head: -1 }
}
