import { shortId } from '../../base/id.ts'
import { squeeze } from '../../base/text.ts'
import { entryHistory } from '../../services/entry-history.ts'
import type { EntryImage, EntryStep } from '../../services/entry-history.ts'
import { defineCommand } from '../command.ts'
import { wrapLines } from '../paragraph.ts'
import type { Printer } from '../print.ts'
import { localTime } from '../time.ts'

export const history = defineCommand({
  name: 'history',
  summary: 'Show every change of an entry',
  usage: '<id>',
  examples: ['nightdesk history 1a2b3c4d', 'nightdesk history 1a2b3c4d --json'],
  async run({ words: [typed = ''] }, desk) {
    const { entry, steps } = await entryHistory(await desk.app(), typed)
    const { print } = desk
    print.data({ entry, steps }, () =>
      wrapLines(steps.map((step) => stepText(step, print)).join('\n'), print.room),
    )
    print.next(
      entry.deletedAt === null
        ? `nightdesk show ${shortId(entry.id)}`
        : `nightdesk trash restore ${shortId(entry.id)}`,
    )
  },
})

const verbs: Record<string, string> = {
  log: 'logged',
  import: 'imported',
  edit: 'changed',
  amend: 'amended',
  link: 'linked',
  remove: 'removed',
  restore: 'restored',
  undo: 'undid a change',
}

function stepText({ at, action, by, before, after, undoneAt }: EntryStep, { paint, safe }: Printer): string {
  const verb = verbs[action] ?? action
  const taken = undoneAt === null ? '' : paint('yellow', '  (undone)')
  const head = `${localTime(at)}  ${paint('bold', verb)}${by === null ? '' : ` by ${safe(by)}`}${taken}`
  return [head, ...differences(before, after).map((line) => `  ${safe(line)}`)].join('\n')
}

/** What a change changed, a line each. */
function differences(before: EntryImage | null, after: EntryImage | null): string[] {
  if (after === null) return ['it was gone']
  const now = factsOf(after)
  if (before === null)
    return Object.entries(now).flatMap(([name, value]) => (value === '-' ? [] : [`${name}: ${value}`]))
  const old = factsOf(before)
  return Object.entries(now).flatMap(([name, value]) =>
    value === old[name] ? [] : [`${name}: ${old[name]} → ${value}`],
  )
}

function factsOf(image: EntryImage): Record<string, string> {
  const { text, at, project, tags, private: hidden, weight, links, deletedAt } = image
  return {
    text: squeeze(text),
    when: localTime(new Date(at)),
    project: project ?? '-',
    tags: tags.length === 0 ? '-' : tags.map((tag) => `+${tag}`).join(' '),
    private: hidden ? 'yes' : '-',
    weight: weight === null ? '-' : String(weight),
    links: links.length === 0 ? '-' : links.map(shortId).join(', '),
    trash: deletedAt === null ? '-' : 'in it',
  }
}
