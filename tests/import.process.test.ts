import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSource } from './support/source-file.ts'

const source = join(import.meta.dirname, '../src')

test('nothing happens when a file is imported: no output, no handle, no listener', () => {
  const files = readSource().map(({ path }) => join(source, path))
  const program = `
    const listeners = () => process.eventNames().map((name) => name + ' ' + process.listenerCount(name)).sort().join()
    const before = listeners()
    for (const file of ${JSON.stringify(files)}) await import(file)
    const held = process.getActiveResourcesInfo().filter((name) => !['PipeWrap', 'TTYWrap'].includes(name))
    if (held.length > 0) console.log('held:', held.join())
    if (before !== listeners()) console.log('listeners:', before, listeners())
    process.exit()
  `
  const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
  assert.deepEqual([ran.status, ran.stdout, ran.stderr], [0, '', ''])
})
