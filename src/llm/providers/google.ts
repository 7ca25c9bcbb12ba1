import { defineProvider } from '../../contracts/provider.ts'
import { openWire } from '../wire.ts'

const baseUrl = 'https://generativelanguage.googleapis.com/v1beta'

/** Gemini's generateContent. The address of its OpenAI-like interface is taken for its own. */
export const google = defineProvider({
  id: 'google',
  defaultBaseUrl: baseUrl,
  needsKey: true,
  open: (settings) =>
    openWire(
      'google',
      { ...settings, baseUrl: ownAddress(settings.baseUrl ?? baseUrl) },
      async (connection) => {
        const { createGoogleGenerativeAI } = await import('@ai-sdk/google')
        return createGoogleGenerativeAI(connection).languageModel
      },
    ),
})

function ownAddress(url: string): string {
  return url.replace(/\/openai\/?$/, '')
}
