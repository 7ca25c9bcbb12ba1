import { squeeze, truncate } from '../base/text.ts'
import type { Brand } from '../contracts/brand.ts'
import { countPhrase, indexWords } from './word-index.ts'

const longest = 110

/** The banned words that stand in a text of ours. */
export function bannedWordsIn(text: string, brand: Brand): string[] {
  const index = indexWords(text)
  return brand.banned_words.filter((word) => countPhrase(index, word) > 0)
}

/** A page's title as a heading of ours: without the name of the site and without banned words. */
export function headingFrom(title: string, site: string, brand: Brand): string {
  const plain = withoutSite(squeeze(title), site)
  const clean = withoutBanned(plain, brand)
  const isFit = clean.split(' ').length >= 3 && bannedWordsIn(clean, brand).length === 0
  return truncate(isFit ? clean : `News from ${site}`, longest)
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

function withoutBanned(title: string, brand: Brand): string {
  const banned = brand.banned_words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (banned.length === 0) return title
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${banned.join('|')})(?:s|es)?(?![\\p{L}\\p{N}])`, 'giu')
  const cut = squeeze(title.replace(pattern, ' ').replace(/\s+([,.:;!?])/g, '$1'))
  return cut.charAt(0).toUpperCase() + cut.slice(1)
}
