import { shortId } from '../../base/id.ts'
import { count, squeeze, truncate } from '../../base/text.ts'
import type { Entry } from '../../contracts/entry.ts'
import { purgeTrash, trashTime } from '../../services/entry-trash.ts'
import { removeEntry, showEntry } from '../../services/worklog.ts'
import { ask } from '../ask.ts'
import { defineCommand } from '../command.ts'
import { flag } from '../option.ts'

export const rm = defineCommand({
  name: 'rm',
  summary: 'Remove entries; undo brings them back',
  usage: '<id> [ids...]',
  options: { yes: flag('-y, --yes', 'do not ask') },
  examples: ['nightdesk rm 1a2b3c4d', 'nightdesk rm 1a2b3c4d --yes'],
  async run({ words, options }, desk) {
    const { print } = desk
    const app = await desk.app()
    const entries = new Map<string, Entry>()
    for (const typed of words) {
      const entry = await showEntry(app, typed)
      entries.set(entry.id, entry)
    }
    for (const entry of entries.values()) print.say(`  ${lineOf(entry, print.safe)}`)
    const what = count(entries.size, 'entry', 'entries')
    const instead = `nightdesk rm ${words.join(' ')} --yes`
    if (!options.yes && !(await ask(desk, { text: `Remove ${what}?`, instead }))) {
      print.data([], () => 'Nothing was removed.')
      return
    }
    const removed: Entry[] = []
    for (const { id } of entries.values()) removed.push(await removeEntry(app, id))
    await purgeTrash(app, trashTime)
    print.data(removed, () => `Removed ${what}; the trash keeps what is removed for 30 days.`)
    print.next('nightdesk undo', 'nightdesk trash')
  },
})

function lineOf(entry: Entry, safe: (text: string) => string): string {
  return `${shortId(entry.id)}  ${truncate(squeeze(safe(entry.text)), 60)}`
}
