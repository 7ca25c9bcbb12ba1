import { blockNames, blockText } from './block-text.ts'
import { isShortSentence } from './prose.ts'
import { descendants, isElement, rawText } from './tree.ts'
import type { TreeElement } from './tree.ts'

const longestLead = 700
const mostLeads = 2
/** What stands between headline and text, and is not the beginning of the text. */
const noLeads = /^(?:header|figure|ul|ol|dl|aside|nav|form|table|a|button|address|blockquote)$/
/** Summaries that are made for lists, and what is said about author and payment. */
const aboutWords =
  /(?:^|[\s_-])(?:excerpt|dek|deck|sub-?(?:title|head(?:line|ing)?)|standfirst|strapline|tagline|summary|author|bio|byline|caption|disclosure|disclaimer|advertiser|affiliate|meta|date)|disclosure/i

/**
 * What an article begins with where its template keeps that apart from the body: whole sentences between the headline and
 * the body, outside of the headline's own `header`, which holds a summary for those who read no further.
 */
export function leadOf(root: TreeElement, body: TreeElement, titles: readonly string[]): string {
  const leads: string[] = []
  let begun = false
  const isHeadline = (element: TreeElement) =>
    element.name === 'h1' || (/^h[2-4]$/.test(element.name) && endsTitle(rawText(element), titles))
  const collect = (parent: TreeElement): boolean => {
    for (const child of parent.children) {
      if (!isElement(child)) continue
      if (child === body) return true
      if (isHeadline(child)) {
        begun = true
        leads.length = 0
        continue
      }
      if (isAbout(child) && !holds(child, body)) continue
      if (isLine(child)) {
        if (begun && isLead(child)) leads.push(blockText(child))
      } else if (!noLeads.test(child.name)) {
        if (collect(child)) return true
      } else if ([...descendants(child)].some(isHeadline)) begun = true
    }
    return false
  }
  return collect(root) ? leads.slice(0, mostLeads).join('\n\n') : ''
}

function isAbout({ attribs }: TreeElement): boolean {
  return aboutWords.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`)
}

function holds(element: TreeElement, inner: TreeElement): boolean {
  for (let up = inner.parent; up !== null; up = up.parent) if (up === element) return true
  return false
}

function isLine(element: TreeElement): boolean {
  if (noLeads.test(element.name)) return false
  return ![...descendants(element)].some(({ name }) => blockNames.has(name)) || /^h[2-4]$/.test(element.name)
}

function isLead(element: TreeElement): boolean {
  const text = rawText(element).trim()
  return text.length < longestLead && isShortSentence(text)
}

/** `Town: A bridge is closed` ends by the headline `A bridge is closed`. */
function endsTitle(text: string, titles: readonly string[]): boolean {
  const heading = text.trim()
  return heading.length > 20 && titles.some((title) => title.endsWith(heading) || title.startsWith(heading))
}
