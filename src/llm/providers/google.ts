import { defineProvider } from '../../contracts/provider.ts'
import { openWire } from '../wire.ts'

const baseUrl = 'https://generativelanguage.googleapis.com/v1beta'

/** Gemini's generateContent. */
export const google = defineProvider({
  id: 'google',
  defaultBaseUrl: baseUrl,
  needsKey: true,
  open: (settings) =>
    openWire('google', { ...settings, baseUrl: settings.baseUrl ?? baseUrl }, async (connection) => {
      const { createGoogleGenerativeAI } = await import('@ai-sdk/google')
      return createGoogleGenerativeAI(connection).languageModel
    }),
})
