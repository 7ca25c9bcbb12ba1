import { newId } from '../../src/base/id.ts'
import type { Json } from '../../src/base/json.ts'
import type { Agent } from '../../src/contracts/agent.ts'
import type { Note } from '../../src/contracts/event.ts'
import type { Sql } from '../../src/contracts/sql.ts'
import type { WorkflowContext } from '../../src/contracts/workflow.ts'

/** What a workflow under test is given: a real database, and agents that answer offline unless told otherwise. */
export interface FakeContextOptions {
  sql: Sql
  org: string
  userId: string
  now?: Date
  jobId?: string
  /** Answers in place of the offline methods. */
  answer?: (agent: string, input: unknown) => unknown
}

export interface FakeContext extends WorkflowContext {
  notes: Note[]
  /** Every question that was asked, as the model would have read it. */
  prompts: string[]
}

/** A context outside the engine. What the workflow should not need rejects when it is used. */
export function fakeContext(options: FakeContextOptions): FakeContext {
  const { sql, org, userId, answer } = options
  const [jobId, notes, prompts] = [options.jobId ?? newId(), [] as Note[], [] as string[]]
  const unused = async () => await Promise.reject(new Error('The workflow was not expected to use this.'))
  return {
    sql,
    org,
    userId,
    jobId,
    traceId: jobId,
    attempt: 0,
    watched: false,
    notes,
    prompts,
    settings: { publicUrl: 'http://127.0.0.1:4600', mailFrom: 'desk@example.org' },
    fetch: unused,
    parse: unused,
    mail: { description: 'none', compose: unused, send: unused, close: async () => {} },
    artifacts: { write: unused },
    signal: new AbortController().signal,
    now: () => options.now ?? new Date('2026-11-20T16:00:00Z'),
    async ask<Input, Output>(agent: Agent<Input, Output>, input: Input) {
      prompts.push(JSON.stringify(agent.prompt(input)))
      const given = answer?.(agent.name, input)
      const output = given === undefined ? agent.offline(input) : (given as Output)
      const complaint = given === undefined ? agent.complaint?.(output, input) : undefined
      if (complaint !== undefined)
        throw new Error(`${agent.name} refuses its own offline answer: ${complaint}`)
      return { output, engine: given === undefined ? 'offline' : 'fake/model' }
    },
    step: async <Result extends Json>(_name: string, work: () => Promise<Result>) => await work(),
    start: unused,
    children: unused,
    note: async (note) => void notes.push(note),
    progress: async () => {},
  }
}
