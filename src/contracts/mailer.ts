/** A message before it is frozen. */
export interface MailDraft {
  from: string
  /** One address: each recipient gets a message of their own. */
  to: string
  subject: string
  /** Without angle brackets: `id@host`. */
  messageId: string
  date: Date
  text: string
  html: string
  /**
   * Where a reader says no for good, the best way first: `https://…` for one click (RFC 8058), `mailto:…` (RFC 2369).
   * Empty where the mail is not one of many.
   */
  unsubscribe: readonly string[]
}

/** A message as it was frozen in the outbox: the bytes never change between attempts. */
export interface FrozenMail {
  from: string
  /** One address: each recipient has an envelope of its own. */
  to: string
  /** RFC 5322 bytes, CRLF line ends, headers included. */
  raw: Uint8Array
}

/** What becomes of a transmission. `unknown`: it broke after the last byte may have gone out. */
export type MailOutcome =
  | { state: 'sent'; response: string }
  | {
      state: 'refused'
      permanent: boolean
      /** The address itself takes no mail, so that no other mail will get through either. */
      bounced: boolean
      error: string
    }
  | { state: 'unknown'; error: string }

/** Sends mail by SMTP, or into the local inbox folder where no server is configured. */
export interface Mailer {
  /** How mail leaves, for people: `smtp://mail.example:587` or the folder. */
  description: string
  /** The RFC 5322 bytes of a message: the same draft gives the same bytes. Rejects a draft that smuggles a header. */
  compose(draft: MailDraft): Promise<Uint8Array>
  /** `beforeEnd` is awaited just before the end of the data goes out: when it rejects, nothing was accepted. */
  send(mail: FrozenMail, beforeEnd: () => Promise<void>, signal: AbortSignal): Promise<MailOutcome>
  close(): Promise<void>
}
