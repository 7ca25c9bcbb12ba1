/** Whether an address names a user or a password, `https://user:password@example.org`. */
export function holdsCredentials(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && (url.username !== '' || url.password !== '')
}

/** A text with the user and the password of the addresses in it left out: `https://…@example.org`. */
export function hideCredentials(text: string): string {
  return text.replace(/\/\/[^/?#\s]*@/g, '//…@')
}

/**
 * The host that a person means by a domain, as the URL standard writes it: `*.Example.org`, `https://www.example.org/x` and
 * `example.org:8080` all mean `example.org`. Undefined for what names no host.
 */
export function domainOf(typed: string): string | undefined {
  const bare = typed
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[*.]+/, '')
  const host = URL.parse(`http://${bare}`)
    ?.hostname.replace(/\.$/, '')
    .replace(/^www\.(?=.*\.)/, '')
  return host === '' ? undefined : host
}

/** The port of a web address, said or not. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port)
  return url.protocol === 'https:' ? 443 : 80
}
