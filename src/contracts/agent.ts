import type * as v from 'valibot'

export interface Prompt {
  system: string
  user: string
}

/** Which kind of model an agent wants; configuration says which model that is. */
export type ModelRole = 'fast' | 'strong' | 'critic'

/** A pure value: what to ask, how to read the answer, what to say with no model. */
export interface Agent<Input, Output> {
  name: string
  /** Raised when the prompt changes its meaning; stored with everything that the agent made. */
  version: number
  role: ModelRole
  /** The shape of the answer. No optional properties: strict modes refuse them; use nullable. */
  output: v.GenericSchema<unknown, Output>
  prompt(input: Input): Prompt
  /** The same answer by rules, deterministic, with no model. */
  offline(input: Input): Output
  /** Why a well-formed answer cannot be right, or undefined. Asked again once with it. */
  complaint?(output: Output, input: Input): string | undefined
}

/** Declares an agent. */
export function defineAgent<Input, Output>(
  agent: Omit<Agent<Input, Output>, 'role' | 'version'> &
    Partial<Pick<Agent<Input, Output>, 'role' | 'version'>>,
): Agent<Input, Output> {
  return { version: 1, role: 'fast', ...agent }
}
