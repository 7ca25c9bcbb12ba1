import { votes, type Vote } from '../contracts/digest.ts'

/** What a signed link in a mail says. The bytes are as few as they can be: mail programs break long addresses. */
export type MailLink =
  | {
      kind: 'vote'
      /** The id of the mail in the outbox: it knows the edition and its reader. */
      delivery: string
      /** Of the item in the edition, from 1. */
      position: number
      vote: Vote
    }
  | {
      kind: 'unsubscribe'
      /** The name of the brand in commands. It and the address stand for themselves: the link outlives its edition. */
      brand: string
      address: string
    }

/** Mails are kept, and who wants no more of them must get through years later. */
export const unsubscribeDays = 3650

const unsubscribe = votes.length
const idBytes = 16

/** One byte for what the link does, then the id of the mail and the position; or the brand, NUL and the address. */
export function mailLinkBytes(link: MailLink): Uint8Array {
  if (link.kind === 'unsubscribe')
    return Buffer.concat([Buffer.of(unsubscribe), Buffer.from(`${link.brand}\0${link.address}`)])
  const id = Buffer.from(link.delivery.replaceAll('-', ''), 'hex')
  return Buffer.concat([Buffer.of(votes.indexOf(link.vote)), id, Buffer.of(link.position)])
}

/** Undefined where the bytes are no link of ours. */
export function readMailLink(bytes: Uint8Array): MailLink | undefined {
  const [first = -1, ...rest] = bytes
  const body = Buffer.from(rest)
  if (first === unsubscribe) {
    const [brand = '', address = '', ...more] = body.toString('utf8').split('\0')
    return brand === '' || address === '' || more.length > 0
      ? undefined
      : { kind: 'unsubscribe', brand, address }
  }
  const vote = votes[first]
  const position = body[idBytes]
  if (vote === undefined || position === undefined || body.length !== idBytes + 1) return undefined
  const id = body.toString('hex', 0, idBytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return { kind: 'vote', delivery: id, position, vote }
}
