import { shortId } from '../../base/id.ts'
import { showEntry } from '../../services/worklog.ts'
import { type Desk, defineCommand } from '../command.ts'
import { dayAndTime } from '../day.ts'
import { entryDetails } from '../entry-text.ts'
import { flag } from '../option.ts'

export const show = defineCommand({
  name: 'show',
  summary: 'Show one entry of the work log',
  usage: '<id>',
  options: { usedBy: flag('--used-by', 'show the skills, reports and résumés that rest on it') },
  examples: ['nightdesk show 1a2b3c4d', 'nightdesk show 1a2b3c4d --used-by'],
  async run({ words, options }, desk) {
    if (options.usedBy) return await showUses(words[0] ?? '', desk)
    const entry = await showEntry(await desk.app(), words[0] ?? '')
    const id = shortId(entry.id)
    desk.print.data(entry, () => entryDetails(entry, desk.print))
    desk.print.next(`nightdesk edit ${id}`, `nightdesk rm ${id}`)
  },
})

async function showUses(typed: string, desk: Desk): Promise<void> {
  const { usesOfEntry } = await import('../../services/resume-proof.ts')
  const { entry, skills, reports } = await usesOfEntry(await desk.app(), typed)
  const { print } = desk
  print.data({ entry: entry.id, skills, reports }, () => {
    const rows = [
      ...skills.map(({ name, excerpt }) => `  skill   ${name}: “${excerpt}”`),
      ...reports.flatMap(({ id, kind, title, createdAt, lines }) => [
        `  ${kind}  ${shortId(id)}  ${title}, ${dayAndTime(createdAt)}`,
        ...lines.map((line) => `          “${line}”`),
      ]),
    ]
    return print.safe([entry.text, ...(rows.length === 0 ? ['  Nothing rests on it yet.'] : rows)].join('\n'))
  })
  print.next(`nightdesk show ${shortId(entry.id)}`, 'nightdesk resume why 1')
}
