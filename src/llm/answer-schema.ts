import type * as v from 'valibot'
import { isPlainObject } from '../base/json.ts'
import type { Json, JsonObject } from '../base/json.ts'

/** Checks that only some strict modes know. They stay in the prompt's copy, and valibot holds them either way. */
const looseKeywords = new Set([
  '$schema',
  'default',
  'format',
  'maxItems',
  'maxLength',
  'maximum',
  'exclusiveMaximum',
  'minItems',
  'minLength',
  'minimum',
  'exclusiveMinimum',
  'multipleOf',
  'pattern',
  'uniqueItems',
])

export interface AnswerSchema {
  /** As strict modes take it: every property required, no others, only keywords that all of them know. */
  strict: JsonObject
  /** With all its limits, for the prompt. */
  full: JsonObject
}

interface Answering {
  name: string
  output: v.GenericSchema<unknown, unknown>
}

/** An agent is a constant: its schema is made once. */
const made = new WeakMap<Answering['output'], Promise<AnswerSchema>>()

/** The JSON Schema of an agent's answer. An optional property is a bug in the agent: strict modes refuse it. */
export async function answerSchema(agent: Answering): Promise<AnswerSchema> {
  const known = made.get(agent.output) ?? makeSchema(agent)
  made.set(agent.output, known)
  return await known
}

async function makeSchema(agent: Answering): Promise<AnswerSchema> {
  const { toJsonSchema } = await import('@valibot/to-json-schema')
  const json = toJsonSchema(agent.output, { typeMode: 'input', errorMode: 'ignore' })
  const { $schema: _, ...full } = JSON.parse(JSON.stringify(json)) as JsonObject
  if (full.type !== 'object') throw new Error(`The answer of agent ${agent.name} is not an object.`)
  return { strict: strictObject(full, agent.name), full }
}

function strictObject(schema: JsonObject, path: string): JsonObject {
  const kept = Object.entries(schema).filter(([keyword]) => !looseKeywords.has(keyword))
  const strict = Object.fromEntries(kept.map(([keyword, value]) => strictEntry(keyword, value, path)))
  if (!isPlainObject(schema.properties)) return strict
  const names = Object.keys(schema.properties)
  const required = Array.isArray(schema.required) ? schema.required : []
  const optional = names.find((name) => !required.includes(name))
  if (optional !== undefined)
    throw new Error(`${path}.${optional} is optional. Strict modes refuse that: make it nullable.`)
  return { ...strict, required: names, additionalProperties: false }
}

/** Strict modes know `anyOf` and `enum`, not `oneOf` and `const`. */
function strictEntry(keyword: string, value: Json, path: string): [string, Json] {
  if (keyword === 'const') return ['enum', [value]]
  if (keyword === 'oneOf') return ['anyOf', strictList(value, path)]
  if (keyword === 'anyOf') return [keyword, strictList(value, path)]
  if (keyword === 'items' && isPlainObject(value)) return [keyword, strictObject(value, `${path}[]`)]
  if ((keyword === 'properties' || keyword === '$defs' || keyword === 'definitions') && isPlainObject(value))
    return [keyword, strictProperties(value, path)]
  return [keyword, value]
}

function strictList(value: Json, path: string): Json {
  return Array.isArray(value)
    ? value.map((inner) => (isPlainObject(inner) ? strictObject(inner, path) : inner))
    : value
}

function strictProperties(properties: JsonObject, path: string): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [
      name,
      isPlainObject(inner) ? strictObject(inner, `${path}.${name}`) : inner,
    ]),
  )
}
