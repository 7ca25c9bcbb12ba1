import { sealKeyId, unseal, type SealKey } from '../base/seal.ts'
import { readMailLink, type MailLink } from '../domain/mail-link.ts'
import { signingKeyById } from '../store/signing-keys.ts'
import type { App } from './app.ts'

/** Why a link does nothing: `gone` is what it was about. */
export type LinkTrouble = 'expired' | 'forged' | 'gone'

/** What a signed link in a mail says, and the key that signed it. Reads only. */
export type OpenedSeal =
  | { ok: false; trouble: LinkTrouble }
  | {
      ok: true
      /** The org whose key signed the link: a daemon opens the links of every org. */
      org: string
      key: SealKey
      expiresAt: Date
      link: MailLink
    }

export async function openMailLink(app: App, token: string): Promise<OpenedSeal> {
  const keyId = sealKeyId(token)
  const key = keyId === undefined ? undefined : await signingKeyById(app.sql, keyId)
  if (key === undefined) return { ok: false, trouble: 'forged' }
  const unsealed = unseal(token, [key], app.clock())
  if (!unsealed.ok) return { ok: false, trouble: unsealed.reason === 'expired' ? 'expired' : 'forged' }
  const link = readMailLink(unsealed.payload)
  if (link === undefined) return { ok: false, trouble: 'forged' }
  return { ok: true, org: key.org, key, expiresAt: unsealed.expiresAt, link }
}
