import { defineProvider } from '../../contracts/provider.ts'
import { openChatWire } from '../chat-wire.ts'

const baseUrl = 'http://127.0.0.1:11434/v1'

/** Ollama by its OpenAI-compatible endpoint. The base URL may be written as OLLAMA_HOST is: `gpu.lan:11434`. */
export const ollama = defineProvider({
  id: 'ollama',
  defaultBaseUrl: baseUrl,
  needsKey: false,
  open: (settings) =>
    openChatWire('ollama', {
      ...settings,
      baseUrl: settings.baseUrl === undefined ? baseUrl : fromHost(settings.baseUrl),
    }),
})

/** OLLAMA_HOST has neither to name a scheme nor a port, and names no path. */
function fromHost(host: string): string {
  const text = /^https?:\/\//i.test(host) ? host : `http://${host}`
  if (!URL.canParse(text)) return text
  const url = new URL(text)
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
  if (url.port === '' && !/^https?:/i.test(host)) url.port = '11434'
  return url.pathname === '/' ? new URL('/v1', url).href : url.href
}
