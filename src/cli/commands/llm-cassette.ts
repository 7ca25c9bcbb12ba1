import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { AppError } from '../../base/app-error.ts'
import { count } from '../../base/text.ts'
import type { RecordedCall } from '../../services/cassette.ts'
import { defineCommand } from '../command.ts'
import { flag, text, whole } from '../option.ts'
import { table } from '../table.ts'

const usualDays = 1

export const record = defineCommand({
  name: 'record',
  summary: 'write the answers of models into a file, from which they can be replayed',
  usage: '<file>',
  options: {
    job: text('--job <job>', 'only of this job and its tree'),
    days: whole('--days <number>', `of the last days; ${usualDays} where absent`),
    yes: flag('--yes', 'replace a file that is there'),
  },
  examples: ['nightdesk llm record answers.jsonl', 'nightdesk llm record answers.jsonl --job 1a2b3c4d'],
  async run({ words: [file = ''], options }, desk) {
    const { recordCassette } = await import('../../services/cassette.ts')
    const { job, days = usualDays, yes: replace } = options
    const calls = await recordCassette(await desk.app(), file, { job, days, replace })
    desk.print.data({ file, calls }, () => `${count(calls, 'call')} written to ${file}`)
    desk.print.next(`nightdesk llm replay ${file}`)
  },
})

export const replay = defineCommand({
  name: 'replay',
  summary:
    'run a command with answers from a file only; nothing is asked live. Without a command list its calls',
  usage: '<file> [command...]',
  examples: [
    'nightdesk llm replay answers.jsonl',
    'nightdesk llm replay answers.jsonl -- report standup --json',
  ],
  async run({ words: [file = '', ...command] }, desk) {
    const { loadCassette, refuseDaemon } = await import('../../services/cassette.ts')
    const calls = loadCassette(file)
    if (command.length > 0) {
      await refuseDaemon(await desk.app())
      return await runWith(command, { ...desk.env, LLM_CASSETTE: resolve(desk.cwd, file) })
    }
    desk.print.data(calls, () => {
      const rows = calls.map((call) => [
        call.agent,
        `${call.provider}/${call.model}`,
        call.failure ?? call.state,
        tokensText(call),
      ])
      return table(
        rows.map((row) => row.map(desk.print.safe)),
        { columns: desk.print.room },
      )
    })
    desk.print.next(`nightdesk llm replay ${file} -- report standup`)
    return 0
  },
})

function tokensText({ inputTokens, outputTokens }: RecordedCall): string {
  if (inputTokens === null && outputTokens === null) return 'tokens unknown'
  return `${inputTokens ?? '?'} + ${outputTokens ?? '?'} tokens`
}

/** The same program again: its configuration is read once, at its start. Ctrl-C reaches both. */
async function runWith(command: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [program] = process.argv.slice(1)
  if (program === undefined) throw new AppError('failed', 'This program does not know its own place.')
  const child = spawn(process.execPath, [...process.execArgv, program, ...command], { env, stdio: 'inherit' })
  const [code] = (await once(child, 'close')) as [number | null]
  return code ?? 130
}
