import { shortId } from '../../base/id.ts'
import { count, inOneLine } from '../../base/text.ts'
import type { Entry } from '../../contracts/entry.ts'
import { listTrash, purgeTrash, restoreEntry, trashTime } from '../../services/entry-trash.ts'
import { ask } from '../ask.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { duration, durationText, flag, whole } from '../option.ts'
import type { Printer } from '../print.ts'
import { table } from '../table.ts'
import { localDay } from '../time.ts'

const list = defineCommand({
  name: 'list',
  summary: 'List what was removed in the last 30 days',
  options: { limit: whole('-n, --limit <number>', 'at most this many (20)') },
  examples: ['nightdesk trash', 'nightdesk trash list -n 100', 'nightdesk trash list --json'],
  async run({ options: { limit = 20 } }, desk) {
    // One more than shown tells whether there is more.
    const found = await listTrash(await desk.app(), limit + 1)
    const entries = found.slice(0, limit)
    const { print } = desk
    const [first] = entries
    print.data(entries, () => (first === undefined ? 'The trash is empty.' : listText(entries, print)))
    if (entries.length < found.length)
      print.say(`The last ${count(limit, 'entry', 'entries')} removed; there are more.`)
    if (first === undefined) return print.next('nightdesk list')
    print.next(
      `nightdesk trash restore ${shortId(first.id)}`,
      ...(entries.length < found.length ? [`nightdesk trash list -n ${limit * 4}`] : []),
    )
  },
})

const restore = defineCommand({
  name: 'restore',
  summary: 'Take entries out of the trash',
  usage: '<id> [ids...]',
  examples: ['nightdesk trash restore 1a2b3c4d'],
  async run({ words }, desk) {
    const app = await desk.app()
    const restored: Entry[] = []
    for (const typed of words) restored.push(await restoreEntry(app, typed))
    desk.print.data(restored, () => `Restored ${count(restored.length, 'entry', 'entries')}.`)
    desk.print.next('nightdesk list', 'nightdesk undo')
  },
})

const purge = defineCommand({
  name: 'purge',
  summary: 'Delete what is in the trash for good, with its texts in the history',
  options: {
    older: duration('--older <age>', `only what was removed so long ago (${durationText(trashTime)})`, '30d'),
    all: flag('--all', 'whatever its age'),
    yes: flag('-y, --yes', 'do not ask'),
  },
  examples: [
    'nightdesk trash purge',
    'nightdesk trash purge --older 7d --yes',
    'nightdesk trash purge --all',
  ],
  async run({ options }, desk) {
    const age = options.all ? 0 : (options.older ?? trashTime)
    const which =
      age === 0 ? 'all that is in the trash' : `what has been in the trash for ${durationText(age)} or longer`
    const instead = `nightdesk trash purge ${options.all ? '--all' : `--older ${durationText(age)}`} --yes`
    if (!options.yes && !(await ask(desk, { text: `Delete ${which}, for good?`, instead }))) {
      desk.print.data({ purged: 0 }, () => 'Nothing was deleted.')
      return
    }
    const purged = await purgeTrash(await desk.app(), age)
    desk.print.data({ purged }, () => `Deleted ${count(purged, 'entry', 'entries')} for good.`)
    desk.print.next('nightdesk trash')
  },
})

export const trash = defineGroup({
  name: 'trash',
  summary: 'What was removed, kept for 30 days',
  commands: [list, restore, purge],
  default: 'list',
})

function listText(entries: readonly Entry[], print: Printer): string {
  const rows = entries.map(({ id, text, deletedAt }) => [
    print.paint('dim', shortId(id)),
    deletedAt === null ? '' : localDay(deletedAt),
    inOneLine(print.safe(text)),
  ])
  return table(rows, { head: ['id', 'removed', 'text'], columns: print.room, paint: print.paint })
}
