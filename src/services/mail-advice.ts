import { codeOf, messageOf } from '../base/app-error.ts'
import { asSentence, squeeze } from '../base/text.ts'

export interface FailedStep {
  smtpUrl: string
  /** The last step that went well. */
  reached: string
  address: string
  from: string
}

/** What a failure of a mail server means, and what to set. The first rule that fits says it. */
export function mailAdvice(error: unknown, step: FailedStep): { sentence: string; hint: string } {
  const said = messageOf(error)
  const [command, reply] = [fieldOf(error, 'command'), fieldOf(error, 'responseCode')]
  const known = {
    code: codeOf(error) ?? '',
    command: typeof command === 'string' ? command : '',
    reply: typeof reply === 'number' ? reply : 0,
    said,
  }
  const { host, hostname } = new URL(step.smtpUrl)
  const rule = rules.find(({ when }) => when(known, step)) ?? otherwise
  return {
    sentence: `${rule.what(step, host)}: ${asSentence(plain(said))}`,
    hint: rule.hint(step, hostname),
  }
}

/** OpenSSL says one thing between many: `…:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:…`. */
function plain(said: string): string {
  const [, reason] = /:SSL routines:[^:]*:([^:]+)/.exec(said) ?? []
  return squeeze(reason ?? said)
}

interface Known {
  code: string
  command: string
  /** The code of the server's answer; 0 where there was none. */
  reply: number
  said: string
}

interface Rule {
  when(known: Known, step: FailedStep): boolean
  what(step: FailedStep, host: string): string
  hint(step: FailedStep, hostname: string): string
}

const otherwise: Rule = {
  when: () => true,
  what: ({ reached }, host) =>
    reached === 'settings' || reached === 'dkim' ? `${host} was not reached` : `${host} failed`,
  hint: () => 'Check SMTP_URL, then try: nightdesk email test ADDRESS',
}

const rules: readonly Rule[] = [
  {
    when: ({ code, said }) => code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(said),
    what: (_step, host) => `There is no server under the name ${host}`,
    hint: () => 'Check the host in SMTP_URL: smtp://user:password@mail.example.com:587',
  },
  {
    when: ({ said }) => /ECONNREFUSED/.test(said),
    what: (_step, host) => `Nothing listens at ${host}`,
    hint: () => 'Check the port in SMTP_URL: 587 for smtp://, 465 for smtps://',
  },
  {
    when: ({ said }) => /wrong version number|packet length too long|record layer/i.test(said),
    what: (_step, host) => `${host} does not begin encrypted`,
    hint: (_step, hostname) =>
      `In SMTP_URL write smtp:// for smtps://, with port 587: smtp://…@${hostname}:587`,
  },
  {
    when: ({ said }) => /certificate|self.signed|altnames|unable to verify/i.test(said),
    what: (_step, host) => `The certificate of ${host} cannot be trusted`,
    hint: () =>
      'Use the name that the certificate has; for a CA of your own set NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
  },
  {
    when: ({ code, command, said }) => code === 'ETLS' || command === 'STARTTLS' || /STARTTLS/.test(said),
    what: (_step, host) => `${host} does not encrypt, and a password must not travel open`,
    hint: (_step, hostname) =>
      `Try smtps://…@${hostname}:465 in SMTP_URL; in a network that you trust, add ?requireTLS=false`,
  },
  {
    when: ({ code }) => code === 'EOAUTH2',
    what: () => 'No access token was given',
    hint: () =>
      'Check SMTP_OAUTH_CLIENT_ID, SMTP_OAUTH_CLIENT_SECRET, SMTP_OAUTH_REFRESH_TOKEN and SMTP_OAUTH_URL',
  },
  {
    when: ({ code }) => code === 'EAUTH' || code === 'ENOAUTH',
    what: (_step, host) => `${host} refused the login`,
    hint: () => 'Check user and password in SMTP_URL (@ in them is %40); many providers want an app password',
  },
  {
    when: ({ reply }) => reply === 530,
    what: (_step, host) => `${host} wants a login`,
    hint: () => 'Write user and password into SMTP_URL: smtp://user:password@mail.example.com:587',
  },
  {
    when: ({ reply }) => reply >= 400 && reply < 500,
    what: (_step, host) => `${host} takes no mail just now`,
    hint: () => 'Try again in some minutes; what it does not take of an edition is tried again for an hour',
  },
  {
    when: ({ command }) => command === 'MAIL FROM',
    what: ({ from }, host) => `${host} does not take mail from ${from}`,
    hint: () => 'Set MAIL_FROM to an address that this login may send from',
  },
  {
    when: ({ command }) => command === 'RCPT TO',
    what: ({ address }, host) => `${host} does not take mail to ${address}`,
    hint: () => 'Check the address; where relaying is denied, SMTP_URL needs a user and a password',
  },
  {
    when: ({ code }) => code === 'EMESSAGE' || code === 'EENVELOPE',
    what: (_step, host) => `${host} refused the message`,
    hint: () => 'Its answer says why; often SPF, DKIM (MAIL_DKIM_KEY) or the sender (MAIL_FROM)',
  },
  {
    when: ({ code, said }, { smtpUrl }) =>
      (code === 'ETIMEDOUT' || /timeout|timed out/i.test(said)) && /^smtp:.*:465/.test(smtpUrl),
    what: (_step, host) => `${host} waits for encryption`,
    hint: (_step, hostname) => `In SMTP_URL write smtps:// for smtp://: smtps://…@${hostname}:465`,
  },
  {
    when: ({ code, said }) => code === 'ETIMEDOUT' || /timeout|timed out/i.test(said),
    what: (_step, host) => `${host} does not answer`,
    hint: () => 'Check host and port in SMTP_URL; many networks block port 25, try 587',
  },
]

function fieldOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (Reflect.get(error, name) as unknown) : undefined
}
