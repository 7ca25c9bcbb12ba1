import { count, inOneLine, truncate } from '../../base/text.ts'
import { undoChange, type EntryChange } from '../../services/undo.ts'
import { defineCommand } from '../command.ts'
import { wrapLines } from '../paragraph.ts'
import { relativeTime } from '../time.ts'

const meanings: Record<string, string> = {
  log: 'logging',
  edit: 'the change of',
  amend: 'the outcome of',
  link: 'the link of',
  remove: 'the removal of',
  restore: 'the return of',
  import: 'the import of',
  analyze: 'the analysis of',
  extract: 'the search for skills in',
  report: 'the writing of',
  'merge-skill': 'the merging of',
  'rename-skill': 'the new name',
  'hide-skill': 'the hiding of',
  'unhide-skill': 'the return of',
}

const mostShown = 10

export const undo = defineCommand({
  name: 'undo',
  summary: 'Take back the newest change of the work log; again and again',
  examples: ['nightdesk undo'],
  async run(_input, desk) {
    const { print } = desk
    const app = await desk.app()
    const change = await undoChange(app)
    const texts = change.texts.map((text) => truncate(inOneLine(print.safe(text)), 60))
    print.data(change, () =>
      [
        wrapLines(`Undid ${doingOf(change, texts)} (${relativeTime(change.at, app.clock())}).`, print.room),
        ...(texts.length === 1 ? [] : texts.slice(0, mostShown).map((text) => `  ${text}`)),
        ...(texts.length > mostShown ? [`  and ${texts.length - mostShown} more`] : []),
      ].join('\n'),
    )
    print.next('nightdesk list', 'nightdesk undo')
  },
})

/** What was done: `the removal of "Fixed it"`. An import also removes what its source took back since. */
function doingOf({ action, entryIds, trashedIds }: EntryChange, texts: readonly string[]): string {
  const entries = (ids: readonly string[]) => count(ids.length, 'entry', 'entries')
  const what = texts.length === 1 ? `"${texts[0]}"` : entries(entryIds)
  if (action !== 'import' || trashedIds.length === 0) return `${meanings[action] ?? action} ${what}`
  const brought = entryIds.filter((id) => !trashedIds.includes(id))
  return brought.length === 0
    ? `the removal of ${what} by an import`
    : `the import of ${entries(brought)} and the removal of ${entries(trashedIds)} by it`
}
