/** Whether an address names a user or a password, `https://user:password@example.org`. */
export function holdsCredentials(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && (url.username !== '' || url.password !== '')
}

/** A text with the user and the password of the addresses in it left out: `https://…@example.org`. */
export function hideCredentials(text: string): string {
  return text.replace(/\/\/[^/?#\s]*@/g, '//…@')
}
