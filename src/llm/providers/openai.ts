import { defineProvider } from '../../contracts/provider.ts'
import { openWire } from '../wire.ts'

const baseUrl = 'https://api.openai.com/v1'

/** OpenAI by its Responses interface, or by Chat Completions where the settings say so. */
export const openai = defineProvider({
  id: 'openai',
  defaultBaseUrl: baseUrl,
  needsKey: true,
  open: (settings) =>
    openWire('openai', { ...settings, baseUrl: settings.baseUrl ?? baseUrl }, async (connection) => {
      const { createOpenAI } = await import('@ai-sdk/openai')
      const { responses, chat } = createOpenAI(connection)
      return settings.api === 'responses' ? responses : chat
    }),
})
