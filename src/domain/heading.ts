import { squeeze, truncate } from '../base/text.ts'
import type { Brand } from '../contracts/brand.ts'
import { sentencesOf } from './quote.ts'
import { countPhrase, indexWords } from './word-index.ts'

const longest = 110

/** The banned words that stand in a text of ours. */
export function bannedWordsIn(text: string, brand: Brand): string[] {
  if (brand.banned_words.length === 0) return []
  const index = indexWords(text)
  return brand.banned_words.filter((word) => countPhrase(index, word) > 0)
}

/**
 * A page's title as a heading of ours, without the name of the site. Where the title uses a banned word, the first short
 * sentence of the text that uses none stands in for it.
 */
export function headingFrom(page: { title: string; text: string; site: string }, brand: Brand): string {
  const title = withoutSite(squeeze(page.title), page.site)
  const isFit = (text: string) => bannedWordsIn(text, brand).length === 0
  if (title !== '' && isFit(title)) return truncate(title, longest)
  const sentences = sentencesOf(page.text.slice(0, 4000)).map(({ text }) => squeeze(text))
  const sentence = sentences.find((text) => text.length >= 25 && text.length <= longest && isFit(text))
  return sentence?.replace(/\.$/, '') ?? `News from ${truncate(squeeze(page.site), 60)}`
}

function withoutSite(title: string, site: string): string {
  const [head = title, ...rest] = title.split(/\s+[|–—·»-]\s+/u)
  const name = site.replace(/^www\./, '').toLowerCase()
  const tail = rest.at(-1)?.toLowerCase()
  if (tail === undefined) return title
  const squeezed = tail.replace(/[^\p{L}\p{N}]/gu, '')
  const isSite =
    tail === name || (squeezed.length > 3 && name.replace(/[^\p{L}\p{N}]/gu, '').includes(squeezed))
  return isSite ? [head, ...rest.slice(0, -1)].join(' – ') : title
}
