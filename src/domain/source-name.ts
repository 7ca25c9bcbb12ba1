/** How a source is called that has no name: its host, or the folder where there is none. */
export function sourceName(url: string): string {
  const { host, pathname } = new URL(url)
  return host || decodeURIComponent(pathname.replace(/\/+$/, '').split('/').at(-1) ?? '') || url
}
