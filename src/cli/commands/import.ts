import { AppError } from '../../base/app-error.ts'
import { count } from '../../base/text.ts'
import type { Imported } from '../../services/import.ts'
import { defineCommand } from '../command.ts'
import type { Desk } from '../command.ts'
import { choice, flag, text, texts } from '../option.ts'
import type { OptionValues } from '../command.ts'
import { wrapLines } from '../paragraph.ts'
import { localDay } from '../time.ts'
import { localZone } from '../zone.ts'

const options = {
  dryRun: flag('--dry-run', 'count what would be imported, and store nothing'),
  format: text(
    '--format <name>',
    'one of jrnl, csv, markdown, org, taskwarrior, timewarrior or calendar; else by the content',
  ),
  columns: text(
    '--columns <map>',
    'for tables: "date=When,text=What,project=Client,tags=Labels", or numbers',
  ),
  dates: choice('--dates <order>', 'for dates in figures such as 03/04/2026', ['dmy', 'mdy']),
  author: texts('--author <text...>', 'for git: also commits whose author holds this text'),
  since: text('--since <when>', 'only from this day on'),
  until: text('--until <when>', 'only up to the end of this day'),
  project: text('-p, --project <name>', 'the project of all entries'),
  tags: texts('--tag <tag...>', 'a tag for all entries'),
  private: flag('--private', 'keep them out of reports, résumés and model requests'),
}

const mostShown = 20

export const imports = defineCommand({
  name: 'import',
  summary: 'Import commits, or the log of another program; what is there already stays out',
  usage: '<git|file> [more...]',
  options,
  examples: [
    'nightdesk import git ~/code --dry-run',
    'nightdesk import git ~/code --since 2026-01-01',
    'nightdesk import journal.txt',
    'nightdesk import hours.csv --columns date=Day,text=Task,project=Client',
    'nightdesk import calendar.ics notes/*.md',
  ],
  async run({ words: [first = '', ...more], options }, desk) {
    const result =
      first === 'git' ? await fromGit(more, options, desk) : await fromFiles([first, ...more], options, desk)
    desk.print.data(result, () => wrapLines(importedText(result, desk), desk.print.room))
    tellNext(result, desk)
    return isUnread(result) ? 1 : 0
  },
})

type Options = OptionValues<typeof options>

function wishOf({ dryRun, since, until, project, tags, private: hidden }: Options, desk: Desk) {
  return {
    zone: localZone(desk.env),
    dryRun,
    since,
    until,
    project,
    tags: tags.map((tag) => tag.replace(/^\+/u, '')),
    private: hidden,
  }
}

async function fromGit(folders: readonly string[], options: Options, desk: Desk) {
  const { importGit } = await import('../../services/import-git.ts')
  if (options.format !== undefined || options.columns !== undefined)
    throw new AppError(
      'wrong-use',
      '--format and --columns are for files, not for git. Nothing was imported.',
      {
        hint: 'Try: nightdesk import git ~/code',
      },
    )
  if (options.author.some((name) => name.trim() === ''))
    throw new AppError('wrong-use', 'The author "" is everybody. Nothing was imported.', {
      hint: 'Try: nightdesk import git --author "Your Name"',
    })
  const onRepository = (folder: string, read: number, all: number) => {
    if (all > 1) desk.print.say(`Reading ${desk.print.safe(folder)} (${read + 1} of ${all})`)
  }
  const wish = {
    ...wishOf(options, desk),
    authors: options.author,
    env: desk.env,
    signal: desk.signal,
    onRepository,
  }
  return await importGit(await desk.app(), folders.length === 0 ? [desk.cwd] : folders, wish)
}

async function fromFiles(files: readonly string[], options: Options, desk: Desk) {
  const { importFiles } = await import('../../services/import-file.ts')
  const { format, columns, dates } = options
  const wish = { ...wishOf(options, desk), format, columns, dates }
  return await importFiles(await desk.app(), files, wish, desk.input)
}

/** Nothing in the files could be read: a script must not take that for an import that found nothing new. */
function isUnread({ imported, skipped, rejected }: Imported): boolean {
  return imported === 0 && skipped === 0 && rejected.length > 0
}

function importedText(result: Imported, { print }: Desk): string {
  const { imported, withdrawn, dryRun, from, to, projects, reasons, rejected, remarks } = result
  const what = count(imported, 'entry', 'entries')
  const span = from === null || to === null ? '' : `, ${localDay(from)} to ${localDay(to)}`
  const head = dryRun
    ? `${what} would be imported${span}`
    : `${isUnread(result) ? '' : `${print.paint('green', '✓')} `}${what} imported${span}`
  const row = (name: string, value: string) => `  ${print.paint('dim', name.padEnd(8))}  ${print.safe(value)}`
  const named = Object.entries(projects).filter(([name]) => name !== '')
  const shown = rejected.slice(0, mostShown).map(({ line, why, file }) => {
    const place = file === undefined ? `line ${line ?? '?'}` : `${file}:${line ?? '?'}`
    return row('rejected', `${place}: ${why}`)
  })
  return [
    `${head}.`,
    ...(named.length === 0
      ? []
      : [
          row(
            'projects',
            named
              .slice(0, 8)
              .map(([name, times]) => `${name} ${times}`)
              .join(' · '),
          ),
        ]),
    ...Object.entries(reasons).map(([why, times]) => row('skipped', `${why}: ${times}`)),
    ...(withdrawn === 0
      ? []
      : [row('trashed', `${count(withdrawn, 'entry', 'entries')} of earlier imports, reverted since`)]),
    ...shown,
    ...(rejected.length > mostShown
      ? [row('', `and ${rejected.length - mostShown} more; --json lists them all`)]
      : []),
    ...remarks.map((remark) => row('note', remark)),
  ].join('\n')
}

function tellNext({ imported, withdrawn, dryRun, reasons }: Imported, { print }: Desk): void {
  if (imported + withdrawn > 0 && dryRun)
    print.say('Nothing is stored yet: the same line without --dry-run does it.')
  else if (imported + withdrawn > 0) print.next('nightdesk list', 'nightdesk analyze', 'nightdesk undo')
  else if (reasons['already there'] !== undefined) print.next('nightdesk list')
  else print.next('nightdesk import --help')
}
