import { shortId } from '../../base/id.ts'
import { showEntry } from '../../services/worklog.ts'
import { defineCommand } from '../command.ts'
import { entryDetails } from '../entry-text.ts'

export const show = defineCommand({
  name: 'show',
  summary: 'Show one entry of the work log',
  usage: '<id>',
  examples: ['nightdesk show 1a2b3c4d'],
  async run({ words }, desk) {
    const entry = await showEntry(await desk.app(), words[0] ?? '')
    const id = shortId(entry.id)
    desk.print.data(entry, () => entryDetails(entry, desk.print))
    desk.print.next(`nightdesk edit ${id}`, `nightdesk rm ${id}`)
  },
})
