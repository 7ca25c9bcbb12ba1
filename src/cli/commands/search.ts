import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import { squeeze } from '../../base/text.ts'
import type { FoundEntry } from '../../services/entry-search.ts'
import { chooseReading } from '../choose-reading.ts'
import { defineCommand } from '../command.ts'
import { paragraph } from '../paragraph.ts'
import { emptyList, narrowingOf } from '../narrowing.ts'
import { text, whole } from '../option.ts'
import type { Printer } from '../print.ts'
import { localDay } from '../time.ts'
import { shellLine } from '../typed-line.ts'
import { localZone } from '../zone.ts'

const usualLimit = 20

export const search = defineCommand({
  name: 'search',
  summary: 'Search the work log by words or their beginnings, what fits best first',
  usage: '[words...]',
  options: {
    regex: text('--regex <pattern>', 'a regular expression that the text must hold'),
    since: text('--since <when>', 'from this day on'),
    until: text('--until <when>', 'up to the end of this day'),
    project: text('-p, --project <name>', 'of this project'),
    tag: text('--tag <tag>', 'with this tag'),
    limit: whole('-n, --limit <number>', `at most so many (${usualLimit})`),
  },
  examples: [
    'nightdesk search login',
    'nightdesk search "\\"load test\\" -draft" --since "last month"',
    'nightdesk search --regex "deploy(ed|ment)" -p web',
  ],
  async run(input, desk) {
    const { words, options } = input
    const { regex: pattern, limit = usualLimit, ...filters } = options
    const asked = words.length === 0 ? undefined : words.join(' ')
    if (asked === undefined && pattern === undefined)
      throw new AppError('wrong-use', 'Nothing is said to search for.', {
        hint: 'Try: nightdesk search login',
      })
    const { searchEntries } = await import('../../services/entry-search.ts')
    const found = await searchEntries(await desk.app(), {
      ...filters,
      zone: localZone(desk.env),
      words: asked,
      pattern,
      limit,
      choose: chooseReading(desk),
    })
    const { print } = desk
    const [first] = found
    const narrowing = narrowingOf(input)
    print.data(found.map(plain), () =>
      first === undefined
        ? emptyList(print, 'entry', narrowing)
        : found.map((one) => foundText(one, print)).join('\n'),
    )
    const line = shellLine(words)
    const wider = line === '' || line === narrowing ? [] : [print.safe(`nightdesk search ${line}`)]
    if (first === undefined) return print.next(...wider, 'nightdesk list')
    if (first.total > found.length)
      print.say(`The best ${found.length} of ${first.total}; --limit ${limit * 4} shows more.`)
    print.next(`nightdesk show ${shortId(first.id)}`)
  },
})

const anyMark = /[\u0002\u0003]/gu

function plain({ total: _total, ...entry }: FoundEntry) {
  return { ...entry, excerpt: entry.excerpt.replace(anyMark, '') }
}

/** Day and id, and below them what fits, its words in bold. */
function foundText(entry: FoundEntry, { paint, safe, room }: Printer): string {
  const labels = [
    ...(entry.project === null ? [] : [paint('magenta', safe(`[${entry.project}]`))]),
    ...entry.tags.map((tag) => paint('cyan', safe(`+${tag}`))),
  ]
  const head = [localDay(entry.at), paint('dim', shortId(entry.id)), ...labels].join('  ')
  const parts = entry.excerpt.split(anyMark)
  const words = parts.flatMap((part, index) => {
    const text = squeeze(safe(part))
    return index % 2 === 0 ? [spaced(part, text)] : [paint('bold', text)]
  })
  return `${head}\n${paragraph(words.join('').trim(), { room, indent: '  ' })}`
}

/** A part between two words that fit keeps the spaces at its ends. */
function spaced(part: string, text: string): string {
  if (text === '') return part === '' ? '' : ' '
  return `${/^\s/u.test(part) ? ' ' : ''}${text}${/\s$/u.test(part) ? ' ' : ''}`
}
