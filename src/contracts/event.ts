import type { JsonObject } from '../base/json.ts'

export const eventLevels = ['debug', 'info', 'warning', 'error'] as const
export type EventLevel = (typeof eventLevels)[number]

export const eventSources = ['system', 'workflow', 'agent', 'llm', 'worker'] as const
export type EventSource = (typeof eventSources)[number]

/** What a workflow tells its timeline. */
export interface Note {
  /** Noun and verb in the past: `page-judged`, `mail-sent`. */
  name: string
  message: string
  data?: JsonObject
  level?: EventLevel
  source?: EventSource
}

/** One line on a job's timeline. */
export interface Event {
  id: string
  jobId: string | null
  /** That of its job: all jobs of a tree share one. */
  traceId: string | null
  at: Date
  level: EventLevel
  source: EventSource
  name: string
  message: string
  data: JsonObject
}
