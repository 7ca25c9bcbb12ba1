import { shortId } from '../../base/id.ts'
import { inOneLine, truncate } from '../../base/text.ts'
import type { Entry } from '../../contracts/entry.ts'
import { linkedEntries } from '../../services/entry-links.ts'
import { showEntry } from '../../services/worklog.ts'
import { defineCommand } from '../command.ts'
import { entryDetails } from '../entry-text.ts'
import { showUses } from '../entry-uses.ts'
import { flag } from '../option.ts'
import type { Printer } from '../print.ts'

export const show = defineCommand({
  name: 'show',
  summary: 'Show one entry of the work log',
  usage: '<id>',
  options: { usedBy: flag('--used-by', 'show the skills, reports and résumés that rest on it') },
  examples: ['nightdesk show 1a2b3c4d', 'nightdesk show 1a2b3c4d --used-by'],
  async run({ words, options }, desk) {
    if (options.usedBy) return await showUses(words[0] ?? '', desk)
    const app = await desk.app()
    const entry = await showEntry(app, words[0] ?? '')
    const id = shortId(entry.id)
    const linked = await linkedEntries(app, entry)
    desk.print.data(entry, () =>
      [entryDetails(entry, desk.print), ...linked.map((other) => linkLine(other, desk.print))].join('\n'),
    )
    desk.print.next(`nightdesk edit ${id}`, `nightdesk rm ${id}`)
  },
})

function linkLine({ id, text }: Entry, { paint, safe }: Printer): string {
  return `  ${paint('dim', 'linked'.padEnd(8))}  ${shortId(id)}  ${truncate(inOneLine(safe(text)), 60)}`
}
