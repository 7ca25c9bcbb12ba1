import { defineProvider } from '../../contracts/provider.ts'
import { openWire } from '../wire.ts'

/** Any server that speaks OpenAI's Chat Completions: vLLM, OpenRouter, LM Studio, llama.cpp and others. The schema is sent. */
export const openaiCompatible = defineProvider({
  id: 'openai-compatible',
  defaultBaseUrl: undefined,
  needsKey: false,
  open: (settings) =>
    openWire('openai-compatible', settings, async ({ apiKey, ...connection }) => {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const server = createOpenAICompatible({
        ...connection,
        ...(apiKey === '' ? {} : { apiKey }),
        supportsStructuredOutputs: true,
      })
      return (model) => server.chatModel(model)
    }),
})
