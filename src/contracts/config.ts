export const llmProviders = [
  'offline',
  'openai',
  'anthropic',
  'google',
  'ollama',
  'openai-compatible',
] as const
export type LlmProvider = (typeof llmProviders)[number]

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** The whole configuration, read once from the environment and `.env` and checked at the door. */
export interface Config {
  /** The data folder: embedded database, inbox, logs. */
  home: string
  /** The name of the org that owns what the commands write. */
  org: string
  /** Undefined: the embedded PostgreSQL in `home`. `migrateUrl` names the owner where it differs from the application. */
  database: { url: string | undefined; migrateUrl: string | undefined }
  llm: {
    provider: LlmProvider
    model: string | undefined
    baseUrl: string | undefined
    apiKey: string | undefined
  }
  /** Without `smtpUrl` mail goes to the folder `inbox`. */
  mail: { smtpUrl: string | undefined; from: string; inbox: string }
  /** Where links in mails point: the daemon's feedback server, as readers reach it. */
  publicUrl: string
  httpPort: number
  /** How often each brand's digest runs where the brand names no schedule. */
  intervalMinutes: number
  /** `host:port` pairs that the private-address guard lets through. */
  networkAllow: readonly string[]
  log: { level: LogLevel; file: string | undefined }
}
