import { newId } from '../../src/base/id.ts'
import type { Agent } from '../../src/contracts/agent.ts'
import type { Note } from '../../src/contracts/event.ts'
import {
  createRouter,
  forgetfulJournal,
  noCooldowns,
  playTape,
  type RecordedCall,
} from '../../src/llm/index.ts'
import { questionOf } from '../../src/llm/question.ts'
import { providerOf } from '../../src/services/model-config.ts'

/** A call as `llm record` would have written it: `text` is what the model said to this input, the output as JSON where absent. */
export async function recordedCall<Input, Output>(
  agent: Agent<Input, Output>,
  input: Input,
  said: Partial<RecordedCall> & { output?: Output; text?: string },
): Promise<RecordedCall> {
  const { output, text = JSON.stringify(output), ...rest } = said
  const { requestHash } = await questionOf(agent, input)
  return {
    requestHash,
    agent: agent.name,
    agentVersion: agent.version,
    provider: 'recorded',
    model: 'small',
    state: 'done',
    failure: null,
    answer: text === undefined ? null : { text, finishReason: 'stop' },
    inputTokens: 11,
    outputTokens: 7,
    latencyMs: 5,
    ...rest,
  }
}

/** Asks agents with answers from these calls alone, as one attempt of a job; `providers` in the order of the route. */
export function cassetteAsker(calls: readonly RecordedCall[], providers: readonly string[] = ['recorded']) {
  const notes: Note[] = []
  const model = { fast: 'small', strong: 'small', critic: 'small' }
  const router = createRouter({
    models: {
      providers: providers.map((id) =>
        providerOf({ id, kind: 'openai-compatible', models: model, baseUrl: undefined, apiKey: undefined }),
      ),
      routes: { fast: providers, strong: providers, critic: providers },
      budget: { job: undefined, day: undefined, whenOver: 'wait' },
    },
    journal: forgetfulJournal,
    cooldowns: noCooldowns,
    tape: playTape(calls, 'test.jsonl'),
  })
  const ask = router.asker({
    org: newId(),
    jobId: newId(),
    signal: new AbortController().signal,
    note: async (note) => void notes.push(note),
  })
  return { ask, notes }
}
