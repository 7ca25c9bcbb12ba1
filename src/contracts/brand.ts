import * as v from 'valibot'
import { mailboxOf } from '../base/mailbox.ts'
import { holdsCredentials } from '../base/web-address.ts'

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'))
const words = v.optional(v.array(text), [])
const colour = v.pipe(v.string(), v.hexColor('must be a colour such as "#c8102e"'))
const address = v.pipe(v.string(), v.trim(), v.email('must be an e-mail address'))
export const sourceKinds = ['feed', 'site', 'sitemap', 'search', 'file'] as const

/** One place to read, as a brand file gives it. */
export const sourceSchema = v.pipe(
  v.strictObject({
    kind: v.picklist(sourceKinds, `must be one of ${sourceKinds.join(', ')}`),
    url: v.pipe(v.string(), v.trim()),
    name: v.optional(text),
    /** Which of its pages are articles, by their paths: `/news/`, `/*.html$`. */
    articles: v.optional(
      v.array(v.pipe(text, v.regex(/^[/*]/, 'must be the path of pages, such as /news/ or /*.html$'))),
    ),
  }),
  v.forward(
    v.check(
      ({ kind, url }) => kind === 'file' || isWebAddress(url),
      'must be a web address that starts with http:// or https://',
    ),
    ['url'],
  ),
  v.forward(
    v.check(
      ({ kind, url }) => kind !== 'file' || isFolderAddress(url),
      'must be the address of a folder such as file:///srv/saved-pages',
    ),
    ['url'],
  ),
  v.forward(
    v.check(
      ({ url }) => !isWebAddress(url) || !holdsCredentials(url),
      'must hold no user name and no password',
    ),
    ['url'],
  ),
  v.forward(
    v.check(
      ({ kind, url }) => kind !== 'search' || url.includes('{query}'),
      'must hold {query}, where the words of a search go',
    ),
    ['url'],
  ),
)

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

/** `file:///folder`: of this machine, and no escape hides a separator. */
export function isFolderAddress(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === 'file:' && url.host === '' && url.pathname !== '/' && !/%(?:2f|5c|00)/i.test(text)
}

/** `UK` is `GB` (IANA language subtag registry). */
function usualRegion(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? code
}

/** The one YAML file that describes a brand. Lists that are absent are empty. */
export const brandSchema = v.strictObject({
  id: v.pipe(
    v.string(),
    v.regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be 2 to 40 lower-case letters, digits and dashes'),
  ),
  display_name: text,
  tone: v.strictObject({ persona: text, style_guide: v.optional(v.array(text), []) }),
  aliases: words,
  banned_words: words,
  keywords: v.strictObject({
    core: v.pipe(v.array(text), v.minLength(1, 'must name at least one word')),
    extended: words,
    products: words,
  }),
  colours: v.optional(
    v.strictObject({ primary: v.optional(colour, '#1f2937'), secondary: v.optional(colour, '#f59e0b') }),
    {},
  ),
  no_go_topics: words,
  example_copy: words,
  sources: v.pipe(v.array(sourceSchema), v.minLength(1, 'must name at least one source')),
  queries: v.optional(v.strictObject({ brand_health: words, market_intelligence: words }), {}),
  blocked_domains: words,
  recipients: v.pipe(v.array(address), v.minLength(1, 'must name at least one address')),
  alerts_to: v.optional(v.array(address), []),
  language: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z]{2}$/, 'must be a two-letter language such as en')),
    'en',
  ),
  region: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Z]{2}$/, 'must be a two-letter region such as ZA'),
      v.transform(usualRegion),
    ),
  ),
  max_age_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)), 14),
  schedule: v.optional(text),
  top: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 5),
})

export type Brand = v.InferOutput<typeof brandSchema>

/** The addresses that get the edition, each mailbox once, as it is written first. */
export function readersOf({ recipients }: Pick<Brand, 'recipients'>): string[] {
  const known = new Set<string>()
  return recipients.filter((address) => {
    const mailbox = mailboxOf(address)
    return !known.has(mailbox) && known.add(mailbox)
  })
}

/** A brand that was checked before it was stored; anything else is a bug. */
export function parseBrand(stored: unknown): Brand {
  return v.parse(brandSchema, stored)
}
