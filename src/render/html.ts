import { stripControls } from '../base/text.ts'

/** A piece of HTML that is safe as it stands: made by the `html` template only. */
export class Html {
  readonly #markup: string

  constructor(markup: string) {
    this.#markup = markup
  }

  toString(): string {
    return this.#markup
  }
}

/** What a template takes: text is escaped, pieces of HTML stand as they are, nothing is nothing. */
export type Fill = string | number | Html | readonly Fill[] | null | undefined | false

/** HTML from a template: every value that is not HTML already is escaped, in text and in quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...fills: Fill[]): Html {
  return new Html(
    parts.map((part, index) => (index === 0 ? part : toMarkup(fills[index - 1]) + part)).join(''),
  )
}

/** An address for `href`: http and https only, so that no page can hide a script in a link; anything else is `#`. */
export function safeHref(url: string): string {
  const parsed = URL.parse(url.trim())
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.href : '#'
}

export function escapeHtml(text: string): string {
  return stripControls(text)
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function toMarkup(fill: Fill): string {
  if (fill === null || fill === undefined || fill === false) return ''
  if (fill instanceof Html) return fill.toString()
  if (typeof fill === 'string' || typeof fill === 'number') return escapeHtml(String(fill))
  return fill.map(toMarkup).join('')
}
