import type { Feedback } from '../../contracts/digest.ts'
import { shortId } from '../../base/id.ts'
import { type Desk, defineCommand, defineGroup } from '../command.ts'
import { text, whole } from '../option.ts'
import { table } from '../table.ts'
import { relativeTime } from '../time.ts'

const usualLimit = 50

const list = defineCommand({
  name: 'list',
  summary: 'List what readers said of the pages they were shown, the newest first',
  options: {
    brand: text('--brand <brand>', 'only of this brand'),
    limit: whole('--limit <number>', `how many; ${usualLimit} where absent`),
  },
  examples: ['nightdesk feedback list', 'nightdesk feedback list --brand debonairs --json'],
  async run({ options }, desk) {
    const { listFeedback } = await import('../../services/feedback.ts')
    const app = await desk.app()
    const votes = await listFeedback(app, { brand: options.brand, limit: options.limit ?? usualLimit })
    desk.print.data(votes, () => listText(votes, desk, app.clock()))
    const [newest] = votes
    desk.print.next(
      newest === undefined ? 'nightdesk digest list' : `nightdesk digest show ${shortId(newest.digestId)}`,
    )
  },
})

export const feedback = defineGroup({
  name: 'feedback',
  summary: 'What readers said: yes or no to each page',
  commands: [list],
  default: 'list',
})

function listText(votes: readonly Feedback[], { print }: Desk, now: Date): string {
  if (votes.length === 0)
    return 'Nobody has voted yet. The links are in the mails; the daemon serves their pages.'
  const rows = votes.map(({ vote, updatedAt, recipient, brand, title }) => [
    print.paint(vote === 'yes' ? 'green' : 'red', vote),
    relativeTime(updatedAt, now),
    print.safe(recipient),
    brand,
    print.safe(title),
  ])
  return table(rows, {
    head: ['vote', 'when', 'reader', 'brand', 'page'],
    columns: print.room,
    paint: print.paint,
  })
}
