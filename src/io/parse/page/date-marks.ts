import { dateInText } from '../written-date.ts'
import { without } from './date-places.ts'
import { isChangeText } from './date-words.ts'
import type { DateSearch } from './published.ts'
import { findFirst, isElement } from './tree.ts'
import type { TreeElement, TreeNode } from './tree.ts'

const publishedClass =
  /publish|pub-?date|(?:entry|post|article|news|story|release)-?_?(?:date|time)|posted-?on|dateline|created-?date|date-?(?:posted|created)/i
const changedClass = /modified|updated?(?![a-z])|edited|changed/i
/** Names of schema.org and Dublin Core, with or without a prefix. */
const statedNames =
  /(?:^|\s)(?:(?:schema:)?date(?:Published|Created)|(?:dc|dct|dcterms):(?:date|created|issued))(?:\s|$)/i
const mostMarkedLength = 120

/** Microdata and RDFa that state the day of publication. */
export function statedDate({ root, isLeftOut, day }: DateSearch): Date | null {
  for (const element of without(root, isLeftOut)) {
    const { attribs } = element
    if (!statesDay(attribs.itemprop) && !statesDay(attribs.property) && attribs.pubdate === undefined)
      continue
    const date =
      day(attribs.datetime ?? attribs.content ?? attribs.title) ??
      day(element.name === 'time' ? spacedText(element) : undefined)
    if (date !== null) return date
  }
  return null
}

function statesDay(names: string | undefined): boolean {
  return names !== undefined && statedNames.test(names)
}

/** Elements with the class names of the usual templates, those after the headline first. */
export function markedDate(search: DateSearch): Date | null {
  const { reader, day } = search
  return firstFrom(search, (element) => {
    const { attribs } = element
    const words = `${attribs.class ?? ''} ${attribs.id ?? ''}`
    if (!publishedClass.test(words) || changedClass.test(words)) return null
    const time = element.name === 'time' ? element : findFirst(element, isTimeOfPublication)
    const text = spacedText(element)
    if (text.length > mostMarkedLength || isChangeText(text)) return null
    return day(time?.attribs.datetime) ?? day(attribs.title) ?? dateInText(text, reader)
  })
}

function isTimeOfPublication({ name, attribs }: TreeElement): boolean {
  return name === 'time' && !changedClass.test(attribs.class ?? '')
}

/** The first time element after the headline, else the first of all; not one of a change, unless those are wanted. */
export function timeElementDate(search: DateSearch, ofChange = false): Date | null {
  const { reader, day } = search
  return firstFrom(search, (element) => {
    const { name, attribs, parent } = element
    const moment = momentOf(element)
    if (!/^(?:time|relative-time|date)$/.test(name) && moment === undefined) return null
    const words = `${attribs.class ?? ''} ${attribs.itemprop ?? ''} ${parent?.attribs.class ?? ''}`
    if (!ofChange && changedClass.test(words)) return null
    const around = parent === null ? '' : spacedText(parent)
    if (!ofChange && around.length < mostMarkedLength && isChangeText(around)) return null
    return day(moment) ?? (moment === undefined ? dateInText(spacedText(element), reader) : null)
  })
}

/** The attribute of an element that names its moment, whichever script it is meant for. */
function momentOf({ name, attribs }: TreeElement): string | undefined {
  const named = attribs.datetime ?? attribs.ts ?? attribs['created-timestamp'] ?? attribs['data-utime']
  if (named !== undefined || !/time|date|publish/i.test(`${name} ${attribs.class ?? ''}`)) return named
  return attribs['data-timestamp'] ?? attribs['data-datetime'] ?? attribs['data-date'] ?? attribs['data-time']
}

/** The first date after the headline, else the first of all. */
function firstFrom(
  { root, heading, isLeftOut }: DateSearch,
  read: (element: TreeElement) => Date | null,
): Date | null {
  const elements = [...without(root, isLeftOut)]
  const start = heading === undefined ? 0 : elements.indexOf(heading) + 1
  for (const element of [...elements.slice(start), ...elements.slice(0, start)]) {
    const date = read(element)
    if (date !== null) return date
  }
  return null
}

/**
 * The texts below an element with a space between any two, so that a date does not stick to what stands before it; no
 * more of it than is looked at.
 */
function spacedText(element: TreeElement): string {
  const texts: string[] = []
  let length = 0
  const gather = (node: TreeNode) => {
    if (isElement(node)) {
      for (const child of node.children) {
        if (length > mostMarkedLength * 4) return
        gather(child)
      }
    } else {
      texts.push(node.data.slice(0, mostMarkedLength * 40))
      length += node.data.trim().length + 1
    }
  }
  gather(element)
  return texts.join(' ').replace(/\s+/g, ' ').trim()
}
