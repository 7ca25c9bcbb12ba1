/** What a process says of itself, for operators: one JSON object a line. Jobs tell their own story in events. */
export interface Log {
  write(level: 'debug' | 'info' | 'warn' | 'error', message: string, data?: Record<string, unknown>): void
  /** Writes what is left, and nothing that comes later. */
  close(): Promise<void>
}
