import { shortId } from '../../base/id.ts'
import { squeeze, truncate } from '../../base/text.ts'
import { defineCommand } from '../command.ts'
import { flag } from '../option.ts'

export const link = defineCommand({
  name: 'link',
  summary: 'Link two entries that belong together',
  usage: '<id> <id>',
  options: { remove: flag('--remove', 'part them again') },
  examples: ['nightdesk link 1a2b3c4d 5e6f7a8b', 'nightdesk link 1a2b3c4d 5e6f7a8b --remove'],
  async run({ words: [one = '', other = ''], options }, desk) {
    const { linkEntries } = await import('../../services/entry-links.ts')
    const { entries, changed } = await linkEntries(await desk.app(), [one, other], options.remove)
    const { print } = desk
    const done = options.remove ? 'Parted' : 'Linked'
    const head = changed ? `${done}:` : options.remove ? 'They were not linked:' : 'They are linked already:'
    print.data({ changed, entries }, () =>
      [
        head,
        ...entries.map(({ id, text }) => `  ${shortId(id)}  ${truncate(squeeze(print.safe(text)), 60)}`),
      ].join('\n'),
    )
    print.next(`nightdesk show ${one}`, ...(changed ? ['nightdesk undo'] : []))
  },
})
