import { mailboxOf } from '../base/mailbox.ts'
import { listWords } from '../base/text.ts'
import { domainOf } from '../base/web-address.ts'
import type { Brand } from '../contracts/brand.ts'
import { noGoTopics } from './brand-words.ts'
import { countPhrase, indexWords } from './word-index.ts'

/** What is allowed in a brand file and still looks like a slip, a sentence each. */
export function brandAdvice(brand: Brand): string[] {
  return [
    ...bannedInCopy(brand),
    ...keywordsRefused(brand),
    ...notDomains(brand),
    ...wordless(brand),
    ...repeated(brand),
  ]
}

function bannedInCopy(brand: Brand): string[] {
  return brand.example_copy.flatMap((copy, index) => {
    const words = brand.banned_words.filter((word) => countPhrase(indexWords(copy), word) > 0)
    return words.length === 0 ? [] : [`example_copy[${index}] uses the banned ${listWords(words)}.`]
  })
}

function keywordsRefused(brand: Brand): string[] {
  const refused = new Set(noGoTopics(brand).flatMap(({ words }) => words.map((word) => word.toLowerCase())))
  const { core, extended, products } = brand.keywords
  return [...core, ...extended, ...products]
    .filter((word) => refused.has(word.toLowerCase()))
    .map((word) => `"${word}" is a keyword and a no-go topic: pages about it are refused.`)
}

function notDomains({ blocked_domains }: Brand): string[] {
  return blocked_domains
    .filter((domain) => domainOf(domain) === undefined)
    .map((domain) => `"${domain}" is no domain such as example.org: it blocks nothing.`)
}

/** Words are looked for in pages; marks and emoji alone are none. */
function wordless(brand: Brand): string[] {
  const { banned_words, keywords, no_go_topics } = brand
  const lists = { banned_words, ...keywords, no_go_topics }
  return Object.entries(lists).flatMap(([name, words]) =>
    words
      .filter((word) => indexWords(word).words === 0)
      .map((word) => `"${word}" in ${name} holds no word: it is never found.`),
  )
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
