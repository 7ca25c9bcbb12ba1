import { count } from '../../base/text.ts'
import { listEntries } from '../../services/entry-list.ts'
import { chooseReading } from '../choose-reading.ts'
import { defineCommand } from '../command.ts'
import { entriesByDay } from '../entry-text.ts'
import { emptyList, narrowingOf } from '../narrowing.ts'
import { text, whole } from '../option.ts'
import { shellLine } from '../typed-line.ts'
import { localZone } from '../zone.ts'

/** What a screen shows where nothing narrows the list. Pipes and JSON get everything. */
const screenful = 30

export const list = defineCommand({
  name: 'list',
  summary: 'List the work log by day, the newest first',
  usage: '[words...]',
  options: {
    since: text('--since <when>', 'from this day on: 2026-04-03, "last Friday"'),
    until: text('--until <when>', 'up to the end of this day'),
    project: text('-p, --project <name>', 'of this project'),
    tag: text('--tag <tag>', 'with this tag'),
    limit: whole('-n, --limit <number>', 'at most so many'),
  },
  examples: [
    'nightdesk list',
    'nightdesk list --since "last Friday" -p website',
    'nightdesk list --tag auth login',
    'nightdesk list --json',
  ],
  async run(input, desk) {
    const { words, options } = input
    const { print } = desk
    const { limit: wanted, ...filters } = options
    const limit = wanted ?? (print.room === undefined || print.json ? undefined : screenful)
    const entries = await listEntries(await desk.app(), {
      ...filters,
      zone: localZone(desk.env),
      words: words.length === 0 ? undefined : words.join(' '),
      // One more than shown tells whether there is more.
      limit: limit === undefined ? undefined : limit + 1,
      choose: chooseReading(desk),
    })
    const shown = limit === undefined ? entries : entries.slice(0, limit)
    const narrowing = narrowingOf(input)
    const none = () => emptyList(print, 'entry', narrowing, 'Nothing is logged yet.')
    print.data(shown, () => (shown.length === 0 ? none() : entriesByDay(shown, print)))
    if (shown.length < entries.length)
      print.say(`The newest ${count(shown.length, 'entry', 'entries')}; there are more.`)
    const [first] = shown
    if (first === undefined)
      print.next(
        ...(words.length === 0 ? [] : [print.safe(`nightdesk search ${shellLine(words)}`)]),
        narrowing === '' ? 'nightdesk log "What I did"' : 'nightdesk list',
      )
    else
      print.next(
        `nightdesk show ${first.id.slice(-8)}`,
        ...(shown.length < entries.length ? [`nightdesk list --limit ${shown.length * 4}`] : []),
      )
  },
})
