import { styleText } from 'node:util'
import type { Scrubber } from '../base/scrubber.ts'
import { stripControls } from '../base/text.ts'

type Style = Parameters<typeof styleText>[0]

/** Data on stdout, talk on stderr. Everything is scrubbed of secrets on its way out. */
export interface Printer {
  /** True with `--json`: data is JSON and talk is silent. */
  json: boolean
  /** Columns of the terminal; 80 where there is none. */
  columns: number
  /** True when talk goes to a terminal, so that a line may be redrawn. */
  live: boolean
  /** Prints a value: as JSON with `--json`, else the text that `human` makes. */
  data(value: unknown, human: () => string): void
  /** One JSON value on a line of its own (`tail --json`), else the text. */
  line(value: unknown, human: () => string): void
  /** Talk: progress, confirmations. Silent with `--json`. */
  say(text: string): void
  /** What one can do next, a command each. Silent with `--json`. */
  next(...commands: string[]): void
  /** Text in a style, where the terminal shows styles. */
  paint(style: Style, text: string): string
  /** Text from outside, safe for a terminal. */
  safe(text: string): string
}

export interface PrinterOptions {
  json: boolean
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  env: NodeJS.ProcessEnv
  scrubber: Scrubber
}

export function createPrinter({ json, stdout, stderr, env, scrubber }: PrinterOptions): Printer {
  const colour = wantsColour(stdout, env)
  const write = (stream: NodeJS.WriteStream, text: string) => {
    stream.write(`${scrubber.scrub(text)}\n`)
  }
  const paint = (style: Style, text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text
  return {
    json,
    columns: stdout.columns ?? stderr.columns ?? 80,
    live: stderr.isTTY && !json && env.TERM !== 'dumb',
    data: (value, human) => write(stdout, json ? JSON.stringify(value, null, 2) : human()),
    line: (value, human) => write(stdout, json ? JSON.stringify(value) : human()),
    say: (text) => {
      if (!json) write(stderr, text)
    },
    next: (...commands) => {
      if (!json) write(stderr, nextLines(commands, paint))
    },
    paint,
    safe: stripControls,
  }
}

function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return stream.isTTY && env.TERM !== 'dumb'
}

function nextLines(commands: readonly string[], paint: Printer['paint']): string {
  return commands
    .map((command, index) => `${index === 0 ? 'Next:' : '     '} ${paint('cyan', command)}`)
    .join('\n')
}
