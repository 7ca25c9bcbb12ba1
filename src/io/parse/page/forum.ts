import { blockText } from './block-text.ts'
import { descendants, prune } from './tree.ts'
import type { TreeElement } from './tree.ts'

/** What the body of a post is called by the programs that most forums run. */
const postBodies = new Set(
  (
    'bbwrapper js-post-body post__content postbody-content post_message postcontent post-body post-message post-content ' +
    'ipstype_richtext cpost_contentwrap usertext-body lia-message-body-content lia-message-body message-content message-body-content ' +
    'comment-body-text messagetext forum-post-body topic-body__content topic-post-body postmsg post_body post-text entry-content-forum comments__list-item__text md-div'
  ).split(' '),
)
const fewestLength = 200
const quotedLength = 40

/**
 * The posts of a thread, one after the other, without names, badges and buttons; undefined for a page that is no thread.
 * Known by the class names of forum programs and by schema.org's `text` of a posting.
 */
export function threadText(body: TreeElement, url: string): string | undefined {
  if (!looksLikeThread(body, url)) return undefined
  const posts: TreeElement[] = []
  collect(body, posts)
  for (const post of posts) prune(post, isAside)
  const text = eachLineOnce(posts.map((post) => blockText(post)).join('\n\n'))
  return text.length >= fewestLength ? text : undefined
}

function looksLikeThread(body: TreeElement, url: string): boolean {
  const { pathname = '', hostname = '' } = URL.parse(url) ?? {}
  if (
    /\/(?:threads?|topics?|t|questions|forums?|discussions?|viewtopic|showthread|showtopic|talk|comments|post)[/.-]/i.test(
      pathname,
    )
  )
    return true
  if (/^(?:forums?|community|discuss|talk|boards?|bbs)\./i.test(hostname)) return true
  for (const { attribs } of descendants(body))
    if (/schema\.org\/(?:DiscussionForumPosting|QAPage)$/i.test(attribs.itemtype ?? '')) return true
  return false
}

function collect(parent: TreeElement, posts: TreeElement[]): void {
  for (const child of parent.children) {
    if (child.type === 'text' || isAside(child)) continue
    if (isPost(child)) posts.push(child)
    else collect(child, posts)
  }
}

function isPost(element: TreeElement): boolean {
  const { attribs, parent } = element
  const classes = classesOf(element)
  if (attribs.itemprop === 'text' || attribs['data-role'] === 'commentContent') return true
  if (
    classes.includes('content') &&
    parent !== null &&
    /\bpost/.test(parent.attribs.class ?? parent.attribs.id ?? '')
  )
    return true
  return classes.some((name) => postBodies.has(name))
}

/** Remarks under an answer, and what a post quotes of another one. */
function isAside(element: TreeElement): boolean {
  return classesOf(element).some(
    (name) => name === 'comment' || /^(?:bbcodeblock--quote|quotebox|js-comment|quotecontainer)$/.test(name),
  )
}

function classesOf({ attribs }: TreeElement): string[] {
  return (attribs.class ?? '').toLowerCase().split(/\s+/)
}

/** Leaves out long lines that stood before: posts are quoted in answers, and shown twice for narrow screens. */
function eachLineOnce(text: string): string {
  const seen = new Set<string>()
  const lines = text.split('\n').filter((line) => {
    const repeated = line.length >= quotedLength && seen.has(line)
    seen.add(line)
    return !repeated
  })
  return lines.join('\n').trim()
}
