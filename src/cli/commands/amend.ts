import { shortId } from '../../base/id.ts'
import { amendEntry } from '../../services/worklog.ts'
import { defineCommand } from '../command.ts'
import { entryDetails } from '../entry-text.ts'

export const amend = defineCommand({
  name: 'amend',
  summary: 'Add to an entry what came of it later',
  usage: '<id> <outcome...>',
  examples: ['nightdesk amend 1a2b3c4d "Errors at checkout fell by 40 %"'],
  async run({ words: [typed = '', ...outcome] }, desk) {
    const entry = await amendEntry(await desk.app(), typed, outcome.join(' '))
    desk.print.data(entry, () => entryDetails(entry, desk.print))
    desk.print.next(`nightdesk history ${shortId(entry.id)}`, 'nightdesk undo')
  },
})
