import { defineProvider } from '../../contracts/provider.ts'
import { openChatWire } from '../chat-wire.ts'

const baseUrl = 'https://generativelanguage.googleapis.com/v1beta/openai'

/** Gemini by its OpenAI-compatible endpoint. */
export const google = defineProvider({
  id: 'google',
  defaultBaseUrl: baseUrl,
  needsKey: true,
  open: (settings) => openChatWire('google', { ...settings, baseUrl: settings.baseUrl ?? baseUrl }),
})
