import { domainToASCII } from 'node:url'

/**
 * The mailbox that an address names, for comparison only: `Thandi@BÜCHER.example` and `thandi@xn--bcher-kva.example` are
 * one reader. RFC 5321 lets hosts tell upper and lower case apart in the local part; none that people use does.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0)).normalize('NFKC').toLowerCase()
  const domain = address.slice(at + 1)
  return `${local}@${domainToASCII(domain) || domain.toLowerCase()}`
}
