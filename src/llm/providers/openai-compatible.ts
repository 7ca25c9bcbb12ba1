import { defineProvider } from '../../contracts/provider.ts'
import { openChatWire } from '../chat-wire.ts'

/** Any server that speaks OpenAI's Chat Completions: vLLM, OpenRouter, LM Studio, llama.cpp and others. */
export const openaiCompatible = defineProvider({
  id: 'openai-compatible',
  defaultBaseUrl: undefined,
  needsKey: false,
  open: (settings) => openChatWire('openai-compatible', settings),
})
