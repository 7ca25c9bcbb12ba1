import { PassThrough, Readable } from 'node:stream'
import { createScrubber } from '../../src/base/scrubber.ts'
import { wantsJson } from '../../src/cli/choice.ts'
import { runLine } from '../../src/cli/main.ts'
import { createPrinter } from '../../src/cli/print.ts'
import { environment, type CommandOptions, type Ran } from './command.ts'

/**
 * Runs a whole command line as a process would, in this one, which spares the start of Node and of all that is loaded.
 * What the process itself does (signals, pipes, its start and its end) is for `command.ts`.
 */
export async function nightdesk(args: readonly string[], options: CommandOptions = {}): Promise<Ran> {
  const env = environment(options)
  const scrubber = createScrubber()
  const [stdout, stderr] = [pipe(), pipe()]
  const print = createPrinter({ json: wantsJson(args), stdout, stderr, env, scrubber })
  const code = await runLine(args, {
    print,
    scrubber,
    signal: options.signal ?? new AbortController().signal,
    env,
    cwd: options.cwd ?? options.home ?? import.meta.dirname,
    stdin: Readable.from([options.input ?? '']),
  })
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

/** As much of a pipe as a printer looks at. */
function pipe(): NodeJS.WriteStream {
  return Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream
}
