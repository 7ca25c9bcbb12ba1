/** With a scheme, to write a mail to, or a host with what follows it; a bare `Booking.com` is a name. */
const schemes = /:\/\/|\b(?:javascript|vbscript|data|mailto|file|tel|sms):\S|\bwww\.\S/i
const mailbox = /[^\s@]@[\p{L}\p{N}-]+\.[\p{L}\p{N}]/u
const host = /[\p{L}\p{N}]\.\p{L}[\p{L}\p{N}-]+(?:\/|:\d|[?#]\w)/u
const ideographicStops = /[\u3002\uff0e\uff61]/gu

/** What every address has; most sentences have none of it, and they are many. */
const hint = /[@\uff20\uff1a]|:\S|[\p{L}\p{N}][.\u3002\uff0e\uff61]\p{L}/u

/** Whether a mail program would make a link of something in the text. */
export function holdsAddress(text: string): boolean {
  return hint.test(text) && text.split(/\s+/u).some(isAddress)
}

/** The text without its addresses, each with what stands beside it up to the next space. */
export function withoutAddresses(text: string): string {
  if (!hint.test(text)) return text
  return text
    .split(/(\s+)/u)
    .filter((part) => !isAddress(part))
    .join('')
}

/** What is longer than any word of a sentence is looked at in its first part only, which is long enough to tell. */
const longestLook = 4000

function isAddress(word: string): boolean {
  const plain = word.slice(0, longestLook).normalize('NFKC').replace(ideographicStops, '.')
  return schemes.test(plain) || mailbox.test(plain) || host.test(plain)
}
