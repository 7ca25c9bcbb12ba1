import { defineProvider } from '../../contracts/provider.ts'
import { openWire } from '../wire.ts'

const baseUrl = 'https://api.anthropic.com/v1'

/** Anthropic's Messages. */
export const anthropic = defineProvider({
  id: 'anthropic',
  defaultBaseUrl: baseUrl,
  needsKey: true,
  open: (settings) =>
    openWire('anthropic', { ...settings, baseUrl: settings.baseUrl ?? baseUrl }, async (connection) => {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic(connection).messages
    }),
})
