import { shortId } from '../base/id.ts'
import type { Desk } from './command.ts'
import { dayAndTime } from './day.ts'
import { paragraph } from './paragraph.ts'
import type { Printer } from './print.ts'

/** Prints what rests on the entry whose id ends in what was typed. */
export async function showUses(typed: string, desk: Desk): Promise<void> {
  const { usesOfEntry } = await import('../services/resume-proof.ts')
  const { entry, skills, reports } = await usesOfEntry(await desk.app(), typed)
  const { print } = desk
  print.data({ entry: entry.id, skills, reports }, () => {
    const rows = [
      ...skills.map(({ name, excerpt }): Row => ['skill', `${name}: “${excerpt}”`]),
      ...reports.flatMap(({ id, kind, title, createdAt, lines }): Row[] => [
        [kind, `${shortId(id)}  ${title}, ${dayAndTime(createdAt)}`],
        ...lines.map((line): Row => ['', `“${line}”`]),
      ]),
    ]
    const text = paragraph(print.safe(entry.text), { room: print.room, indent: '' })
    return [text, ...(rows.length === 0 ? ['  Nothing rests on it yet.'] : rowLines(rows, print))].join('\n')
  })
  print.next(`nightdesk show ${shortId(entry.id)}`, wayOn(reports))
}

type Row = readonly [kind: string, text: string]

/** What is too long goes on below its own words. */
function rowLines(rows: readonly Row[], print: Printer): string[] {
  const width = Math.max(...rows.map(([kind]) => kind.length))
  const indent = ' '.repeat(width + 4)
  return rows.map(([kind, text]) => {
    const lines = paragraph(print.safe(text), { room: print.room, indent })
    return `  ${kind.padEnd(width)}  ${lines.slice(indent.length)}`
  })
}

function wayOn([newest]: readonly { id: string; kind: string }[]): string {
  if (newest === undefined) return 'nightdesk extract'
  return newest.kind === 'resume' ? 'nightdesk resume why 1' : `nightdesk report show ${shortId(newest.id)}`
}
