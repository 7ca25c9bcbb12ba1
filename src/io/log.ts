import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Scrubber } from '../base/scrubber.ts'
import type { LogLevel } from '../contracts/config.ts'
import type { Log } from '../contracts/log.ts'

export interface LogSettings {
  level: LogLevel
  /** Rotated: `nightdesk.log` becomes `nightdesk.1.log`, `nightdesk.2.log`, … Undefined: standard output. */
  file: string | undefined
  scrubber: Scrubber
}

interface Destination {
  write(line: string): void
  end(): Promise<void>
}

const rotation = { size: '10m', frequency: 'daily', limit: { count: 7 } } as const
const redacted = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'apiKey',
  'smtpUrl',
  'databaseUrl',
]

/** Opens the log: JSON lines without secrets, neither by the name of a field nor by their value. */
export async function openLog({ level, file, scrubber }: LogSettings): Promise<Log> {
  const { pino } = await import('pino')
  const destination = file === undefined ? standardOutput() : await rotatedFile(file)
  const paths = redacted.flatMap((name) => [name, `*.${name}`])
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: '[secret]' },
    },
    { write: (line: string) => destination.write(scrubber.scrub(line)) },
  )
  return {
    write: (severity, message, data) => logger[severity](data ?? {}, message),
    close: async () => {
      // What goes on in the background has nowhere to write to.
      logger.level = 'silent'
      await destination.end()
    },
  }
}

function standardOutput(): Destination {
  return {
    write: (line) => void process.stdout.write(line),
    end: () => Promise.resolve(),
  }
}

async function rotatedFile(file: string): Promise<Destination> {
  await mkdir(dirname(file), { recursive: true })
  const { default: roll } = await import('pino-roll')
  const stream = await roll({ file, ...rotation, mkdir: true })
  return {
    write: (line) => void stream.write(line),
    async end() {
      stream.end()
      await once(stream, 'close')
    },
  }
}
