import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { App } from '../src/services/app.ts'
import { listEntries } from '../src/services/entry-list.ts'
import { importGit } from '../src/services/import-git.ts'
import { askGit } from '../src/io/git/run.ts'
import { undoChange } from '../src/services/undo.ts'
import { testApp } from './support/app.ts'
import { nightdesk } from './support/command-here.ts'

const zone = 'Europe/Berlin'

interface Desk {
  app: App
  root: string
  git(folder: string, ...args: string[]): string
  /** Writes a file and commits it; the minute orders the commits. */
  commit(folder: string, file: string, message: string, author?: string): Promise<void>
  run(authors?: string[], folder?: string): ReturnType<typeof importGit>
}

async function openDesk(t: TestContext): Promise<Desk> {
  const app = await testApp(t, { clock: () => new Date('2026-11-21T10:00:00Z') })
  const root = await mkdtemp(join(tmpdir(), 'nightdesk-git-'))
  t.after(async () => await rm(root, { recursive: true, force: true }))
  await writeFile(
    join(root, '.gitconfig'),
    '[user]\nname = Ada\nemail = Ada@Example.com\n[init]\ndefaultBranch = main\n',
  )
  const env = { PATH: process.env.PATH ?? '', HOME: root, GIT_CONFIG_NOSYSTEM: '1' }
  let minute = 0
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', args, {
      cwd: join(root, folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...env, GIT_AUTHOR_DATE: `2026-04-03T09:${String(minute).padStart(2, '0')}:00+02:00` },
    })
  const signal = new AbortController().signal
  const onRepository = () => {}
  return {
    app,
    root,
    git,
    async commit(folder, file, message, author) {
      minute += 1
      await writeFile(join(root, folder, file), `${message}\n`)
      git(folder, 'add', '.')
      git(folder, 'commit', '-q', '-m', message, ...(author === undefined ? [] : ['--author', author]))
    },
    run: async (authors = [], folder = root) =>
      await importGit(app, [folder], {
        zone,
        tags: [],
        private: false,
        dryRun: false,
        authors,
        env,
        signal,
        onRepository,
      }),
  }
}

async function makeRepository(desk: Desk, name = 'web'): Promise<void> {
  await mkdir(join(desk.root, name))
  desk.git(name, 'init', '-q')
  await desk.commit(name, 'a', 'Add a')
}

async function texts(app: App): Promise<string[]> {
  return (await listEntries(app, { zone })).map(({ text }) => text).sort()
}

test('own commits become entries with project, branch, tickets and the mark of an AI; trailers are no text', async (t) => {
  const desk = await openDesk(t)
  await makeRepository(desk)
  desk.git('web', 'checkout', '-q', '-b', 'feature/PAY-7-login')
  await desk.commit(
    'web',
    'b',
    'Add the login form (#12)\n\nIt took a day.\n\nCo-authored-by: Claude <noreply@anthropic.com>\nSigned-off-by: Ada <ada@example.com>',
  )
  const result = await desk.run()
  assert.deepEqual([result.imported, result.skipped, result.rejected], [2, 0, []])
  const [entry, first] = await listEntries(desk.app, { zone })
  assert.deepEqual([first?.text, first?.origin?.branch, first?.origin?.tickets], ['Add a', 'main', undefined])
  assert.equal(entry?.text, 'Add the login form (#12)\n\nIt took a day.')
  assert.equal(entry.at.toISOString(), '2026-04-03T07:02:00.000Z')
  assert.equal(entry.project, 'web')
  assert.deepEqual(entry.tags, ['ai-assisted'])
  const { commit, ...origin } = entry.origin ?? { kind: '', source: '' }
  assert.match(commit ?? '', /^[0-9a-f]{40}$/)
  assert.deepEqual(origin, {
    kind: 'git',
    source: 'web',
    branch: 'feature/PAY-7-login',
    tickets: ['#12', 'PAY-7'],
    coAuthors: ['Claude'],
    aiAssisted: true,
  })
})

test('merges, bots, lock files and other people stay out; .mailmap and --author bring more in', async (t) => {
  const desk = await openDesk(t)
  await makeRepository(desk)
  await desk.commit('web', 'package-lock.json', 'Bump the lock file')
  await desk.commit('web', 'b', 'By an old address', 'Ada <ada@old.example>')
  await desk.commit('web', 'c', 'By a bot', 'renovate[bot] <ada@example.com>')
  await desk.commit('web', 'd', 'By Bob', 'Bob <bob@example.com>')
  desk.git('web', 'checkout', '-q', '-b', 'side', 'HEAD~1')
  await desk.commit('web', 'e', 'On the side')
  desk.git('web', 'merge', '-q', '--no-ff', 'main', '-m', 'Merge main')
  const first = await desk.run()
  assert.deepEqual(first.reasons, { 'lock files only': 1, 'made by a bot': 1 })
  assert.deepEqual(await texts(desk.app), ['Add a', 'On the side'])
  await desk.commit('web', '.mailmap', 'Ada <ada@example.com> <ada@old.example>')
  assert.equal((await desk.run()).imported, 2)
  assert.equal((await desk.run(['BOB@'])).imported, 1)
  assert.ok((await texts(desk.app)).includes('By Bob'))
})

test('clones, bare ones, rebases and cherry-picks of one change are one entry, and a second run imports none', async (t) => {
  const desk = await openDesk(t)
  await makeRepository(desk)
  await desk.commit('web', 'b', 'Add b')
  desk.git('.', 'clone', '-q', 'web', 'copy')
  desk.git('.', 'clone', '-q', '--bare', 'web', 'bare.git')
  desk.git('copy', 'checkout', '-q', '-b', 'other', 'HEAD~1')
  await desk.commit('copy', 'c', 'Add c')
  // The same change with another message, parent and date has another hash.
  desk.git('copy', 'cherry-pick', 'main')
  desk.git('copy', 'commit', '-q', '--amend', '-m', 'Add b again', '--date', '2026-04-05T09:00:00Z')
  // A rebase that had a conflict: another change, begun by the same person at the same time.
  desk.git('copy', 'checkout', '-q', '-b', 'rebased', 'HEAD~1')
  const began = desk.git('copy', 'log', '-1', '--format=%aI').trim()
  await writeFile(join(desk.root, 'copy', 'c'), 'resolved\n')
  desk.git('copy', 'commit', '-q', '-a', '--amend', '-m', 'Add c', '--date', began)
  const first = await desk.run()
  assert.equal(first.imported, 3)
  assert.deepEqual(await texts(desk.app), ['Add a', 'Add b', 'Add c'])
  const second = await desk.run()
  assert.deepEqual([second.imported, Object.keys(second.reasons)], [0, ['already there']])
})

test('the same change in two repositories of their own is two entries', async (t) => {
  const desk = await openDesk(t)
  await makeRepository(desk, 'api')
  await desk.commit('api', 'LICENSE', 'Add the licence')
  await makeRepository(desk, 'web')
  await desk.commit('web', 'LICENSE', 'Add the licence')
  assert.equal((await desk.run()).imported, 4)
})

test('one undo takes an import back, and then it can be imported again; what was removed by hand stays out', async (t) => {
  const desk = await openDesk(t)
  await makeRepository(desk)
  await desk.commit('web', 'b', 'Add b')
  assert.equal((await desk.run()).imported, 2)
  const change = await undoChange(desk.app)
  assert.deepEqual([change.action, change.texts.length], ['import', 2])
  assert.deepEqual(await texts(desk.app), [])
  assert.equal((await desk.run()).imported, 2)
  const [entry] = await listEntries(desk.app, { zone })
  const { removeEntry } = await import('../src/services/worklog.ts')
  await removeEntry(desk.app, entry?.id ?? '')
  assert.equal((await desk.run()).imported, 0)
})

test('shallow, damaged, empty and broken repositories are survived and named', async (t) => {
  const desk = await openDesk(t)
  await makeRepository(desk)
  await desk.commit('web', 'b', 'Add b')
  await desk.commit('web', 'c', 'Add c')
  desk.git('.', 'clone', '-q', '--depth', '1', `file://${desk.root}/web`, 'shallow')
  await cp(join(desk.root, 'web'), join(desk.root, 'damaged'), { recursive: true })
  desk.git('damaged', 'branch', 'good', 'HEAD~1')
  const tip = desk.git('damaged', 'rev-parse', 'HEAD').trim()
  await rm(join(desk.root, 'damaged/.git/objects', tip.slice(0, 2), tip.slice(2)))
  await mkdir(join(desk.root, 'broken/.git'), { recursive: true })
  await mkdir(join(desk.root, 'empty'))
  desk.git('empty', 'init', '-q')
  const alone = await desk.run([], join(desk.root, 'damaged'))
  assert.equal(alone.imported, 2)
  const all = await desk.run()
  assert.equal(all.imported, 1)
  assert.deepEqual(await texts(desk.app), ['Add a', 'Add b', 'Add c'])
  const named = all.remarks.map((remark) => remark.split(':')[0])
  assert.deepEqual(named, ['broken', 'damaged', 'empty', 'shallow'])
})

test('a repository that names programs of its own is read and runs none of them', async (t) => {
  const desk = await openDesk(t)
  await makeRepository(desk, 'evil')
  const mark = join(desk.root, 'ran')
  const script = join(desk.root, 'script')
  const signature = '-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n'
  await writeFile(
    script,
    `#!/bin/sh\ntouch ${mark}\ncase "$1" in --status-fd=*) cat > /dev/null ;; esac\necho '[GNUPG:] SIG_CREATED ' >&2\nprintf -- '${signature}'\n`,
    { mode: 0o755 },
  )
  for (const [key, value] of [
    ['commit.gpgSign', 'true'],
    ['gpg.program', script],
    ['log.showSignature', 'true'],
    ['core.pager', script],
    ['diff.external', script],
    ['diff.x.textconv', script],
    ['diff.x.command', script],
    ['remote.origin.url', desk.root],
    ['remote.origin.uploadpack', script],
    ['remote.origin.promisor', 'true'],
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
  ] as const)
    desk.git('evil', 'config', key, value)
  await desk.commit('evil', '.gitattributes', '* diff=x')
  await desk.commit('evil', 'b', 'Signed')
  const blob = desk.git('evil', 'rev-parse', 'HEAD:b').trim()
  await rm(join(desk.root, 'evil/.git/objects', blob.slice(0, 2), blob.slice(2)))
  desk.git('evil', 'config', 'core.fsmonitor', script)
  await rm(mark)
  await desk.run()
  assert.equal(existsSync(mark), false)
  assert.ok((await texts(desk.app)).includes('Signed'))
})

test('a file named git in a repository is not taken for git, whatever PATH says', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-git-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'git'), '#!/bin/sh\necho planted\n', { mode: 0o755 })
  const own = process.env.PATH ?? ''
  for (const PATH of [`.:${own}`, `:${own}`, `bin/..:${own}`, '.']) {
    const env = { PATH }
    assert.match((await askGit({ folder, env }, ['--version'])).text, /^git version/)
  }
})

test('what was reverted, folded into another commit or is not done is no entry, and says why', async (t) => {
  const desk = await openDesk(t)
  await makeRepository(desk)
  await desk.commit('web', 'b', 'Add b')
  desk.git('web', 'revert', '--no-edit', 'HEAD')
  await desk.commit('web', 'c', 'Add c')
  desk.git('web', 'revert', '--no-edit', 'HEAD')
  desk.git('web', 'revert', '--no-edit', 'HEAD')
  await desk.commit('web', 'd', 'fixup! Add a')
  await desk.commit('web', 'e', 'squash! Add a')
  await desk.commit('web', 'f', 'WIP: the search')
  await desk.commit('web', 'g', 'Wipe the cache')
  await desk.commit('web', 'h', 'Add h (#4)', 'Bob <bob@example.com>')
  await desk.commit('web', 'i', 'Revert "Add h" (#5)')
  const result = await desk.run()
  assert.deepEqual(await texts(desk.app), ['Add a', 'Add c', 'Revert "Add h" (#5)', 'Wipe the cache'])
  assert.deepEqual(result.reasons, {
    'work in progress': 1,
    'fixups of other commits': 2,
    'reverted later': 2,
    'reverts of commits of yours': 2,
  })
})

test('a commit that somebody reverts after its import goes to the trash, and undo brings it back', async (t) => {
  const desk = await openDesk(t)
  await makeRepository(desk)
  desk.git('web', 'checkout', '-q', '-b', 'side')
  await desk.commit('web', 'b', 'Add b')
  desk.git('web', 'checkout', '-q', 'main')
  await desk.commit('web', 'c', 'Add c')
  desk.git('web', 'merge', '-q', '--no-ff', 'side', '-m', 'Merge side')
  assert.equal((await desk.run()).imported, 3)
  desk.git('.', 'clone', '-q', 'web', 'old-copy')
  desk.git('web', '-c', 'user.email=bob@example.com', 'revert', '--no-edit', '-m', '1', 'HEAD')
  const undo = async () =>
    (await nightdesk(['undo'], { databaseUrl: desk.app.config.database.url })).stdout.replace(/ \(.*\)/, '')
  const trashing = await desk.run()
  assert.deepEqual([trashing.imported, trashing.withdrawn], [0, 1])
  assert.equal(await undo(), 'Undid the removal of "Add b" by an import.\n')
  assert.deepEqual(await texts(desk.app), ['Add a', 'Add b', 'Add c'])
  await desk.commit('web', 'd', 'Add d')
  const again = await desk.run()
  assert.deepEqual([again.imported, again.withdrawn], [1, 1])
  assert.deepEqual(await texts(desk.app), ['Add a', 'Add c', 'Add d'])
  const [done, ...listed] = (await undo()).trimEnd().split('\n')
  assert.equal(done, 'Undid the import of 1 entry and the removal of 1 entry by it.')
  assert.deepEqual(listed.toSorted(), ['  Add b', '  Add d'])
  assert.deepEqual(await texts(desk.app), ['Add a', 'Add b', 'Add c'])
})
