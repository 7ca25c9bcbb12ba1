import { once } from 'node:events'
import { createServer } from 'node:net'
import { variables } from '../contracts/variable.ts'
import { readEnvironment } from '../io/environment/index.ts'

export interface DemoPlaces {
  home: string
  smtpUrl: string
  /** The hosts of the local web, `host:port` with commas. */
  networkAllow: string
  /** Of the daemon. */
  port: number
}

const modelVariable = /^(LLM_|OPENAI_|ANTHROPIC_|GOOGLE_|OLLAMA_)/

/** The environment of the process with nothing of the user's own desk in it, and the places of the tour. */
export function demoEnvironment(
  { env, cwd, llm }: { env: NodeJS.ProcessEnv; cwd: string; llm: boolean },
  places: DemoPlaces,
): NodeJS.ProcessEnv {
  const own = new Set(variables.map(({ name }) => name))
  const rest = Object.entries(env).filter(([name]) => !own.has(name) && !modelVariable.test(name))
  const models = Object.entries(readEnvironment(env, cwd)).filter(([name]) => modelVariable.test(name))
  return {
    ...Object.fromEntries(rest),
    ...(llm ? Object.fromEntries(models) : { LLM_PROVIDER: 'offline' }),
    NIGHTDESK_HOME: places.home,
    SMTP_URL: places.smtpUrl,
    MAIL_FROM: 'nightdesk <desk@nightdesk.example>',
    HTTP_PORT: String(places.port),
    PUBLIC_URL: `http://localhost:${places.port}`,
    NETWORK_ALLOW: places.networkAllow,
  }
}

/** A port of 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}
