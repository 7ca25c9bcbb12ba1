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
    ...(item.summary === '' ? [] : wrap(item.summary, indent)),
    ...(item.quote === null ? [] : wrap(`“${item.quote}”`, `${indent}| `)),
    ...asides(item).flatMap(({ name, text }) => wrap(`${name}: ${text}`, indent)),
    ...(safeHref(item.url) === '#' ? [] : [`${indent}Read: ${safeHref(item.url)}`]),
    `${indent}Yes, more like this: ${safeHref(item.yesUrl)}`,
    `${indent}No, not for us: ${safeHref(item.noUrl)}`,
  ]
}

/** Lines of at most `width` cells, each with its indent; the later ones may have another. */
function wrap(text: string, indent: string, later = indent): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((word) => parts(word, width - later.length))) {
    const start = lines.length === 0 ? indent : later
    if (line !== '' && start.length + cellsOf(line) + 1 + cellsOf(word) > width) {
      lines.push(start + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, (lines.length === 0 ? indent : later) + line]
}

/** A word that is longer than a line, cut; Chinese and Japanese write whole sentences without a space. */
function parts(word: string, room: number): string[] {
  if (cellsOf(word) <= room) return [word]
  const cut: string[] = []
  let part = ''
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (part !== '' && cellsOf(part + segment) > room) {
      cut.push(part)
      part = ''
    }
    part += segment
  }
  return [...cut, part]
}

const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff00-\uff60]/gu

/** Cells of a fixed-width font: ideographs and emoji take two. */
function cellsOf(text: string): number {
  return text.length + (text.match(wide)?.filter((character) => character.length === 1).length ?? 0)
}
