import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as v from 'valibot'
import * as agents from '../src/agents/index.ts'
import { answerSchema } from '../src/llm/answer-schema.ts'

interface AnyAgent {
  name: string
  output: v.GenericSchema
}

const found = Object.values<unknown>(agents).filter(
  (part): part is AnyAgent =>
    typeof part === 'object' && part !== null && 'output' in part && 'prompt' in part && 'offline' in part,
)

test('there are agents, each with a name of its own', () => {
  assert.ok(found.length > 0)
  assert.equal(new Set(found.map((agent) => agent.name)).size, found.length)
})

for (const agent of found)
  test(`${agent.name} answers in a shape that strict modes take`, async () => {
    const schema = await answerSchema(agent)
    assert.equal(schema.strict.additionalProperties, false)
  })

test('an optional property is refused at any depth, a nullable one is not', async () => {
  const inner = v.object({ a: v.string(), b: v.optional(v.string()) })
  const broken = { name: 'broken', output: v.object({ list: v.array(inner) }) }
  await assert.rejects(answerSchema(broken), /broken\.list\[\]\.b is optional/)
  const sound = { name: 'sound', output: v.object({ a: v.nullable(v.string()) }) }
  assert.deepEqual((await answerSchema(sound)).strict.required, ['a'])
})
