import { shortId } from '../../base/id.ts'
import { count } from '../../base/text.ts'
import type { ResumeVersion } from '../../services/resume-versions.ts'
import { defineCommand } from '../command.ts'
import { dayAndTime } from '../day.ts'
import { table } from '../table.ts'

export const list = defineCommand({
  name: 'list',
  summary: 'List the versions of the résumé, and the views, letters and scores made from them',
  examples: ['nightdesk resume list'],
  async run(_input, desk) {
    const { resumeVersions } = await import('../../services/resume-versions.ts')
    const versions = await resumeVersions(await desk.app())
    const { print } = desk
    print.data(versions, () => {
      if (versions.length === 0) return 'There is no résumé yet.'
      const rows = versions.map((one) => [
        one.number === null ? '' : String(one.number),
        shortId(one.id),
        dayAndTime(one.createdAt),
        kindName(one),
        print.safe(one.title),
      ])
      const head = ['version', 'id', 'written', 'kind', 'title']
      return table(rows, { head, columns: print.room, paint: print.paint })
    })
    const [newest] = versions
    if (newest === undefined) print.next('nightdesk resume refresh', 'nightdesk resume import resume.pdf')
    else print.next(nextOf(newest))
  },
})

function nextOf({ kind, id }: ResumeVersion): string {
  if (kind === 'resume-letter') return `nightdesk resume letter --version ${shortId(id)}`
  return kind === 'resume-score' ? 'nightdesk resume score' : `nightdesk resume show ${shortId(id)}`
}

export const restore = defineCommand({
  name: 'restore',
  summary: 'Make an old version the newest again, as a new version',
  usage: '<version>',
  examples: ['nightdesk resume restore 2'],
  async run({ words: [typed = ''] }, desk) {
    const { restoreResume } = await import('../../services/resume-versions.ts')
    const done = await restoreResume(await desk.app(), typed)
    desk.print.data(done, () => `Restored: version ${typed} is the newest again (${shortId(done.id)}).`)
    if (done.leftOut > 0)
      desk.print.say(`${count(done.leftOut, 'line')} left out: the entries are private now.`)
    desk.print.next('nightdesk resume show', 'nightdesk resume list')
  },
})

export const importFile = defineCommand({
  name: 'import',
  summary:
    'Read a résumé of yours as a new version: JSON Resume without a loss, or PDF, DOCX, Markdown, text',
  usage: '<file>',
  examples: ['nightdesk resume import resume.json', 'nightdesk resume import resume.pdf'],
  async run({ words: [file = ''] }, desk) {
    const { importResume } = await import('../../services/resume-import.ts')
    const { id, format, lines, stated, unplaced, resume } = await importResume(await desk.app(), file)
    const { print } = desk
    const sections = Object.entries(resume).flatMap(([name, value]): [string, number][] =>
      Array.isArray(value) ? [[name, value.length]] : [],
    )
    const held = sections.map((section) => section.join(' ')).join(', ')
    const data = { id, format, lines, stated, unplaced, sections: Object.fromEntries(sections) }
    print.data(data, () =>
      [
        `Imported as ${shortId(id)}: ${count(lines, 'line')}, ${stated} of them stated by you.`,
        ...(held === '' ? [] : [held]),
        ...unplaced.map((line) => print.safe(`Not placed: ${line}`)),
      ].join('\n'),
    )
    if (unplaced.length > 0)
      print.say(
        `${count(unplaced.length, 'line')} could not be placed and ${unplaced.length === 1 ? 'is' : 'are'} in no field.`,
      )
    print.next('nightdesk resume show', 'nightdesk resume refresh')
  },
})

function kindName({ kind, engine }: ResumeVersion): string {
  if (kind === 'resume') return engine === 'import' ? 'imported' : 'résumé'
  return kind.replace(/^resume-/, '')
}
