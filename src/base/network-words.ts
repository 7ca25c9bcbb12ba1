import { codeOf, messageOf } from './app-error.ts'
import { squeeze } from './text.ts'

const words: Record<string, string> = {
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of its host could not be looked up just now',
  ECONNREFUSED: 'nothing listens at that address',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'its host did not answer in time',
  ETIMEDOUT: 'its host did not answer in time',
  ERR_SSL_WRONG_VERSION_NUMBER: 'its port does not speak https; it may speak http',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is that of another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody that is known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody that is known',
}

/** What went wrong on the way, as people say it; the code stays for who searches for it. */
export function networkWords(thrown: unknown): string {
  const code = codeOf(thrown)
  return code === undefined || words[code] === undefined ? squeeze(messageOf(thrown)) : wordsOfCode(code)
}

/** `nothing listens at that address (ECONNREFUSED)`; a code that has no words stays alone. */
export function wordsOfCode(code: string): string {
  const said = words[code]
  return said === undefined ? code : `${said} (${code})`
}
