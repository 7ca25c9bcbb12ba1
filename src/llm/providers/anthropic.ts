import { defineProvider } from '../../contracts/provider.ts'
import { openChatWire } from '../chat-wire.ts'

const baseUrl = 'https://api.anthropic.com/v1'

/** Anthropic by its OpenAI-compatible endpoint. It does not enforce the schema, which the prompt therefore holds too. */
export const anthropic = defineProvider({
  id: 'anthropic',
  defaultBaseUrl: baseUrl,
  needsKey: true,
  open: (settings) => openChatWire('anthropic', { ...settings, baseUrl: settings.baseUrl ?? baseUrl }),
})
