import { AppError } from '../../base/app-error.ts'
import { count } from '../../base/text.ts'
import { logEntries, logEntry } from '../../services/worklog.ts'
import type { EntryWish } from '../../services/worklog.ts'
import { chooseReading } from '../choose-reading.ts'
import { defineCommand } from '../command.ts'
import type { Desk } from '../command.ts'
import { loggedLine } from '../logged-line.ts'
import { flag, text, whole } from '../option.ts'
import { localZone } from '../zone.ts'

const template = `
# What did you do? One entry a line; lines that start with # are ignored, and an empty file logs nothing.
#   Fixed the login page +auth
#   09:30 paired with Anna on the parser
#   yesterday 16:00: reviewed the contract +legal +private
`

export const log = defineCommand({
  name: 'log',
  summary: 'Write into the work log',
  usage: '[text...]',
  options: {
    date: text('-d, --date <when>', 'when it was: "yesterday 9am", "last Friday", 2026-04-03'),
    project: text('-p, --project <name>', 'the project it belongs to'),
    private: flag('--private', 'keep it out of reports, résumés and model requests'),
    weight: whole('--weight <1-5>', 'how much it matters, 1 to 5'),
  },
  examples: [
    'nightdesk log "Fixed the login page +auth"',
    'nightdesk log -d "yesterday 9am" -p website "Moved the shop to the new server"',
    'nightdesk log "yesterday: paired with Anna on the parser"',
    'nightdesk log - < notes.txt',
    'nightdesk log',
  ],
  async run({ words, options }, desk) {
    const wish: EntryWish = {
      zone: localZone(desk.env),
      when: options.date,
      project: options.project,
      private: options.private,
      weight: options.weight,
      choose: chooseReading(desk),
    }
    if (words.length > 0 && words[0] !== '-') await logWords(words.join(' '), wish, desk)
    else await logLines(await linesOf(words, desk), wish, desk)
  },
})

async function logWords(words: string, wish: EntryWish, desk: Desk): Promise<void> {
  const entry = await logEntry(await desk.app(), words, wish)
  desk.print.data(entry, () => loggedLine(entry, desk.print))
  desk.print.next('nightdesk list', 'nightdesk report standup')
}

async function logLines(lines: string[] | undefined, wish: EntryWish, desk: Desk): Promise<void> {
  if (lines === undefined) return desk.print.data([], () => 'Nothing was written, so nothing was logged.')
  const entries = await logEntries(await desk.app(), lines, wish)
  if (entries.length === 0)
    throw new AppError('wrong-use', 'There is no text to log. Nothing was logged.', {
      hint: 'Try: nightdesk log "Fixed the login page +auth"',
    })
  desk.print.data(entries, () =>
    [
      ...entries.map((entry) => loggedLine(entry, desk.print)),
      ...(entries.length > 1 ? [`Logged ${count(entries.length, 'entry', 'entries')}.`] : []),
    ].join('\n'),
  )
  desk.print.next('nightdesk list', 'nightdesk undo')
}

/** From standard input, or from the editor where nobody wrote there; undefined where the editor was left empty. */
async function linesOf(words: readonly string[], desk: Desk): Promise<string[] | undefined> {
  const piped = words[0] === '-' || !process.stdin.isTTY
  const lines = piped ? (await desk.input()).split(/\r\n|[\n\r]/u) : []
  if (words[0] === '-' || lines.some((line) => line.trim() !== '')) return lines
  const { editText, editorOf, writtenLines } = await import('../editor.ts')
  if (piped && editorOf(desk.env) === undefined) return lines
  const written = writtenLines(await editText(template, desk.env))
  return written.length === 0 ? undefined : written
}
