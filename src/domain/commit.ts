import type { Commit } from '../contracts/commit.ts'
import { sha256 } from '../base/hash.ts'
import { ticketsIn } from './entry-names.ts'

/** What a commit says once it is taken apart. */
export interface ReadCommit {
  /** Subject and body without trailers. */
  text: string
  branch: string | undefined
  tickets: string[]
  coAuthors: string[]
  /** True where a trailer names a tool that writes code. */
  aiAssisted: boolean
}

const bots =
  /\[bot\]|^(?:dependabot|renovate|greenkeeper|snyk|github-actions|gitlab-bot|semantic-release|pre-commit-ci|allcontributors|imgbot|mergify|codecov|deepsource|weblate|crowdin|transifex|whitesource|mend-bolt|pyup|restyled|sonatype|depfu|scala-steward)\b|\bbot@|-bot\b/iu
const lockFiles = new Set(
  `package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock Cargo.lock Gemfile.lock
  poetry.lock uv.lock pdm.lock Pipfile.lock conda-lock.yml pixi.lock composer.lock go.sum go.work.sum flake.lock mix.lock
  rebar.lock pubspec.lock Podfile.lock Cartfile.resolved Package.resolved packages.lock.json gradle.lockfile
  .terraform.lock.hcl shard.lock stack.yaml.lock cabal.project.freeze MODULE.bazel.lock buf.lock Chart.lock`.split(
    /\s+/u,
  ),
)
const trailer =
  /^[A-Za-z][A-Za-z-]*-[A-Za-z-]+: \S|^(?:Fixes|Closes|Refs|See|Bug|Issue|Link|Cc|PR|Fixed|Resolves): \S/u
const written = /^(?:co-authored-by|assisted-by|generated-by|co-developed-by|ai-assisted-by):\s*(.+)$/iu
const generated = /^(?:🤖\s*)?generated (?:with|by)\b/iu
const aiNames =
  /\b(?:claude|anthropic|copilot|cursor(?:agent)?|codex|openai|chatgpt|gpt-?\d|gemini|devin|aider|windsurf|cody|tabnine|codewhisperer|amazon q|jules|sweep|qodo|junie|opencode|llm|goose ai|kiro)\b/iu
const branchTicket = /(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?!\d)/gu
const mostText = 4000

/** True for an author that is a program. */
export function isBot({ name, email }: Commit['author']): boolean {
  return bots.test(name) || bots.test(email)
}

/** True where a commit changes files, and all of them are written by package managers. */
export function changesLockFilesOnly({ files }: Pick<Commit, 'files'>): boolean {
  return files.length > 0 && files.every((file) => lockFiles.has(file.split('/').at(-1) ?? ''))
}

/**
 * What names a commit wherever it was cloned, rebased or picked to: its hash, its change, and who began it when, with
 * which files (a rebase with conflicts changes the change). Two repositories with different roots share no change: the
 * same licence, added to both, is two commits.
 */
export function keysOfCommit(
  { hash, author, at, message, files }: Commit,
  patchId: string | undefined,
  roots: readonly string[],
): string[] {
  const [subject = ''] = message.trim().split('\n')
  const began = sha256(
    [author.email.toLowerCase(), at.toISOString(), subject, ...files.toSorted()].join('\n'),
  )
  const changes = [`began:${began}`, ...(patchId === undefined ? [] : [`patch:${patchId}`])]
  return [`commit:${hash}`, ...roots.flatMap((root) => changes.map((change) => `${change}:${root}`))]
}

export function readCommit({ message, reference }: Pick<Commit, 'message' | 'reference'>): ReadCommit {
  const lines = message.replace(/\r\n?/gu, '\n').trim().split('\n')
  const signatures = lines.flatMap((line) => written.exec(line.trim())?.[1] ?? [])
  const tools = lines.filter((line) => generated.test(line.trim()))
  const branch = branchOf(reference)
  return {
    text: withoutTrailers(lines).slice(0, mostText).trim(),
    branch,
    tickets: [...new Set([...ticketsIn(message), ...(branch?.match(branchTicket) ?? [])])],
    coAuthors: [...new Set(signatures.map((name) => name.replace(/\s*<[^>]*>\s*$/u, '').trim()))],
    aiAssisted: [...signatures, ...tools].some((line) => aiNames.test(line)),
  }
}

/** The last paragraph goes where it holds nothing but trailers (git-interpret-trailers). */
function withoutTrailers(lines: readonly string[]): string {
  const kept = lines.filter(
    (line, index) => index === 0 || !(written.test(line.trim()) || generated.test(line.trim())),
  )
  const paragraphs = kept
    .join('\n')
    .trim()
    .split(/\n{2,}/u)
  const last = paragraphs.at(-1)?.split('\n') ?? []
  const isTrailers = paragraphs.length > 1 && last.every((line) => trailer.test(line) || /^\s+\S/u.test(line))
  return (isTrailers ? paragraphs.slice(0, -1) : paragraphs).join('\n\n')
}

/** `refs/remotes/origin/feature/login` → `feature/login`; a tag or a detached HEAD is no branch. */
function branchOf(reference: string): string | undefined {
  const branch = /^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/u.exec(reference)?.[1]
  return branch === 'HEAD' ? undefined : branch
}
