import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { AppError, messageOf } from '../../base/app-error.ts'
import type { DkimSettings } from '../../contracts/config.ts'

/** Signs messages with DomainKeys Identified Mail (RFC 6376). */
export interface DkimSigner {
  domain: string
  selector: string
  /** What the TXT record at `recordName` has to say. */
  record: string
  /** `selector._domainkey.example.com` */
  recordName: string
  sign(raw: Uint8Array): Promise<Uint8Array>
}

/**
 * The fields that are signed, where a message has them: those of RFC 6376, 5.4.1 that ours hold, and what one-click
 * unsubscribe must have covered (RFC 8058, section 4).
 */
const signedFields = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
].join(':')

// RFC 8301, 3.2.
const leastBits = 1024

/** Reads the key and makes the signer; rejects with an AppError where the key cannot be used. */
export async function openDkimSigner({ domain, selector, key }: DkimSettings): Promise<DkimSigner> {
  const privateKey = await readKey(key)
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const { default: Dkim } = await import('nodemailer/lib/dkim')
  const dkim = new Dkim({
    domainName: domain,
    keySelector: selector,
    privateKey: pem,
    headerFieldNames: signedFields,
  })
  return {
    domain,
    selector,
    record: `v=DKIM1; k=rsa; p=${spki.toString('base64')}`,
    recordName: `${selector}._domainkey.${domain}`,
    sign: async (raw) => await buffer(dkim.sign(Buffer.from(raw))),
  }
}

async function readKey(key: DkimSettings['key']): Promise<KeyObject> {
  const place = 'file' in key ? `the file "${key.file}"` : 'its variable'
  try {
    const parsed = createPrivateKey('file' in key ? await readFile(key.file) : key.pem)
    const bits = parsed.asymmetricKeyDetails?.modulusLength ?? 0
    if (parsed.asymmetricKeyType === 'rsa' && bits >= leastBits) return parsed
    throw new Error(`it is no RSA key of ${leastBits} bits or more`)
  } catch (error) {
    throw new AppError('not-configured', `The DKIM key in ${place} cannot be used: ${messageOf(error)}.`, {
      hint: 'Make one: openssl genrsa -out dkim.pem 2048, then set MAIL_DKIM_KEY=file:dkim.pem',
      cause: error,
    })
  }
}
