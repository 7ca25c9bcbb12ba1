import { pageKey, unwrapClick } from './page-address.ts'

/** An address that a source offers, as it is read, or why it is not. */
export type OfferedAddress = { url: string; note: string | undefined } | { refusal: string }

const longest = 2048

/**
 * Judges an address that stands in a foreign document. Links that only count a click are read where they lead. A user
 * name and a password are left out: they are not ours to use, and `https://bank.example@evil.example/` is made to be
 * misread.
 */
export function offeredAddress(address: string, kind: string): OfferedAddress {
  const outer = URL.parse(address)
  if (outer === null) return { refusal: 'no address' }
  const url = unwrapClick(outer)
  const isFile = kind === 'file' && url.protocol === 'file:'
  if (!/^https?:$/.test(url.protocol) && !isFile)
    return { refusal: `${url.protocol} is no address of the web` }
  if (address.length > longest) return { refusal: `an address of ${address.length} characters` }
  if (url.username === '' && url.password === '') return { url: url.href, note: undefined }
  url.username = ''
  url.password = ''
  return { url: url.href, note: `${url.href} stood there with a user name or a password, which was left out` }
}

/** Which page is offered: that of its address, or a file, whatever address it names. */
export function keyOfOffer({ url, saved }: { url: string; saved?: { place: string } }): string {
  return saved === undefined ? pageKey(url) : saved.place
}
