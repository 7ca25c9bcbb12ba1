/** Hexadecimal: 32 digits for a trace, 16 for a span. */
export interface Span {
  traceId: string
  spanId: string
  parentSpanId: string | null
  name: string
  /** `client`: a call that leaves the process. */
  kind: 'internal' | 'client'
  start: Date
  end: Date
  attributes: Readonly<Record<string, string | number | boolean>>
  /** Why it failed; undefined where it did not. */
  error: string | undefined
}

/** Where spans go. Recording never waits and never fails. */
export interface Tracer {
  record(span: Span): void
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>
}

/** Where traces are collected (OpenTelemetry, OTLP over HTTP). */
export interface TraceSettings {
  /** The whole address: `http://localhost:4318/v1/traces`. */
  url: string
  headers: Readonly<Record<string, string>>
  service: string
}
