import { stripVTControlCharacters, styleText } from 'node:util'
import type { ErrorCode } from '../base/app-error.ts'
import type { Scrubber } from '../base/scrubber.ts'
import { stripControls } from '../base/text.ts'
import { wrapLines } from './paragraph.ts'
import { widthOf } from './table.ts'

type Style = Parameters<typeof styleText>[0]

/** What went wrong, as a person reads it. */
export interface Failure {
  code: ErrorCode
  message: string
  hint: string | undefined
}

/** Data on stdout, talk on stderr. Everything is scrubbed of secrets on its way out. */
export interface Printer {
  /** True with `--json`: data is JSON and talk is silent. */
  json: boolean
  /** Columns of the terminal; 80 where there is none. */
  columns: number
  /** What a table may take: the terminal's columns; undefined where stdout is a pipe or a file and nothing is cut. */
  room: number | undefined
  /** True when talk goes to a terminal, so that a line may be redrawn. */
  live: boolean
  /** Prints a value: as JSON with `--json`, else the text that `human` makes. */
  data(value: unknown, human: () => string): void
  /** One JSON value on a line of its own (`tail --json`), else the text. */
  line(value: unknown, human: () => string): void
  /** Talk: progress, confirmations; long lines are broken at words for a terminal. Silent with `--json`. */
  say(text: string): void
  /** What one can do next, a command each. Silent with `--json`. */
  next(...commands: string[]): void
  /** What went wrong, on stderr: `error: …` and the hint, broken like talk, or `{"error":{…}}` with `--json`. */
  fail(failure: Failure): void
  /** Text in a style, where the terminal shows styles. */
  paint: (style: Style, text: string) => string
  /** Text from outside, safe for a terminal. */
  safe: (text: string) => string
}

export interface PrinterOptions {
  json: boolean
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  env: NodeJS.ProcessEnv
  scrubber: Scrubber
}

// A terminal that does not know its width says 0.
const usualColumns = 80

export function createPrinter({ json, stdout, stderr, env, scrubber }: PrinterOptions): Printer {
  const colours = { stdout: wantsColour(stdout, env), stderr: wantsColour(stderr, env) }
  const anyColour = colours.stdout || colours.stderr
  const write = (stream: NodeJS.WriteStream, colour: boolean, text: string) => {
    const scrubbed = scrubber.scrub(text)
    stream.write(`${anyColour && !colour ? stripVTControlCharacters(scrubbed) : scrubbed}\n`)
  }
  const roomOf = (stream: NodeJS.WriteStream) => (stream.isTTY ? stream.columns || usualColumns : undefined)
  const talk = (text: string) => write(stderr, colours.stderr, text)
  const print = (text: string) => write(stdout, colours.stdout, text)
  const paint = (style: Style, text: string) =>
    anyColour ? styleText(style, text, { validateStream: false }) : text
  // A secret goes before lines are broken: in two of them it would not be known.
  const safe = (text: string) => stripControls(scrubber.scrub(text))
  return {
    json,
    columns: stdout.columns || stderr.columns || usualColumns,
    room: roomOf(stdout),
    live: stderr.isTTY && !json && env.TERM !== 'dumb',
    data: (value, human) => print(json ? JSON.stringify(value, null, 2) : human()),
    line: (value, human) => print(json ? JSON.stringify(value) : human()),
    say: (text) => {
      if (!json) talk(wrapLines(scrubber.scrub(text), roomOf(stderr)))
    },
    next: (...commands) => {
      if (!json) talk(nextLines(commands, paint))
    },
    fail: (failure) =>
      talk(json ? failureJson(failure) : failureLines(failure, { paint, safe }, roomOf(stderr))),
    paint,
    safe,
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

function failureJson({ code, message, hint }: Failure): string {
  return JSON.stringify({ error: { code, message, hint: hint ?? null } })
}

function failureLines(
  { message, hint }: Failure,
  { paint, safe }: Pick<Printer, 'paint' | 'safe'>,
  room: number | undefined,
): string {
  const sentence = wrapLines(`${paint('red', 'error:')} ${safe(message)}`, room)
  return hint === undefined ? sentence : `${sentence}\n${hintLines(safe(hint), room)}`
}

/** Sentences are broken at words; a command to try stays whole, so that it can be copied. */
function hintLines(hint: string, room: number | undefined): string {
  const lines = hint.split('\n').flatMap((line) => {
    if (room === undefined || widthOf(line) <= room) return [line]
    return line.split(/ (?=try: )/iu).map((part) => (/^try: /iu.test(part) ? part : wrapLines(part, room)))
  })
  return lines.join('\n')
}
