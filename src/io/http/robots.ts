import { aiInputOf } from './content-signal.ts'
import { encodePattern, matchesPattern } from '../../base/path-pattern.ts'

/** What a robots.txt says to one crawler. Paths are those of `pathOf`. */
export interface RobotsRules {
  allows(path: string): boolean
  /** False where the site asks not to be read by AI (Content-Signal); undefined where it says nothing. */
  aiInput(path: string): boolean | undefined
  /** Seconds between requests, where the file says so. */
  crawlDelay: number | null
  sitemaps: string[]
}

interface Rule {
  allow: boolean
  /** Percent-encoded; `*` and a final `$` have meaning. */
  pattern: string
}

/** What is said to one kind of crawler. */
interface Section {
  rules: Rule[]
  signals: Rule[]
  delay: number | null
}

/** Whom the lines are for that are being read. */
interface Group {
  specific: boolean
  general: boolean
  /** A rule was read: the next user agent begins another group. */
  closed: boolean
}

const mostBytes = 500 * 1024
const longestLine = 2083 * 8 - 1

/**
 * Reads a robots.txt for the crawler named by `userAgent` (RFC 9309; where it is silent, as Google's parser does it:
 * byte order mark, misspelt keys, a missing colon, `Allow: /index.html` for the folder). Never fails: what it does not
 * know it skips.
 */
export function parseRobots(text: string, userAgent: string): RobotsRules {
  const token = productToken(userAgent).toLowerCase()
  const specific: Section = { rules: [], signals: [], delay: null }
  const general: Section = { rules: [], signals: [], delay: null }
  const sitemaps: string[] = []
  // A signal before any user agent is for everybody; a rule there is for nobody.
  let group: Group | undefined
  let named = false
  for (const { key, value } of linesOf(text)) {
    if (key === 'user-agent') {
      group = groupAfter(group, value, token)
      named ||= group.specific
    } else if (key === 'sitemap') {
      if (value !== '') sitemaps.push(value)
    } else {
      const readers = group ?? { specific: false, general: key === 'content-signal', closed: false }
      if (readers.specific) addLine(specific, key, value)
      if (readers.general) addLine(general, key, value)
      if (group !== undefined) group.closed ||= key === 'allow' || key === 'disallow'
    }
  }
  const { rules, signals, delay } = named ? specific : general
  return {
    allows: (path) => path === '/robots.txt' || (decision(rules, path) ?? true),
    aiInput: (path) => decision(signals, path, 'forbids'),
    crawlDelay: delay,
    sitemaps,
  }
}

/**
 * The name by which robots.txt speaks to a crawler (RFC 9309, section 2.2.1): `nightdesk` of `nightdesk/1.0 (…)`. Empty
 * for what has characters that no name has.
 */
export function productToken(userAgent: string): string {
  const [name = ''] = userAgent.trim().split('/', 1)
  return /^[a-zA-Z_-]+$/.test(name) ? name : ''
}

/** Lines by ASCII rules: a byte order mark in the middle of a file is no white space. */
function* linesOf(text: string): Generator<{ key: string; value: string }> {
  for (const raw of firstBytes(withoutMark(text)).split(/\r\n|\r|\n/)) {
    const line = trim(raw.slice(0, longestLine).split('#', 1)[0] ?? '')
    const colon = line.indexOf(':')
    const parts =
      colon === -1
        ? /^([^ \t]+)[ \t]+([^ \t]+)$/.exec(line)
        : [line, line.slice(0, colon), line.slice(colon + 1)]
    if (parts === null) continue
    yield { key: keyOf(trim(parts[1] ?? '').toLowerCase()), value: trim(parts[2] ?? '') }
  }
}

/** A byte order mark, also one that lost its end or was decoded as something else. */
function withoutMark(text: string): string {
  return text.replace(/^(?:\ufeff|\u00ef(?:\u00bb\u00bf?)?|\ufffd{1,2})/, '')
}

/** What is cut off at the cap may have ended in the middle of a rule: the last line is left out. */
function firstBytes(text: string): string {
  if (text.length * 3 < mostBytes) return text
  const bytes = Buffer.from(text)
  if (bytes.byteLength < mostBytes) return text
  const kept = bytes.subarray(0, mostBytes).toString()
  return kept.slice(0, Math.max(kept.lastIndexOf('\n'), kept.lastIndexOf('\r')) + 1)
}

/** By hand: a pattern for white space at an end looks at long runs in the middle again and again. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start += 1
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/** Space, and from tab to carriage return. */
function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

/** How keys begin, misspelt ones too. */
const keys: [name: string, pattern: RegExp][] = [
  ['user-agent', /^user[- ]?agent/],
  ['disallow', /^(?:dis+al+ow|diasllow|disallaw)/],
  ['allow', /^allow/],
  ['sitemap', /^site-?map/],
  ['crawl-delay', /^crawl-?delay$/],
  ['content-signal', /^content-signals?$/],
]

function keyOf(key: string): string {
  return keys.find(([, pattern]) => pattern.test(key))?.[0] ?? key
}

/** Neighbouring user-agent lines share a group; the first rule closes it. */
function groupAfter(group: Group | undefined, value: string, token: string): Group {
  const next =
    group === undefined || group.closed ? { specific: false, general: false, closed: false } : group
  if (/^\*(?:\s|$)/.test(value)) next.general = true
  else if (token !== '' && /^[a-zA-Z_-]*/.exec(value)?.[0].toLowerCase() === token) next.specific = true
  return next
}

function addLine(section: Section, key: string, value: string): void {
  if (key === 'allow' || key === 'disallow') section.rules.push(...rulesFor(key === 'allow', value))
  else if (key === 'content-signal') section.signals.push(...signalsFor(value))
  else if (key === 'crawl-delay' && value !== '' && Number(value) >= 0) section.delay ??= Number(value)
}

function rulesFor(allow: boolean, value: string): Rule[] {
  const pattern = encodePattern(value)
  if (pattern === '') return []
  const folder = allow ? /^(.*\/)index\.html?[^/]*$/.exec(pattern)?.[1] : undefined
  return folder === undefined
    ? [{ allow, pattern }]
    : [
        { allow, pattern },
        { allow, pattern: `${folder}$` },
      ]
}

/** A signal holds for the whole site, or for the paths of a pattern that stands before it. */
function signalsFor(value: string): Rule[] {
  const [, pattern = '/', signals = ''] = /^(\/\S*\s)?(.*)$/.exec(value) ?? []
  const allow = aiInputOf(signals)
  return allow === undefined ? [] : [{ allow, pattern: encodePattern(trim(pattern)) }]
}

/** The longest matching rule decides; of two that are equally long, the one that allows, unless told otherwise. */
function decision(rules: readonly Rule[], path: string, tie: 'allows' | 'forbids' = 'allows') {
  const longest = { allow: 0, disallow: 0 }
  for (const { allow, pattern } of rules) {
    const side = allow ? 'allow' : 'disallow'
    if (pattern.length > longest[side] && matchesPattern(pattern, path)) longest[side] = pattern.length
  }
  const { allow, disallow } = longest
  if (allow === disallow) return allow === 0 ? undefined : tie === 'allows'
  return allow > disallow
}
