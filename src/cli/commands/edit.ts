import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import type { Entry } from '../../contracts/entry.ts'
import { editEntry, showEntry, tagsWritten } from '../../services/worklog.ts'
import type { EntryEdit } from '../../services/worklog.ts'
import { chooseReading } from '../choose-reading.ts'
import { defineCommand } from '../command.ts'
import type { Desk } from '../command.ts'
import { entryDetails } from '../entry-text.ts'
import { flag, text, texts, whole } from '../option.ts'
import { localZone } from '../zone.ts'

export const edit = defineCommand({
  name: 'edit',
  summary: 'Change an entry; without a change it opens in the editor',
  usage: '<id> [text...]',
  options: {
    date: text('-d, --date <when>', 'when it was'),
    project: text('-p, --project <name>', 'the project; "" for none'),
    tags: texts('--tag <tag...>', 'the tags instead of those it has'),
    private: flag('--private', 'keep it out of reports, résumés and model requests'),
    weight: whole('--weight <1-5>', 'how much it matters, 1 to 5'),
    public: flag('--public', 'let it into reports again'),
  },
  examples: [
    'nightdesk edit 1a2b3c4d',
    'nightdesk edit 1a2b3c4d "Fixed the login page for good"',
    'nightdesk edit 1a2b3c4d -d "yesterday 16:00" -p website',
  ],
  async run({ words: [typed = '', ...words], options }, desk) {
    if (options.private && options.public)
      throw new AppError('wrong-use', '--private and --public exclude each other. Nothing was changed.', {
        hint: `Try: nightdesk edit ${typed} --private`,
      })
    const app = await desk.app()
    const given: EntryEdit = {
      zone: localZone(desk.env),
      text: words.length === 0 ? undefined : words.join(' '),
      when: options.date,
      project: options.project,
      tags: options.tags.length === 0 ? undefined : options.tags,
      private: options.private ? true : options.public ? false : undefined,
      weight: options.weight,
      choose: chooseReading(desk),
    }
    const isAsked = [given.text, given.when, given.project, given.tags, given.private, given.weight].some(
      (part) => part !== undefined,
    )
    const wish = isAsked ? given : { ...given, ...(await fromEditor(await showEntry(app, typed), desk)) }
    const { entry, changed } = await editEntry(app, typed, wish)
    desk.print.data(entry, () => entryDetails(entry, desk.print))
    desk.print.say(changed ? 'Changed.' : 'Nothing changed.')
    desk.print.next(changed ? 'nightdesk undo' : `nightdesk edit ${shortId(entry.id)} "The new text"`)
  },
})

/** The text with its labels in the editor. What was taken out there is taken out of the entry. */
async function fromEditor(entry: Entry, desk: Desk): Promise<Partial<EntryEdit>> {
  const { editText, editorOf } = await import('../editor.ts')
  if (!process.stdin.isTTY && editorOf(desk.env) === undefined)
    throw new AppError('wrong-use', 'Nothing is said to change, and nobody is here to write it.', {
      hint: `Try: nightdesk edit ${shortId(entry.id)} "The new text"`,
    })
  const written = tagsWritten(entry.text)
  const missing = entry.tags.filter((tag) => !written.includes(tag))
  const labels = [...missing, ...(entry.private ? ['private'] : [])].map((tag) => ` +${tag}`).join('')
  const before = `${entry.text}${labels}`
  const help = '\n# Lines that start with # are ignored. An empty file changes nothing.\n'
  const saved = await editText(`${before}\n${help}`, desk.env)
  const after = saved
    .split(/\r\n|[\n\r]/u)
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .trim()
  return after === '' || after === before ? {} : { text: after, tags: [], private: false }
}
