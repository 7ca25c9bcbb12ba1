import { squeeze } from '../../../base/text.ts'
import { readabilityText } from './article.ts'
import { trimArticle } from './article-lines.ts'
import type { ArticleNames } from './article-lines.ts'
import { blockText } from './block-text.ts'
import { dropBoilerplate } from './boilerplate.ts'
import { threadText } from './forum.ts'
import { dropInterruptions } from './interruptions.ts'
import { leadOf } from './lead.ts'
import { measureTree } from './measure.ts'
import { lengthOf, proseLength, sentencesLength } from './prose.ts'
import { copyTree, descendants, findFirst, isElement } from './tree.ts'
import type { TreeElement } from './tree.ts'

const fewestProse = 500
const fewestSaid = 150
const mostlySaid = 0.5
const mostElements = 15_000
const deepest = 120
const leastCovered = 0.85
const leastOfBody = 0.6
/** What the usual templates call the element that holds the text of an article and nothing else. */
const bodyWords =
  /(?:^|[\s_-])(?:(?:arti?|article|story|post)[-_]*(?:body(?:contents?)?|text)|(?:entry|post|art|article|story|blog|single)[-_]*contents?|news[-_]?(?:body|content|text)|content[-_]*body|body[-_]*(?:content|copy|text)|(?:art[ií]culo|noticia|nota|materia|artigo|articolo|artikel)[-_]*(?:cuerpo|corpo|texto|testo|text|body|inhalt|contenido|conteudo)|(?:cuerpo|corpo|texto)[-_](?:del?-|da-|do-)?(?:art[ií]culo|noticia|nota|materia))(?:$|[\s_-])/i

/** What a page says about itself that helps to tell its text from the rest. */
export interface PageNames extends ArticleNames {
  isProduct: boolean
  isStory: boolean
}

/**
 * The main text of a page whose invisible parts are gone: the posts of a thread; else what is left of its main part
 * without the frame. Of an article the body that its template names, without what interrupts it; where none is named, what
 * Readability finds, where that keeps the prose, or the short sentences of which there is little else, and drops more of
 * the rest.
 */
export function mainText(root: TreeElement, url: string, page: PageNames): string {
  const thread = threadText(root, url)
  if (thread !== undefined) return thread
  const framed = copyTree(root)
  dropBoilerplate(framed, page.isProduct)
  const main = articleOf(mainOf(framed))
  const body = bodyOf(main) ?? soleBodyOf(framed, page.isStory)
  const names = { ...page, heading: headingOf(root) }
  const all = blockText(body ?? main)
  const said = sentencesLength(all)
  if (!isArticle(all, said)) return body === undefined ? all : blockText(main)
  dropInterruptions(framed, said > lengthOf(all) * mostlySaid)
  const lead = body === undefined ? '' : leadOf(framed, body, [page.title, names.heading])
  const own = trimArticle(`${lead}\n\n${blockText(body ?? main)}`.trim(), names)
  if (body !== undefined || !isForReadability(framed)) return own
  const article = trimArticle(readabilityText(framed), names)
  const saidIn = proseLength(own) > fewestProse ? proseLength : sentencesLength
  return saidIn(article) > saidIn(own) * leastCovered ? article : own
}

function headingOf(root: TreeElement): string {
  const heading = findFirst(root, ({ name }) => name === 'h1')
  return heading === undefined ? '' : squeeze(blockText(heading))
}

/** Prose, and enough of it; on a short page, little besides what is said in sentences. */
function isArticle(text: string, said: number): boolean {
  return proseLength(text) > fewestProse || (said > fewestSaid && said > lengthOf(text) * mostlySaid)
}

/** Readability reads the text of each element anew: a page that is deep or huge would hold it for minutes. */
function isForReadability(root: TreeElement): boolean {
  let left = mostElements
  const fits = (element: TreeElement, depth: number): boolean => {
    left -= 1
    if (left < 0 || depth > deepest) return false
    return element.children.every((child) => !isElement(child) || fits(child, depth + 1))
  }
  return fits(root, 0)
}

function mainOf(root: TreeElement): TreeElement {
  return largest(root, 0.4, ({ name, attribs }) => name === 'main' || attribs.role === 'main')
}

function articleOf(root: TreeElement): TreeElement {
  return largest(
    root,
    0.4,
    ({ name, attribs }) => name === 'article' || /articleBody/.test(attribs.itemprop ?? ''),
  )
}

/** The element that is named as the body of an article, where that holds nearly all of what is no link; the innermost. */
function bodyOf(root: TreeElement): TreeElement | undefined {
  const measures = measureTree(root)
  const saidIn = (element: TreeElement) => {
    const { text, linked } = measures.get(element) ?? { text: 0, linked: 0 }
    return text - linked
  }
  let body: TreeElement | undefined
  let least = saidIn(root) * leastOfBody
  for (const element of [root, ...descendants(root)]) {
    if (!isNamedBody(element) || saidIn(element) < least) continue
    body = element
    least = saidIn(element) * 0.95
  }
  return body
}

/**
 * The only element of an article's page that is named as the body of one, though there is more text in the teasers around
 * it: the page says that it is an article, or has an `article` with its headline and the body.
 */
function soleBodyOf(root: TreeElement, isStory: boolean): TreeElement | undefined {
  const bodies: TreeElement[] = []
  const collect = (parent: TreeElement) => {
    for (const child of parent.children) {
      if (!isElement(child)) continue
      if (isNamedBody(child)) bodies.push(child)
      else collect(child)
    }
  }
  collect(root)
  const [body] = bodies
  if (body === undefined || bodies.length > 1 || !(isStory || isInArticle(body))) return undefined
  return sentencesLength(blockText(body)) > fewestSaid ? body : undefined
}

function isInArticle(body: TreeElement): boolean {
  for (let parent = body.parent; parent !== null; parent = parent.parent)
    if (parent.name === 'article') return findFirst(parent, ({ name }) => name === 'h1') !== undefined
  return false
}

function isNamedBody({ attribs }: TreeElement): boolean {
  const names = [
    attribs.itemprop,
    attribs.class,
    attribs.id,
    attribs.name,
    attribs['data-qa'],
    attribs['data-testid'],
    attribs['data-dtm-region'],
  ]
  return bodyWords.test(names.join(' '))
}

/** The largest element that meets the condition, where it holds at least that share of the text; else the root. */
function largest(
  root: TreeElement,
  share: number,
  condition: (element: TreeElement) => boolean,
): TreeElement {
  const measures = measureTree(root)
  const sizeOf = (element: TreeElement) => measures.get(element)?.text ?? 0
  let best: TreeElement | undefined
  for (const element of descendants(root))
    if (condition(element) && sizeOf(element) > (best === undefined ? 0 : sizeOf(best))) best = element
  return best !== undefined && sizeOf(best) >= sizeOf(root) * share ? best : root
}
