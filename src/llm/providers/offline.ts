import { defineProvider } from '../../contracts/provider.ts'

/** Answers by the agent's own rules: no network, no key, the same answer every time. */
export const offline = defineProvider({
  id: 'offline',
  defaultBaseUrl: undefined,
  needsKey: false,
  open: async () => ({
    id: 'offline',
    ask: async (request) => ({
      text: JSON.stringify(request.offline()),
      finishReason: 'stop',
      inputTokens: null,
      outputTokens: null,
    }),
  }),
})
