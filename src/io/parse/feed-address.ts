import type { XmlElement } from './xml-tree.ts'
import { textOf } from './xml-tree.ts'

/** A link of an entry or a feed: `<link>address</link>` or `<link rel href type>` (RFC 4287, section 4.2.7). */
interface Link {
  relation: string
  html: boolean
  href: string
}

/**
 * The address of the page that an entry or a feed stands for: the alternate link, HTML before other types, whichever
 * way it is written; never one to the feed itself, to a file that is played, or to comments. Empty where there is none.
 */
export function alternateLink(links: readonly XmlElement[]): string {
  const alternates = links
    .map(readLink)
    .filter(({ relation, href }) => relation === 'alternate' && href !== '')
  return (alternates.find(({ html }) => html) ?? alternates[0])?.href ?? ''
}

/** An address as the document means it; empty for what is no address of a page. */
export function resolveAddress(address: string, base: string): string {
  const trimmed = address.trim()
  if (trimmed === '') return ''
  const url = URL.parse(trimmed, base)
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : ''
}

function readLink(link: XmlElement): Link {
  const { rel, type, href, url } = link.attributes
  const relation = (rel ?? '').trim().toLowerCase()
  return {
    relation:
      relation === ''
        ? 'alternate'
        : relation.replace(/^http:\/\/www\.iana\.org\/assignments\/relation\//, ''),
    html: /html/i.test(type ?? 'text/html'),
    href: resolveAddress(href ?? (textOf(link).trim() || (url ?? '')), link.base),
  }
}
