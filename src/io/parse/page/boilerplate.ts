import { blockText } from './block-text.ts'
import { linkDensity, measureTree } from './measure.ts'
import type { Measure, Measures } from './measure.ts'
import { sentencesLength } from './prose.ts'
import { linksInSentences } from './sentence-links.ts'
import { dropSkipped } from './skipped.ts'
import { findFirst, isElement, prune, rawText } from './tree.ts'
import type { TreeElement } from './tree.ts'

const frames = new Set(
  'nav footer aside menu button form dialog amp-sidebar amp-consent amp-ad amp-embed amp-user-notification amp-social-share'.split(
    ' ',
  ),
)
const frameRoles =
  /^(?:navigation|banner|contentinfo|complementary|search|dialog|alertdialog|menu|menubar|tablist|toolbar|tooltip|alert|status|button)$/
/** Words in class and id that name the frame of a page rather than its content. */
const frameWords =
  /(?:^|[\s_-])(?:nav|navbar|navigation|topnav|subnav|sidenav|megamenu|submenu|breadcrumbs?|footer|site-?header|masthead|topbar|top-bar|sidebar|side-bar|sidecol|cookies?|consent|gdpr|ccpa|onetrust|modal|popup|pop-up|lightbox|drawer|flyout|offcanvas|toast|snackbar|newsletter|subscribe|signup|sign-up|socials?|social-?(?:links|media|share|icons)|share|sharing|sharebar|share-buttons|addthis|sharethis|a2a|related|recommend(?:ed|ations?)?|you-?may-?(?:also-)?like|read-?(?:more|next)|more-(?:stories|news|from|articles|posts)|trending|most-?(?:read|popular|viewed|watched|shared)|links-block|topics?-list|popular-posts|promos?|promotion|advert(?:isement|s)?|ads?|adbox|ad-(?:slot|unit|container|wrapper)|banner-ad|sponsored|dfp|taboola|outbrain|pagination|pager|paging|skip-?(?:link|to|nav|main|content)|screen-reader-text|sr-only|visually-?hidden|toolbar|tag-?(?:list|cloud)|post-tags|author-?(?:bio|box|info|card|about|profile|description|details)|about-author|copyright|disclaimer|login|log-in|signin|sign-in|searchbox|search-?(?:form|bar)|table-of-contents|printonly|comment-respond|respond|reply-form|mini-?cart|wishlist|back-to-top|jp-relatedposts|lang(?:uage)?-switcher|country-selector|announcement|alert-bar|prev-?next|post-navigation|noprint|no-print|editsection|mw-editsection|reflist|navbox|catlinks|hatnote|btn|button)(?:$|[\s_-])/i
const nameAttributes = new Set(
  (
    'class id data-testid data-test data-qa data-e2e data-component data-component-name ' +
    'data-area data-region data-module data-type data-block-type data-name data-element data-widget'
  ).split(' '),
)
const commentWords =
  /(?:^|[\s_-])(?:comments?|disqus(?:_thread)?|discussion|respond|commentlist|comment-list|livefyre|fb-comments|talkbacks?|kommentare|commentaires|comentarios|komentar(?:ze|i|e)?|yorumlar)(?:$|[\s_-])/i
/** Words for what stands around the description of a product: what others say, and other products. */
const shopWords =
  /(?:^|[\s_-])(?:reviews?|ratings?|testimonials?|recently-?viewed|(?:also|customers)-?(?:viewed|bought|liked?)|similar(?:-?(?:items|products))?|frequently-?bought|cross-?sells?|up-?sells?|recommendations?|yotpo|okendo|loox|judgeme|jdgm|bazaarvoice|bv|stamped|trustpilot|reviewsio|carousel-?products?|product-?(?:recommendations|carousel|slider))(?:$|[\s_-])/i
const tagWords = /(?:^|[\s_-])(?:tags|topics|keywords|tagging)(?:$|[\s_-])/i
const mostInTags = 200
const leastTags = 0.3
const wallWords = /(?:^|[\s_-])(?:pay-?wall|reg-?wall)(?:$|[\s_-])/i
const mostOnWall = 400
const largestFrame = 0.35
/** A page with less prose, and with as much of its text in links, is a list of links, which are its content. */
const fewestProse = 1000
const leastLinked = 0.5

/**
 * Takes the frame of a page away: navigation, header, footer, asides, consent, share bars, related items. What holds a
 * large part of the text is kept whatever it is called. Of a product's page reviews and other products go too. Changes
 * the tree.
 */
export function dropBoilerplate(body: TreeElement, isProduct: boolean): void {
  dropSkipped(body)
  const inSentences = linksInSentences(body)
  let measures = measureTree(body)
  let total = measures.get(body)?.text ?? 0
  prune(body, (element) => {
    const text = measures.get(element)?.text ?? 0
    if (text === 0 || inSentences.has(element)) return false
    if (element.name === 'header') return isPageHeader(element) && text < total * 0.2
    const words = templateWords(element.attribs)
    if (isTagList(words, measures.get(element)) || isWall(element, words)) return true
    if (!isFrame(element, words, isProduct)) return false
    return text <= total * largestFrame && !holdsHeadline(element)
  })
  const hasMain = findFirst(body, isMain) !== undefined
  measures = measureTree(body)
  const whole = measures.get(body)
  total = whole?.text ?? 0
  const prose = sentencesLength(blockText(body))
  const listing = prose < fewestProse && (whole?.linked ?? 0) > prose * leastLinked
  prune(
    body,
    (element) =>
      isLinkList(element, measures) &&
      (measures.get(element)?.text ?? 0) < total * largestFrame &&
      !(listing && (!hasMain || isInMain(element))),
  )
}

/** Links to all that is told of a town, a person or a thing, below the text. */
function isTagList(words: string, measure: Measure | undefined): boolean {
  if (measure === undefined || measure.links === 0 || measure.text > mostInTags) return false
  return linkDensity(measure) > leastTags && tagWords.test(words)
}

/** What stands in front of the rest of a text. The rest itself, and its paragraphs, are often named like it. */
function isWall(element: TreeElement, words: string): boolean {
  if (!wallWords.test(words) || !/^(?:div|section|aside)$/.test(element.name)) return false
  return sentencesLength(blockText(element)) < mostOnWall
}

function isMain({ name, attribs }: TreeElement): boolean {
  return name === 'main' || attribs.role === 'main'
}

function isInMain(element: TreeElement): boolean {
  for (let parent = element.parent; parent !== null; parent = parent.parent) if (isMain(parent)) return true
  return false
}

function isFrame(element: TreeElement, words: string, isProduct: boolean): boolean {
  const { name, attribs } = element
  if (name === 'body' || name === 'html' || name === 'main' || name === 'article') return false
  if (frames.has(name) && !isQuestion(element)) return !holdsText(element)
  if (frameRoles.test(attribs.role ?? '')) return !isQuestion(element)
  if (attribs['aria-modal'] === 'true') return true
  if (words === '') return false
  if (commentWords.test(words) || (isProduct && shopWords.test(words))) return true
  return frameWords.test(words)
}

/** What templates call an element: for their style sheets, or for their tests and counts. */
function templateWords(attribs: TreeElement['attribs']): string {
  let names = ''
  for (const name in attribs) if (nameAttributes.has(name)) names += ` ${attribs[name] ?? ''}`
  return names.replace(/(?<![\w-])(?:[A-Z]\w*|[a-z]+[A-Z][A-Za-z]*(?![\w-]))/g, splitCapitals)
}

/** What opens an answer: the text of a button that is, or holds, a heading that asks. */
function isQuestion(element: TreeElement): boolean {
  if (element.name !== 'button' && element.attribs.role !== 'button') return false
  return /[?？؟]\s*$/.test(rawText(element))
}

/** A form around the page, or questions and answers in the footer of an article. */
function holdsText(element: TreeElement): boolean {
  const holds = (condition: (inner: TreeElement) => boolean) => findFirst(element, condition) !== undefined
  if (element.name === 'form') return holds((inner) => inner.name === 'p' || inner.name === 'article')
  return element.name === 'footer' && holds((inner) => inner.name === 'details')
}

function holdsHeadline(element: TreeElement): boolean {
  return (
    element.name !== 'nav' &&
    element.name !== 'footer' &&
    findFirst(element, ({ name }) => name === 'h1') !== undefined
  )
}

/** A header of the page or site, not that of an article or section. */
function isPageHeader(element: TreeElement): boolean {
  for (let parent = element.parent; parent !== null; parent = parent.parent)
    if (/^(?:article|section|main)$/.test(parent.name)) return false
  return findFirst(element, ({ name }) => name === 'h1') === undefined
}

/** A list of short links, as menus and "more" boxes are made of. */
function isLinkList(element: TreeElement, measures: Measures): boolean {
  if (!/^(?:ul|ol|div|section|table|td|p|dl|center)$/.test(element.name)) return false
  const measure = measures.get(element)
  if (measure === undefined || measure.links < 3) return false
  if (linkDensity(measure) < 0.8) return false
  const perLink = measure.text / measure.links
  const headings = element.children.some((child) => isElement(child) && /^h[1-3]$/.test(child.name))
  return perLink < 30 && !headings
}

/** `FooterLinks_column` of generated style sheets as `Footer-Links_column`, `relatedContent` as `related-Content`. */
function splitCapitals(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1-$2')
}
