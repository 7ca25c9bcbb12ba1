import { shortId } from '../base/id.ts'
import type { Desk } from './command.ts'
import { dayAndTime } from './day.ts'

/** Prints what rests on the entry whose id ends in what was typed. */
export async function showUses(typed: string, desk: Desk): Promise<void> {
  const { usesOfEntry } = await import('../services/resume-proof.ts')
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
