declare module 'pino-roll' {
  import type { Writable } from 'node:stream'

  interface RollOptions {
    file: string
    size?: string | number
    frequency?: 'daily' | 'hourly' | number
    limit?: { count: number }
    mkdir?: boolean
  }
  function roll(options: RollOptions): Promise<Writable>
  export = roll
}
