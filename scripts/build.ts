// Builds dist/ from src/: what is published, and what bin/ runs when it is newer than src/.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const startedAt = new Date()

rmSync(dist, { recursive: true, force: true })
const compiler = join(root, 'node_modules/typescript/bin/tsc')
const built = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
if (built.error) throw built.error
process.exitCode = built.status ?? 1
if (built.status === 0) finish()

/** Copies what is not TypeScript, then sets the mark: what changes in src/ from here on is newer than it. */
function finish(): void {
  const source = join(root, 'src')
  mkdirSync(dist, { recursive: true })
  cpSync(source, dist, {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || !path.endsWith('.ts'),
  })
  const mark = join(dist, 'built')
  writeFileSync(mark, '')
  utimesSync(mark, startedAt, startedAt)
}
