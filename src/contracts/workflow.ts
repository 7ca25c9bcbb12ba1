import type * as v from 'valibot'
import type { Json } from '../base/json.ts'
import type { Agent } from './agent.ts'
import type { ArtifactStore } from './artifact.ts'
import type { Note } from './event.ts'
import type { Fetcher } from './fetcher.ts'
import type { ChildResult, JobLimit, RetryPolicy } from './job.ts'
import type { Mailer } from './mailer.ts'
import type { Parse } from './parser.ts'
import type { Sql } from './sql.ts'

/** Who does what, carried through everything that a job touches. */
export interface ExecutionContext {
  jobId: string
  traceId: string
  org: string
  userId: string | null
  /** How often this job was tried before, shutdowns and crashes not counted. */
  attempt: number
  /** A person waits for it at a terminal: what models write is shown as it comes. */
  watched: boolean
}

/** What an answer is, and who gave it. */
export interface Answered<Output> {
  output: Output
  /** `offline`, or provider and model: `openai-compatible/gpt-5-mini`. */
  engine: string
}

export interface AskOptions {
  /** The id of a provider: nobody else is asked, whatever the routes say. */
  provider?: string | undefined
}

export interface StartOptions {
  /** Names the child within its parent: starting it twice with one key gives the same child. */
  key: string
  priority?: number
  maxRetries?: number
  /** Milliseconds that one attempt may take. */
  timeout?: number
  scheduledFor?: Date
}

/** What configuration says that a workflow may know. */
export interface WorkflowSettings {
  /** Where links in mails point, without a slash at the end. */
  publicUrl: string
  /** The address that mails come from. */
  mailFrom: string
  /** An address that takes the wish to get no more mail; none where absent. */
  mailUnsubscribe?: string | undefined
}

/** The only way from a workflow to the world. */
export interface WorkflowContext extends ExecutionContext {
  sql: Sql
  settings: WorkflowSettings
  fetch: Fetcher
  parse: Parse
  mail: Mailer
  artifacts: ArtifactStore
  /** Fires on cancel, timeout, shutdown and a lost lease. */
  signal: AbortSignal
  now(): Date
  /** Asks a model, or the agent's offline method where none is configured. A finished call is never paid twice. */
  ask<Input, Output>(
    agent: Agent<Input, Output>,
    input: Input,
    options?: AskOptions,
  ): Promise<Answered<Output>>
  /** Runs `work` once per job; a later attempt gets the kept result. The result must be JSON, of at most 4 MiB. */
  step<Result extends Json>(name: string, work: () => Promise<Result>): Promise<Result>
  /** Starts a child job and returns its id. Those that are started side by side are enqueued together. */
  start<Payload>(workflow: Workflow<Payload>, payload: Payload, options: StartOptions): Promise<string>
  /** Lets go of the worker until all children have ended; then the workflow runs again from its top, replaying its steps. */
  children(): Promise<ChildResult[]>
  note(note: Note): Promise<void>
  progress(done: number, total: number): Promise<void>
}

export interface Workflow<Payload = unknown, Result extends Json | void = Json | void> {
  type: string
  /** What it does, in a line for `jobs list` and the docs. */
  summary: string
  payload: v.GenericSchema<unknown, Payload>
  retryPolicy?: RetryPolicy
  maxRetries?: number
  /** Milliseconds that one attempt may take; 10 minutes where absent. */
  timeout?: number
  /** How many of its jobs run at once: all of the type, or those with a key that the payload names. */
  limit?(payload: Payload): JobLimit | undefined
  /**
   * Whether it ends within some milliseconds: always, or where no model is asked. A worker then fetches and claims many
   * of its jobs at a time, before there is a place for each of them.
   */
  short?: 'always' | 'offline'
  /** Returns at most 16 MiB of JSON; over 1 MiB it is kept as an artifact. What is larger still, the workflow writes as artifacts itself. */
  run(payload: Payload, context: WorkflowContext): Promise<Result>
}

/** Declares a workflow. The type parameter keeps payload and result typed where it is started by name. */
export function defineWorkflow<Payload, Result extends Json | void>(
  workflow: Workflow<Payload, Result>,
): Workflow<Payload, Result> {
  return workflow
}
