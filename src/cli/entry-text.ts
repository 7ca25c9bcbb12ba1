import { shortId } from '../base/id.ts'
import { inOneLine } from '../base/text.ts'
import type { Entry } from '../contracts/entry.ts'
import { dayAndTime, dayName } from './day.ts'
import { labelsOf } from './logged-line.ts'
import type { Printer } from './print.ts'
import { widthOf } from './table.ts'
import { localClock } from './time.ts'

const narrow = 60
const indent = '  '

/** Entries under their days, the newest day first and each day in its order. */
export function entriesByDay(entries: readonly Entry[], print: Printer): string {
  const days = Map.groupBy(entries, ({ at }) => dayName(at))
  return [...days]
    .map(([day, ofDay]) =>
      [print.paint('bold', day), ...ofDay.toReversed().map((entry) => entryLines(entry, print))].join('\n'),
    )
    .join('\n\n')
}

/** Everything about one entry. */
export function entryDetails(entry: Entry, print: Printer): string {
  const { analysis } = entry
  const facts: [string, string][] = [
    ['when', `${dayAndTime(entry.at)} (${entry.zone})`],
    ['project', entry.project ?? '-'],
    ['tags', entry.tags.length === 0 ? '-' : entry.tags.map((tag) => `+${tag}`).join(' ')],
    ['private', entry.private ? 'yes: it leaves this machine in no report, résumé or request' : 'no'],
    ['id', entry.id],
    ['logged', dayAndTime(entry.createdAt)],
  ]
  if (entry.weight !== null) facts.push(['weight', `${entry.weight} of 5`])
  if (entry.origin !== null) facts.push(['from', originText(entry.origin)])
  if (entry.updatedAt > entry.createdAt) facts.push(['changed', dayAndTime(entry.updatedAt)])
  if (analysis !== null) facts.push(['kind', `${analysis.kind} (${analysis.engine})`])
  if (analysis !== null) facts.push(...analysisFacts(analysis))
  const lines = facts.map(
    ([name, value]) => `${indent}${print.paint('dim', name.padEnd(8))}  ${print.safe(value)}`,
  )
  return [print.paint('bold', print.safe(entry.text)), ...lines].join('\n')
}

/** `git web 1a2b3c4d5e on main, WEB-12, with Anna, AI-assisted` */
function originText(origin: NonNullable<Entry['origin']>): string {
  const { kind, source, commit, branch, tickets = [], coAuthors = [], aiAssisted, minutes } = origin
  const place = [kind, source, commit?.slice(0, 10), branch === undefined ? undefined : `on ${branch}`]
  return [
    place.filter((word) => word !== undefined && word !== '').join(' '),
    ...tickets,
    ...(coAuthors.length === 0 ? [] : [`with ${coAuthors.join(', ')}`]),
    ...(aiAssisted === true ? ['AI-assisted'] : []),
    ...(minutes === undefined ? [] : [`${minutes} min`]),
  ].join(', ')
}

function analysisFacts(analysis: NonNullable<Entry['analysis']>): [string, string][] {
  const rows: [string, string | null][] = [
    ['outcome', analysis.outcome],
    ['numbers', analysis.numbers.map(({ text }) => text).join(', ')],
    ['people', analysis.people.join(', ')],
    ['tickets', analysis.tickets.join(', ')],
    ['systems', analysis.systems.join(', ')],
  ]
  return rows.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []))
}

/** Time, id and text, wrapped beside them; on a narrow terminal the text stands below. */
function entryLines(entry: Entry, print: Printer): string {
  const { paint, room } = print
  const head = `${localClock(entry.at)}  ${paint('dim', shortId(entry.id))}`
  const words = inOneLine(print.safe(entry.text)).split(' ')
  const labels = labelsOf(entry, print)
  if (room === undefined) return `${indent}${head}  ${[...words, ...labels].join(' ')}`
  const below = room < narrow
  const margin = below ? indent.length + 2 : indent.length + 17
  const lines = wrap([...words, ...labels], Math.max(16, room - margin))
  const body = lines.join(`\n${' '.repeat(margin)}`)
  return below ? `${indent}${head}\n${' '.repeat(margin)}${body}` : `${indent}${head}  ${body}`
}

/** Words in lines of at most `width` cells; a word that is longer stands alone. */
function wrap(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
