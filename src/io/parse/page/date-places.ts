import { isElement } from './tree.ts'
import type { TreeElement } from './tree.ts'

/** Parts of a page that hold dates of something else. */
const elsewhereClass =
  /(?:^|[\s_-])(?:comments?|commentlist|replies|related|recommend(?:ed|ations?)?|sidebar|side-bar|widgets?|popular|trending|latest|recent|more-(?:news|stories|posts|articles)|read-?(?:more|next)|teasers?|carousel|slider|upcoming|events?|calendar|archives?|newsletter|ticker)(?:$|[\s_-])/i
const commentClass = /(?:^|[\s_-])(?:comments?|commentlist|replies|related)(?:$|[\s_-])/i

/** Comments, other stories, calendars: elements of which a date is hardly that of this page. */
export function isElsewhere(element: TreeElement): boolean {
  const { name, attribs } = element
  if (name === 'html' || name === 'body' || name === 'main' || name === 'article') return false
  if (name === 'aside' || name === 'nav' || name === 'figcaption') return true
  return isOfOthers(attribs) || elsewhereClass.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`)
}

/** Comments, links to other stories and captions: elements of which no date is that of this page. */
export function isComment({ name, attribs }: TreeElement): boolean {
  if (name === 'figcaption') return true
  if (name === 'body') return false
  return isOfOthers(attribs) || commentClass.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`)
}

/** Microdata of what readers wrote. */
function isOfOthers({ itemprop }: TreeElement['attribs']): boolean {
  return itemprop === 'comment' || itemprop === 'review' || itemprop === 'reviews'
}

/** All elements below but those that are left out, in document order. */
export function* without(
  root: TreeElement,
  isLeftOut: (element: TreeElement) => boolean,
): Generator<TreeElement> {
  for (const child of root.children)
    if (isElement(child) && !isLeftOut(child)) {
      yield child
      yield* without(child, isLeftOut)
    }
}
