/** What a robots.txt says to one crawler. */
export interface RobotsRules {
  /** The path is that of a URL: path and query, percent-encoded as the URL standard writes it. */
  allows(path: string): boolean
  /** Seconds between requests, where the file says so. */
  crawlDelay: number | null
  sitemaps: string[]
}

interface Rule {
  allow: boolean
  /** The pattern, percent-encoded; `*` and a final `$` have meaning. */
  pattern: string
}

interface Group {
  specific: boolean
  general: boolean
  closed: boolean
}

const mostBytes = 500 * 1024
const longestLine = 2083 * 8

/**
 * Reads a robots.txt for the crawler named by `userAgent` (RFC 9309; where it is silent, as Google's parser does it:
 * byte order mark, misspelt keys, a missing colon, `Allow: /index.html` for the folder). Never fails: what it does not
 * know it skips.
 */
export function parseRobots(text: string, userAgent: string): RobotsRules {
  const token = productToken(userAgent).toLowerCase()
  const specific: Rule[] = []
  const general: Rule[] = []
  const delays = { specific: null as number | null, general: null as number | null }
  const sitemaps: string[] = []
  const group: Group = { specific: false, general: false, closed: false }
  let named = false
  for (const { key, value } of linesOf(text)) {
    if (key === 'user-agent') {
      openGroup(group, value, token)
      named ||= group.specific
    } else if (key === 'allow' || key === 'disallow') {
      group.closed = true
      const rules = rulesFor(key === 'allow', value)
      if (group.specific) specific.push(...rules)
      if (group.general) general.push(...rules)
    } else if (key === 'crawl-delay') {
      const seconds = Number(value)
      if (value === '' || !(seconds >= 0)) continue
      if (group.specific) delays.specific ??= seconds
      if (group.general) delays.general ??= seconds
    } else if (key === 'sitemap' && value !== '') sitemaps.push(value)
  }
  const rules = named ? specific : general
  return {
    allows: (path) => path === '/robots.txt' || isAllowed(rules, path),
    crawlDelay: named ? delays.specific : delays.general,
    sitemaps,
  }
}

/** The letters, `_` and `-` that begin a user agent: `nightdesk/1.0 (…)` is `nightdesk` (RFC 9309, section 2.2.1). */
export function productToken(userAgent: string): string {
  return /^[a-zA-Z_-]*/.exec(userAgent.trim())?.[0] ?? ''
}

/** The part of a URL that rules are matched against. */
export function robotsPath(url: URL): string {
  return normalizeEscapes(`${url.pathname}${url.search}`)
}

function* linesOf(text: string): Generator<{ key: string; value: string }> {
  const start = text.replace(/^\ufeff/, '').slice(0, mostBytes)
  for (const raw of start.split(/\r\n|\r|\n/)) {
    const line = raw.slice(0, longestLine).split('#', 1)[0]?.trim() ?? ''
    const colon = line.indexOf(':')
    const parts =
      colon === -1 ? /^(\S+)\s+(\S+)$/.exec(line) : [line, line.slice(0, colon), line.slice(colon + 1)]
    if (parts === null) continue
    yield { key: knownKey((parts[1] ?? '').trim().toLowerCase()), value: (parts[2] ?? '').trim() }
  }
}

const misspelt: Record<string, string> = {
  useragent: 'user-agent',
  'user agent': 'user-agent',
  dissallow: 'disallow',
  dissalow: 'disallow',
  disalow: 'disallow',
  diasllow: 'disallow',
  disallaw: 'disallow',
  'site-map': 'sitemap',
  crawldelay: 'crawl-delay',
}

function knownKey(key: string): string {
  return misspelt[key] ?? key
}

/** Neighbouring user-agent lines share a group; the first rule closes it. */
function openGroup(group: Group, value: string, token: string): void {
  if (group.closed) Object.assign(group, { specific: false, general: false, closed: false })
  if (/^\*(?:\s|$)/.test(value)) group.general = true
  else if (token !== '' && productToken(value).toLowerCase() === token) group.specific = true
}

function rulesFor(allow: boolean, value: string): Rule[] {
  const pattern = normalizeEscapes(value)
  if (pattern === '') return []
  const folder = allow ? /^(.*\/)index\.html?[^/]*$/.exec(pattern)?.[1] : undefined
  return folder === undefined
    ? [{ allow, pattern }]
    : [
        { allow, pattern },
        { allow, pattern: `${folder}$` },
      ]
}

/** The longest matching rule decides; of two that are equally long, the one that allows. */
function isAllowed(rules: readonly Rule[], path: string): boolean {
  const longest = { allow: 0, disallow: 0 }
  for (const { allow, pattern } of rules) {
    const side = allow ? 'allow' : 'disallow'
    if (pattern.length > longest[side] && matches(pattern, path)) longest[side] = pattern.length
  }
  return longest.allow >= longest.disallow
}

/** Matches from the start of the path, without backtracking: each part between two stars at its first place. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$')
  const parts = (anchored ? pattern.slice(0, -1) : pattern).split('*')
  const first = parts[0] ?? ''
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = parts.length - 1
  for (const [index, part] of parts.entries()) {
    if (index === 0) continue
    if (anchored && index === last) return path.endsWith(part) && path.length - part.length >= at
    const found = path.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return !anchored || at === path.length
}

/** Percent-encodes what is not ASCII and writes existing escapes in capitals, so that equal octets compare equal. */
function normalizeEscapes(text: string): string {
  return text
    .replace(/[^\u0000-\u007f]+/gu, (run) => encodeURIComponent(run.toWellFormed()))
    .replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase())
}
