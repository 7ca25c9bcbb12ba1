import { isTracking } from './tracking-parameter.ts'

/**
 * Which page an address names. Two addresses with one key lead to the same page: scheme, `www`, mobile and AMP twins,
 * default ports, index files, trailing marks, fragments, tracking parameters and the order of parameters make no
 * difference; letters in path and query, routes (`#/x`, `#!x`) and every other parameter do. The key reads as an address
 * without a scheme; what is no address is its own key.
 */
export function pageKey(address: string): string {
  const outer = URL.parse(address.trim())
  if (outer === null || !/^https?:$/.test(outer.protocol)) return address.trim()
  const url = unwrapShort(unwrapAmp(unwrapClick(outer)))
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`
  const search = keyOfQuery(url)
  const route = /^#(?:!|\/)./.test(url.hash) ? url.hash : ''
  return `${keyOfHost(url.hostname)}${port}${keyOfPath(url.pathname)}${search === '' ? '' : `?${search}`}${route}`
}

/** The site that a page belongs to, as people name it: `news.bbc.co.uk` is `bbc.co.uk`. By rule, not by the whole public suffix list. */
export function siteOf(address: string): string {
  const host = hostOf(address)
  if (host === '' || host.startsWith('[') || /^[\d.]+$/.test(host)) return host
  const labels = host.split('.')
  const kept = sharedSuffixes.has(labels.slice(-2).join('.')) || isCountrySuffix(labels) ? 3 : 2
  return labels.slice(-kept).join('.')
}

/** The host of an address in lower case, without a trailing dot; empty for what is no address. */
export function hostOf(address: string): string {
  return (URL.parse(address.trim())?.hostname ?? '').replace(/\.$/, '')
}

const indexFile = /\/(?:index|default)\.(?:html?|shtml|xhtml|php\d?|aspx?|jsp|cfm|cgi)$/i

/** Domains under which everybody may have a site. */
const sharedSuffixes = new Set(
  (
    'github.io gitlab.io blogspot.com wordpress.com substack.com tumblr.com netlify.app vercel.app pages.dev web.app ' +
    'firebaseapp.com herokuapp.com weebly.com wixsite.com squarespace.com ghost.io medium.com livejournal.com typepad.com'
  ).split(' '),
)

/** `co.za`, `com.au`, `ac.uk`: a short word of office under a country. */
function isCountrySuffix(labels: readonly string[]): boolean {
  const [office = '', country = ''] = labels.slice(-2)
  return (
    country.length === 2 &&
    /^(?:co|com|org|net|gov|gob|gouv|govt|edu|ac|mil|law|nom|web|or|ne|go|info|biz|sch|ltd|plc|me|in|id|my|gen|firm|art|press|news|blog)$/.test(
      office,
    )
  )
}

function keyOfHost(hostname: string): string {
  const host = hostname.replace(/\.+$/, '')
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return host
  const labels = host.split('.')
  const own = isCountrySuffix(labels) ? 3 : 2
  const kept = labels.filter((label, index) => index >= labels.length - own || !isTwin(label, index))
  return sameSites[kept.join('.')] ?? kept.join('.')
}

/** Sites of two names. */
const sameSites: Record<string, string> = {
  'twitter.com': 'x.com',
  'old.reddit.com': 'reddit.com',
  'new.reddit.com': 'reddit.com',
}

/** `www`, and the subdomains that serve one site to telephones: `m.example.org`, `en.m.wikipedia.org`, `amp.example.org`. */
function isTwin(label: string, index: number): boolean {
  return index === 0 ? /^(?:www\d?|m|mobile|amp|wap|touch|3g)$/.test(label) : /^(?:www|m|amp)$/.test(label)
}

function keyOfPath(pathname: string): string {
  const path = pathname
    .replace(/%[0-9a-f]{2}/gi, (escape) => decodePlain(escape))
    .replace(/[^\w.~/!$&'()*+,;=:@%-]+/g, (run) => encodeURIComponent(run))
    .replace(/;(?:jsessionid|phpsessid|sid)=[^/;]*/gi, '')
    .replace(/\/\([A-Z]\([^()/]+\)\)(?=\/)/gi, '')
    .replace(/\/{2,}/g, '/')
    .replace(indexFile, '/')
  return withoutMarks(withoutPrint(withoutAmp(path)))
}

/** Slashes, and marks of the sentence in which an address stood. By hand: a pattern takes long over long runs in the middle. */
function withoutMarks(path: string): string {
  const marks = path.includes('(') ? '/.,;:' : '/.,;:)'
  let end = path.length
  while (end > 0 && marks.includes(path.charAt(end - 1))) end -= 1
  return path.slice(0, end)
}

/** AMP twins by their path: before it, behind it, or within it where a story follows. */
function withoutAmp(path: string): string {
  return path
    .replace(/(?<=\/.+)\/amp(?:\.html?|\/)?$/i, '')
    .replace(/^\/amp(?=\/.)|\/amp(?=\/[^/]*[\d_-][^/]*$)/i, '')
    .replace(/\.amp(?=\.html?$|$)/i, '')
}

/** What a shop writes behind the article, and the page for paper of a story, which has a number or a few words. */
function withoutPrint(path: string): string {
  return path.replace(/\/ref=[^/]*$/, '').replace(/(?<=\/[^/]*[\d_-][^/]*)\/print\/?$/i, '')
}

/**
 * RFC 3986, section 6.2.2: escapes in capitals, and none for letters, digits and `-._~`; nor for marks that servers read
 * alike either way. `/`, `?`, `#`, `%`, `+` and `;` keep theirs.
 */
function decodePlain(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
  return /[\w.~!'()*,:@$&=-]/.test(character) ? character : escape.toUpperCase()
}

/** Sorted by name; values of one name stay in their order. An `&` that was written as in HTML is one all the same. */
function keyOfQuery({ searchParams, hostname }: URL): string {
  return [...searchParams]
    .map(([name, value]): [string, string] => [name.replace(/^(?:amp;)+/, ''), value])
    .filter(([name, value]) => name !== '' && !isTracking(name, value, hostname))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) =>
      value === '' ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    )
    .join('&')
}

/** Addresses that only count a click and lead on: those of Google's alerts, of Bing's news and of social networks. */
const clicks: [hosts: RegExp, path: RegExp, names: readonly string[]][] = [
  [/(?:^|\.)google\.[a-z.]+$/, /^\/url$/, ['url', 'q']],
  [/(?:^|\.)bing\.com$/, /^\/news\/apiclick\.aspx$/i, ['url']],
  [/(?:^|\.)facebook\.com$/, /^\/l\.php$/, ['u']],
  [/^l\.instagram\.com$/, /^\/$/, ['u']],
  [/(?:^|\.)youtube\.com$/, /^\/redirect$/, ['q']],
]

/** Where a link leads that only counts a click; any other as it is. */
export function unwrapClick(url: URL): URL {
  const names = clicks.find(([hosts, path]) => hosts.test(url.hostname) && path.test(url.pathname))?.[2] ?? []
  const inner = names.map((name) => URL.parse(url.searchParams.get(name) ?? ''))
  return inner.find((each) => each !== null && /^https?:$/.test(each.protocol)) ?? url
}

/** The page behind an AMP cache: `google.com/amp/s/example.org/x`, `example-org.cdn.ampproject.org/c/s/example.org/x`. */
function unwrapAmp(url: URL): URL {
  const pattern = /(?:^|\.)google\.[a-z.]+$/.test(url.hostname)
    ? /^\/amp\/(?:s\/)?(.+)$/
    : /\.(?:cdn\.ampproject\.org|bing-amp\.com)$/.test(url.hostname)
      ? /^\/(?:[a-z]\/)?(?:s\/)?(.+)$/
      : undefined
  const inner = pattern?.exec(url.pathname)?.[1]
  if (inner === undefined) return url
  const [path, query = ''] = inner.split(/%3f/i)
  return URL.parse(`https://${path}?${query}&${url.search.slice(1)}`) ?? url
}

/** `youtu.be/ID` is `youtube.com/watch?v=ID`. */
function unwrapShort(url: URL): URL {
  const video = url.hostname === 'youtu.be' ? /^\/([\w-]{11})\/?$/.exec(url.pathname)?.[1] : undefined
  if (video === undefined) return url
  const watch = new URL('https://youtube.com/watch' + url.search)
  watch.searchParams.set('v', video)
  return watch
}
