import { mailboxOf } from '../base/mailbox.ts'
import { listWords } from '../base/text.ts'
import { domainOf } from '../base/web-address.ts'
import type { Brand } from '../contracts/brand.ts'
import { noGoTopics } from './brand-words.ts'
import { isRegion } from './region.ts'
import { countPhrase, indexWords } from './word-index.ts'

/** What is allowed in a brand file and still looks like a slip, a sentence each. */
export function brandAdvice(brand: Brand): string[] {
  return [
    ...bannedInCopy(brand),
    ...bannedKeywords(brand),
    ...keywordsRefused(brand),
    ...notDomains(brand),
    ...wordless(brand),
    ...partedByComma(brand),
    ...unknownCodes(brand),
    ...repeated(brand),
  ]
}

function bannedInCopy(brand: Brand): string[] {
  return brand.example_copy.flatMap((copy, index) => {
    const words = brand.banned_words.filter((word) => countPhrase(indexWords(copy), word) > 0)
    return words.length === 0 ? [] : [`example_copy[${index}] uses the banned ${listWords(words)}.`]
  })
}

function bannedKeywords(brand: Brand): string[] {
  return keywordsAmong(brand, brand.banned_words).map(
    (word) => `"${word}" is a keyword and a banned word: no heading or summary of ours may name it.`,
  )
}

function keywordsRefused(brand: Brand): string[] {
  const refused = noGoTopics(brand).flatMap(({ words }) => words)
  return keywordsAmong(brand, refused).map(
    (word) => `"${word}" is a keyword and a no-go topic: pages about it are refused.`,
  )
}

function keywordsAmong({ keywords }: Brand, words: readonly string[]): string[] {
  const known = new Set(words.map((word) => word.toLowerCase()))
  const { core, extended, products } = keywords
  const once = new Map([...core, ...extended, ...products].map((word) => [word.toLowerCase(), word]))
  return [...once].flatMap(([key, word]) => (known.has(key) ? [word] : []))
}

function notDomains({ blocked_domains }: Brand): string[] {
  return blocked_domains
    .filter((domain) => domainOf(domain) === undefined)
    .map((domain) => `"${domain}" is no domain such as example.org: it blocks nothing.`)
}

/** Words are looked for in pages; marks and emoji alone are none. */
function wordless(brand: Brand): string[] {
  return wordsOf(brand)
    .filter(({ word }) => indexWords(word).words === 0)
    .map(({ name, word }) => `"${word}" in ${name} holds no word: it is never found.`)
}

/** In a list in brackets `war (front, siege)` is two words, and each holds half of the parentheses. */
function partedByComma(brand: Brand): string[] {
  return wordsOf(brand)
    .filter(({ word }) => word.split('(').length > word.split(')').length)
    .map(
      ({ name, word }) =>
        `"${word}" in ${name} ends within its parentheses: put the whole of it in quotes, or on a line of its own.`,
    )
}

function wordsOf({ banned_words, keywords, no_go_topics }: Brand): { name: string; word: string }[] {
  const lists = { banned_words, ...keywords, no_go_topics }
  return Object.entries(lists).flatMap(([name, words]) => words.map((word) => ({ name, word })))
}

/** Nearly every page would be refused for being of another language or country. */
function unknownCodes({ language, region }: Brand): string[] {
  const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  return [
    ...(languages.of(language) === undefined
      ? [`"${language}" is no language (ISO 639-1 has en, pt, zu …): pages in any other are refused.`]
      : []),
    ...(region !== undefined && !isRegion(region)
      ? [`"${region}" is no region (ISO 3166 has BR, GB, ZA …): pages of any country are refused.`]
      : []),
  ]
}

function repeated(brand: Brand): string[] {
  return [
    ...twice(brand.sources.map(({ url }) => url)).map(
      (url) => `The source ${url} stands there twice; it is read once.`,
    ),
    ...twice(brand.recipients.map(mailboxOf)).map(
      (address) => `The recipient ${address} stands there twice; one mail is sent.`,
    ),
  ]
}

function twice(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) < index))]
}
