import { domainOf } from '../base/web-address.ts'
import type { Brand } from '../contracts/brand.ts'
import { noGoTopics } from './brand-words.ts'
import { guessLanguage, isGuessable } from './language.ts'
import { countryOf, regionName } from './region.ts'
import { siteOf } from './page-address.ts'
import { countPhrase, indexWords } from './word-index.ts'

export interface RuledPage {
  url: string
  title: string
  text: string
  /** As the page says it: `en`, `af-ZA`; null where it says nothing. */
  language: string | null
  publishedAt: Date | null
}

/** How often a no-go topic may be touched in passing; the title counts at once. */
const passingMentions = 2
const shortestText = 200
const dayMs = 86_400_000

/** Why a page is refused whatever its score, as a person reads it; undefined where no rule refuses it. */
export function hardRejection(page: RuledPage, brand: Brand, now: Date): string | undefined {
  return (
    blockedDomain(page.url, brand) ??
    tooOld(page.publishedAt, brand, now) ??
    tooShort(page) ??
    wrongLanguage(page, brand) ??
    wrongRegion(page, brand) ??
    noGoTopic(page, brand)
  )
}

/** Why an address is not even read; undefined where it may be. */
export function blockedDomain(url: string, brand: Brand): string | undefined {
  const host = URL.parse(url)?.hostname.replace(/\.$/, '')
  if (host === undefined) return `"${url}" is no web address`
  const blocked = brand.blocked_domains
    .flatMap((domain) => domainOf(domain) ?? [])
    .find((domain) => host === domain || host.endsWith(`.${domain}`))
  return blocked === undefined ? undefined : `${blocked} is a blocked domain`
}

/** Why a date is refused; undefined for one that is young enough or not known. */
export function tooOld(publishedAt: Date | null, brand: Brand, now: Date): string | undefined {
  if (publishedAt === null) return undefined
  const days = Math.floor((now.getTime() - publishedAt.getTime()) / dayMs)
  return days > brand.max_age_days ? `it is ${days} days old, more than ${brand.max_age_days}` : undefined
}

function tooShort({ text }: RuledPage): string | undefined {
  return text.trim().length < shortestText ? 'it holds too little text to judge' : undefined
}

/**
 * What the words say beats what the page declares: many pages declare the language of their template. Only a language
 * that is not known by its words may look like another one.
 */
function wrongLanguage({ text, language }: RuledPage, brand: Brand): string | undefined {
  const declared = /^[a-z]{2}(?![a-z])/i.exec(language ?? '')?.[0].toLowerCase()
  const wanted = usualCode(brand.language)
  if (usualCode(declared ?? '') === wanted && !isGuessable(wanted)) return undefined
  const written = guessLanguage(text) ?? declared
  if (written === undefined || usualCode(written) === wanted) return undefined
  return `it is written in ${languageName(written)}, not in ${languageName(brand.language)}`
}

/** Codes that stand for another one (IANA language subtag registry), and the two ways to write Norwegian. */
const languageCodes: Record<string, string> = { iw: 'he', in: 'id', ji: 'yi', mo: 'ro', nb: 'no', nn: 'no' }

function usualCode(language: string): string {
  return languageCodes[language] ?? language
}

/** A page of another country, unless it names the brand or its region, or the brand reads that very site. */
function wrongRegion({ url, title, text }: RuledPage, brand: Brand): string | undefined {
  const country = countryOf(url)
  if (brand.region === undefined || country === undefined || country === brand.region) return undefined
  if (brand.sources.some((source) => siteOf(source.url) === siteOf(url))) return undefined
  const here = regionName(brand.region)
  const words = `${title}\n${text}`
  const index = indexWords(words)
  if ([brand.display_name, ...brand.aliases].some((name) => countPhrase(index, name) > 0)) return undefined
  // Within words too: who writes of South African pizza writes of South Africa.
  const said = words.toLowerCase()
  const regions = [here, regionName(brand.region, brand.language)]
  if (regions.some((name) => said.includes(name.toLowerCase()))) return undefined
  return `its site is of another country (${regionName(country)}), and it names neither ${brand.display_name} nor ${here}`
}

function noGoTopic({ title, text }: RuledPage, brand: Brand): string | undefined {
  const fields = { title: indexWords(title), text: indexWords(text) }
  for (const topic of noGoTopics(brand)) {
    const inTitle = topic.words.find((word) => countPhrase(fields.title, word) > 0)
    if (inTitle !== undefined) return `no-go topic ${topic.name}: "${inTitle}" stands in the title`
    const times = topic.words.reduce((sum, word) => sum + countPhrase(fields.text, word), 0)
    if (times > passingMentions) return `no-go topic ${topic.name}: ${times} mentions`
  }
  return undefined
}

function languageName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code
}
