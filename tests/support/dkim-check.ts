import { createHash, createPublicKey, verify } from 'node:crypto'

export interface CheckedSignature {
  /** True where the body and the signed fields are those that were signed. */
  valid: boolean
  /** `h=`, in lower case. */
  fields: string[]
  tags: Record<string, string>
}

/** Checks the one DKIM-Signature of a message (RFC 6376, relaxed/relaxed) with the key of a record such as `v=DKIM1; p=…`. */
export function checkDkim(message: string, record: string): CheckedSignature {
  const end = message.indexOf('\r\n\r\n')
  const fields = message.slice(0, end).split(/\r\n(?![ \t])/)
  const own = fields.find((field) => /^dkim-signature:/i.test(field)) ?? ''
  const tags = tagsOf(own.slice(own.indexOf(':') + 1))
  const names = (tags.h ?? '').split(':').map((name) => name.trim().toLowerCase())
  const bodyHash = createHash('sha256')
    .update(relaxedBody(message.slice(end + 4)), 'latin1')
    .digest('base64')
  const signed = [...pick(fields, names), own.replace(/(\bb=)[^;]*$/s, '$1')].map(relaxedField)
  const key = createPublicKey({
    key: Buffer.from(tagsOf(record).p ?? '', 'base64'),
    format: 'der',
    type: 'spki',
  })
  const isWhole = verify(
    'rsa-sha256',
    Buffer.from(signed.join('\r\n'), 'latin1'),
    key,
    Buffer.from(tags.b ?? '', 'base64'),
  )
  return { valid: isWhole && bodyHash === tags.bh, fields: names, tags }
}

/** The fields in the order of their names; of several with one name the last first. */
function pick(fields: readonly string[], names: readonly string[]): string[] {
  const left = [...fields]
  return names.flatMap((name) => {
    const place = left.findLastIndex((field) => field.toLowerCase().startsWith(`${name}:`))
    return place === -1 ? [] : left.splice(place, 1)
  })
}

function relaxedField(field: string): string {
  const colon = field.indexOf(':')
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
  const text = lines.join('\r\n').replace(/(\r\n)*$/, '')
  return text === '' ? '' : `${text}\r\n`
}

function tagsOf(list: string): Record<string, string> {
  const pairs = list.split(';').map((tag) => /^\s*(\w+)\s*=([^]*)$/.exec(tag))
  return Object.fromEntries(
    pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', (pair[2] ?? '').replace(/\s/g, '')]])),
  )
}
