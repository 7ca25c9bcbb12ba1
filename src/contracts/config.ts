import type { ModelRole } from './agent.ts'
import type { TraceSettings } from './trace.ts'

export const llmProviders = [
  'offline',
  'openai',
  'anthropic',
  'google',
  'ollama',
  'openai-compatible',
] as const
export type LlmProvider = (typeof llmProviders)[number]

/** US dollars for a million tokens, as the user's contract says. Never guessed. */
export interface ModelPrice {
  input: number
  output: number
}

/** One way to models: a kind of server, its address and key, and what it may be used for. */
export interface ProviderConfig {
  /** How routes, events and rows name it. */
  id: string
  kind: LlmProvider
  /** The model for each role; empty where the kind has no models. */
  models: Record<ModelRole, string>
  baseUrl: string | undefined
  apiKey: string | undefined
  /** For the kind openai: which of its two interfaces is spoken. */
  api: 'responses' | 'chat'
  /** Tokens that prompt and answer may take together; undefined where nobody said. */
  contextWindow: number | undefined
  /** By the name of the model. A model without a price costs an unknown amount. */
  prices: Readonly<Record<string, ModelPrice>>
  /** Calls at a time, of all processes together; of those on one host where the address is its own (localhost). */
  concurrency: number
  /** US dollars that it may cost in a day (UTC). */
  dailyBudget: number | undefined
}

/** Who answers, in which order, for how much. */
export interface ModelsConfig {
  providers: readonly ProviderConfig[]
  /** For each role the ids of the providers in the order in which they are asked; the last may be `offline`. */
  routes: Readonly<Record<ModelRole, readonly string[]>>
  /** What follows where a provider refuses a question for its content: nobody else is asked (`stop`), or the next is. */
  whenRefused?: 'stop' | 'next' | undefined
  budget: {
    /** US dollars for one job; undefined: no limit. */
    job: number | undefined
    /** US dollars for the org in a day (UTC). */
    day: number | undefined
    /** What becomes of a job when the day's budget is used up: it waits for the next day, or it fails. */
    whenOver: 'wait' | 'fail'
  }
  /** A file of recorded answers: they come from it alone, and nobody is asked. */
  cassette?: string
}

/** How messages are signed (RFC 6376). */
export interface DkimSettings {
  domain: string
  selector: string
  /** An RSA key in PEM. */
  key: { file: string } | { pem: string }
}

/** How a mail server is logged in to with access tokens (SASL XOAUTH2) instead of a password. */
export interface SmtpOAuth {
  clientId: string
  clientSecret: string | undefined
  refreshToken: string
  /** Where access tokens are asked for. */
  url: string
}

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
  llm: ModelsConfig
  /** Without `smtpUrl` mail goes to the folder `inbox`. */
  mail: {
    smtpUrl: string | undefined
    from: string
    inbox: string
    /** An address that takes the wish to get no more mail. */
    unsubscribe: string | undefined
    /** Undefined: mail is not signed here. */
    dkim: DkimSettings | undefined
    oauth: SmtpOAuth | undefined
    /** Connections to the mail server at a time, and messages a minute, of each process. */
    connections: number
    perMinute: number | undefined
  }
  /** Where links in mails point: the daemon's feedback server, as readers reach it. */
  publicUrl: string
  httpPort: number
  /** How often each brand's digest runs where the brand names no schedule. */
  intervalMinutes: number
  /** False where nobody set it, and it is the usual one. */
  isIntervalSet: boolean
  /** `host:port` pairs that the private-address guard lets through. */
  networkAllow: readonly string[]
  log: { level: LogLevel; file: string | undefined }
  /** Undefined: nothing is traced. */
  traces: TraceSettings | undefined
}
