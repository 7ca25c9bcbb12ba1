import { defineProvider } from '../../contracts/provider.ts'
import { openChatWire } from '../chat-wire.ts'

const baseUrl = 'https://api.openai.com/v1'

/** OpenAI's own Chat Completions. Its reasoning models refuse `max_tokens`. */
export const openai = defineProvider({
  id: 'openai',
  defaultBaseUrl: baseUrl,
  needsKey: true,
  open: (settings) =>
    openChatWire('openai', { ...settings, baseUrl: settings.baseUrl ?? baseUrl }, renameLimit),
})

function renameLimit({ max_tokens: limit, ...body }: Record<string, unknown>): Record<string, unknown> {
  return { ...body, max_completion_tokens: limit }
}
