import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { createScrubber } from '../src/base/scrubber.ts'
import { ask } from '../src/cli/ask.ts'
import type { Desk } from '../src/cli/command.ts'
import { openDesk } from '../src/cli/desk.ts'
import { createPrinter } from '../src/cli/print.ts'

function desk(interactive: boolean): Desk {
  const stream = () => Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream
  const scrubber = createScrubber()
  const print = createPrinter({ json: false, stdout: stream(), stderr: stream(), env: {}, scrubber })
  const opened = openDesk({ print, scrubber, signal: new AbortController().signal, env: {}, cwd: '/' })
  return { ...opened, interactive }
}

test('where nobody can answer nothing is done, and the command that needs no answer is named', async () => {
  const question = { text: 'Remove 3 entries?', instead: 'nightdesk rm 1a2b3c --yes' }
  await assert.rejects(ask(desk(false), question), {
    code: 'needs-answer',
    exitCode: 5,
    message: /^Remove 3 entries\? .*nothing was done/,
    hint: 'Try: nightdesk rm 1a2b3c --yes',
  })
})
