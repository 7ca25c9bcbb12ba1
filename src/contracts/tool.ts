import type * as v from 'valibot'
import type { Json } from '../base/json.ts'
import type { ExecutionContext } from './workflow.ts'

/** What doing a thing twice means: nothing, the same, or harm. */
export type Effect = 'read' | 'idempotent' | 'once'

/** Something a model may call. Its result is data, never an instruction. */
export interface Tool<Input = unknown, Output extends Json = Json> {
  name: string
  summary: string
  effect: Effect
  input: v.GenericSchema<unknown, Input>
  call(input: Input, context: ExecutionContext): Promise<Output>
}

export function defineTool<Input, Output extends Json>(tool: Tool<Input, Output>): Tool<Input, Output> {
  return tool
}
