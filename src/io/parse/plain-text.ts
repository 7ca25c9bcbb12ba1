import { load } from 'cheerio/slim'
import { cleanText, squeeze } from '../../base/text.ts'

const looksLikeMarkup = /<[a-z!/?][^>]*>/i
const looksEscaped = /&(?:#\d+|#x[\da-f]+|[a-z][\da-z]*);/i

/** A fragment of HTML as a line of text: no tags, no scripts, entities decoded, white space squeezed. */
export function plainText(html: string): string {
  if (html.includes('<![CDATA[')) return plainText(html.replace(/<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)/g, '$1'))
  const marked = looksLikeMarkup.test(html)
  if (!marked && !looksEscaped.test(html)) return cleanText(squeeze(html))
  const $ = load(marked ? html.replace(/<(?=br\b|\/?(?:p|div|li|h\d|td|tr)\b)/gi, ' <') : html)
  $('script, style, noscript').remove()
  return cleanText(squeeze($.root().text()))
}

/** The same, at most `length` characters, or null where nothing is left. */
export function plainLine(html: string | null | undefined, length = 2000): string | null {
  if (!html) return null
  const text = plainText(html.length > length * 20 ? html.slice(0, length * 20) : html)
  return text === '' ? null : text.slice(0, length)
}
