import { once } from 'node:events'
import { AppError } from '../../base/app-error.ts'
import { systemClock } from '../../base/clock.ts'
import { isPlainObject, type JsonObject } from '../../base/json.ts'
import { listWords } from '../../base/text.ts'
import { openInspector, operationNames, type Inspector } from '../../services/inspect/index.ts'
import { type Desk, defineCommand } from '../command.ts'
import { readLines, type StreamLine } from '../json-lines.ts'
import { flag, text, texts } from '../option.ts'
import { localZone } from '../zone.ts'

const longestLine = 64 * 1024 * 1024
/** Requests that are answered at the same time, and their bytes; beyond, reading waits. */
const most = { requests: 32, bytes: 2 * longestLine }

const options = {
  ndjson: flag('--ndjson', 'one JSON request a line on standard input, one answer a line'),
  text: text('--text <text>', 'for skills and date: the text to read'),
  now: text('--now <time>', 'for date: the time it is, ISO 8601'),
  zone: text('--zone <zone>', 'for date: the time zone, such as Africa/Johannesburg'),
  claim: text('--claim <sentence>', 'for claim: what is claimed'),
  entry: texts('--entry <text...>', 'for claim: an entry of the log'),
}

export const inspect = defineCommand({
  name: 'inspect',
  summary: 'Ask the desk’s functions from scripts and tests, without a database',
  usage: '[operation]',
  options,
  examples: [
    'nightdesk inspect --ndjson < requests.ndjson',
    `echo '{"op":"urlKey","url":"https://a.example"}' | nightdesk inspect --ndjson`,
    'nightdesk inspect skills --text "Moved the shop to PostgreSQL"',
    'nightdesk inspect date --text "yesterday 9am" --zone Africa/Johannesburg',
  ],
  async run({ words: [operation], options }, desk) {
    if (operation === undefined && !options.ndjson)
      throw new AppError('wrong-use', 'nightdesk inspect needs --ndjson, or the name of an operation.', {
        hint: `Operations are ${listWords(operationNames)}. Try: nightdesk inspect skills --text "Moved to PostgreSQL"`,
      })
    const inspector = openInspector()
    try {
      if (operation === undefined) await answerLines(inspector, desk)
      else await answerOne(inspector, requestOf(operation, options, desk), desk)
    } finally {
      await inspector.close()
    }
  },
})

interface Flags {
  text: string | undefined
  now: string | undefined
  zone: string | undefined
  claim: string | undefined
  entry: readonly string[]
}

function requestOf(op: string, { text, now, zone, claim, entry }: Flags, desk: Desk): JsonObject {
  const at = now ?? systemClock().toISOString()
  return {
    op,
    ...(text === undefined ? {} : { text }),
    ...(claim === undefined ? {} : { claim }),
    now: at,
    zone: zone ?? localZone(desk.env),
    entries: entry.map((line, index) => ({ id: String(index + 1), text: line, at })),
  }
}

async function answerOne(inspector: Inspector, request: JsonObject, desk: Desk): Promise<void> {
  const { id: _none, ...reply } = await inspector.answer(request)
  if (typeof reply.error === 'string')
    throw new AppError('wrong-use', reply.error, { hint: 'Try: nightdesk inspect --help' })
  desk.print.data(reply, () => JSON.stringify(reply, null, 2))
}

/** Answers in whatever order they are ready, and ends when the input has ended and everything is answered. */
async function answerLines(inspector: Inspector, desk: Desk): Promise<void> {
  const { addAbortSignal } = await import('node:stream')
  const open = new Set<Promise<void>>()
  let bytes = 0
  const handle = async (line: StreamLine, size: number) => {
    const reply = await replyTo(line, inspector)
    desk.print.line(reply, () => JSON.stringify(reply))
    bytes -= size
  }
  for await (const line of readLines(addAbortSignal(desk.signal, process.stdin), longestLine)) {
    const size = 'tooLong' in line ? 0 : line.bytes
    bytes += size
    const answering = handle(line, size).finally(() => open.delete(answering))
    open.add(answering)
    while (open.size >= most.requests || (bytes > most.bytes && open.size > 0)) await Promise.race(open)
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  }
  await Promise.all(open)
}

async function replyTo(line: StreamLine, inspector: Inspector): Promise<JsonObject> {
  if ('tooLong' in line) {
    const error = `The line is longer than ${longestLine / 1024 / 1024} MiB.`
    return { id: idIn(line.tooLong), error }
  }
  let request: unknown
  try {
    request = JSON.parse(line.text)
  } catch {
    return { id: idIn(line.text), error: 'The line is no JSON.' }
  }
  return isPlainObject(request)
    ? await inspector.answer(request)
    : { id: null, error: 'A request is a JSON object.' }
}

/** The id that a line names which is no JSON as a whole; null where it names none. */
function idIn(text: string): string | number | null {
  const [, quoted, number] =
    /"id"\s*:\s*(?:("(?:[^"\\]|\\.){0,200}")|(-?\d{1,15}))/.exec(text.slice(0, 1000)) ?? []
  if (number !== undefined) return Number(number)
  try {
    return quoted === undefined ? null : (JSON.parse(quoted) as string)
  } catch {
    return null
  }
}
