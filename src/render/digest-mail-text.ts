import { stripControls } from '../base/text.ts'
import type { DigestMailData, MailItem } from './digest-mail.ts'
import { asides, greeting, itemFacts, longDate, makingFacts, partsOf, voteNote } from './digest-mail-words.ts'
import { safeHref } from './html.ts'

const width = 72

/** The text part of an edition: lines of at most 72 characters, addresses alone on theirs so that they stay whole. */
export function digestText(data: DigestMailData): string {
  const lines = [
    `${data.brand.name.toUpperCase()} · ${longDate(data.at, data.zone)}`,
    '='.repeat(width),
    ...wrap(greeting(data), ''),
    ...partsOf(data.items).flatMap((part) => [
      '',
      '',
      part.title.toUpperCase(),
      '-'.repeat(width),
      ...part.items.flatMap((item) => ['', ...itemLines(item, data)]),
    ]),
    '',
    '',
    'HOW THIS EDITION WAS MADE',
    '-'.repeat(width),
    ...makingFacts(data.making).flatMap(({ name, value }) => wrap(`${name}: ${value}`, '  ')),
    '',
    ...wrap(voteNote, ''),
    `Unsubscribe: ${safeHref(data.unsubscribeUrl)}`,
  ]
  return `${stripControls(lines.join('\n'))}\n`
}

function itemLines(item: MailItem, data: DigestMailData): string[] {
  const indent = '   '
  return [
    ...wrap(`${item.position}. ${item.heading}`, '', indent),
    ...wrap(itemFacts(item, data), indent),
    ...wrap(item.summary, indent),
    ...wrap(`Why: ${item.reason}`, indent),
    ...(item.quote === null ? [] : wrap(`“${item.quote}”`, `${indent}| `)),
    ...asides(item).flatMap(({ name, text }) => wrap(`${name}: ${text}`, indent)),
    `${indent}Read: ${safeHref(item.url)}`,
    `${indent}Yes, more like this: ${safeHref(item.yesUrl)}`,
    `${indent}No, not for us: ${safeHref(item.noUrl)}`,
  ]
}

/** Lines of at most `width`, each with its indent; the later ones may have another. */
function wrap(text: string, indent: string, later = indent): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const start = lines.length === 0 ? indent : later
    if (line !== '' && start.length + line.length + 1 + word.length > width) {
      lines.push(start + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, (lines.length === 0 ? indent : later) + line]
}
