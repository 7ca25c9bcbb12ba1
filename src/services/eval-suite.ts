import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import * as v from 'valibot'
import * as agents from '../agents/index.ts'
import { AppError, codeOf, messageOf } from '../base/app-error.ts'
import { isPlainObject } from '../base/json.ts'
import { createRegistry } from '../base/registry.ts'
import type { Agent } from '../contracts/agent.ts'
import { evalCaseSchema, evalOrderSchema, evalThresholdSchema } from '../contracts/eval.ts'
import type { EvalCase, EvalSuite } from '../contracts/eval.ts'

/** Every agent by its name. */
export const agentNames = createRegistry<Agent<unknown, unknown>>(
  'agent',
  Object.values(agents),
  ({ name }) => name,
)

/** The suite in a file of JSON lines, all of it checked. Throws an AppError that names file and line. */
export async function readSuite(file: string): Promise<EvalSuite> {
  return parseSuite(await textOf(file), file)
}

/** Lines are cases, orders (`{"better","worse","at"}`) or `{"threshold"}`; empty lines do not count. */
export function parseSuite(text: string, file: string): EvalSuite {
  const suite: EvalSuite = {
    name: basename(file).replace(/\.jsonl$/, ''),
    cases: [],
    orders: [],
    threshold: 1,
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      addLine(suite, line)
    } catch (error) {
      throw new AppError('wrong-use', `Line ${index + 1} of "${file}": ${messageOf(error)}.`, {
        hint: 'A line is {"id", "agent", "input", "checks"}, {"better", "worse", "at"} or {"threshold"}.',
        cause: error,
      })
    }
  }
  checkOrders(suite, file)
  if (suite.cases.length === 0) throw new AppError('wrong-use', `"${file}" holds no case.`)
  return suite
}

function addLine(suite: EvalSuite, line: string): void {
  const value: unknown = JSON.parse(line)
  if (!isPlainObject(value)) throw new Error('it is not an object')
  if ('threshold' in value) suite.threshold = checked(evalThresholdSchema, value).threshold
  else if ('better' in value) suite.orders.push(checked(evalOrderSchema, value))
  else suite.cases.push(usable(checked(evalCaseSchema, value), suite))
}

function checked<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Output {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new Error(`${v.getDotPath(issue) ?? 'the line'}: ${issue.message}`)
}

/** Whether the agent can read the input: its prompt and its offline method are pure, so they are simply tried. */
function usable(each: EvalCase, { cases }: EvalSuite): EvalCase {
  if (cases.some(({ id }) => id === each.id)) throw new Error(`the id "${each.id}" is there twice`)
  const agent = agentNames.find(each.agent)
  if (agent === undefined)
    throw new Error(`there is no agent named "${each.agent}"; known: ${agentNames.names.join(', ')}`)
  try {
    agent.prompt(each.input)
    agent.offline(each.input)
  } catch (cause) {
    throw new Error(`${each.agent} cannot read this input: ${messageOf(cause)}`, { cause })
  }
  return each
}

function checkOrders({ cases, orders }: EvalSuite, file: string): void {
  const ids = new Set(cases.map(({ id }) => id))
  const unknown = orders.flatMap(({ better, worse }) => [better, worse]).find((id) => !ids.has(id))
  if (unknown !== undefined)
    throw new AppError('wrong-use', `An order of "${file}" names "${unknown}", which is no case of it.`)
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      throw new AppError('failed', `"${file}" cannot be read: ${messageOf(error)}.`, { cause: error })
    throw new AppError('not-found', `There is no file "${file}".`, {
      hint: 'Try: nightdesk eval export --from-feedback > suite.jsonl',
      cause: error,
    })
  }
}
