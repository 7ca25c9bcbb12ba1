import { shortId } from '../../base/id.ts'
import { count } from '../../base/text.ts'
import type { Feedback, LookKind } from '../../contracts/digest.ts'
import { csv } from '../../render/csv.ts'
import { type Desk, defineCommand, defineGroup } from '../command.ts'
import { emptyList, narrowingOf } from '../narrowing.ts'
import { flag, text, whole } from '../option.ts'
import { paragraph } from '../paragraph.ts'
import type { Printer } from '../print.ts'
import { table } from '../table.ts'
import { relativeTime } from '../time.ts'

const usualLimit = 50
const everyVote = 1_000_000
const nobody = 'Nobody has voted yet. The links are in the mails; the daemon serves their pages.'

const list = defineCommand({
  name: 'list',
  summary: 'List what readers said of the pages they were shown, the newest first',
  options: {
    brand: text('--brand <brand>', 'only of this brand'),
    limit: whole('--limit <number>', `how many; ${usualLimit} where absent`),
  },
  examples: ['nightdesk feedback list', 'nightdesk feedback list --brand debonairs --json'],
  async run(input, desk) {
    const { options } = input
    const { listFeedback, looksOf } = await import('../../services/feedback.ts')
    const app = await desk.app()
    const votes = await listFeedback(app, { brand: options.brand, limit: options.limit ?? usualLimit })
    const narrowing = narrowingOf(input)
    const none = () => emptyList(desk.print, 'vote', narrowing, nobody)
    desk.print.data(votes, () => (votes.length === 0 ? none() : listText(votes, desk, app.clock())))
    const looks = looksText(await looksOf(app, options.brand))
    if (looks !== undefined) desk.print.say(looks)
    const [newest] = votes
    desk.print.next(
      ...(newest === undefined
        ? [narrowing === '' ? 'nightdesk digest list' : 'nightdesk feedback list']
        : [
            `nightdesk digest show ${shortId(newest.digestId)}`,
            `nightdesk feedback undo ${shortId(newest.id)}`,
          ]),
    )
  },
})

const exportAll = defineCommand({
  name: 'export',
  summary: 'Print every vote with its rating and sentence, as CSV for a spreadsheet or as JSON',
  options: {
    csv: flag('--csv', 'as CSV, as it is where nothing is said'),
    brand: text('--brand <brand>', 'only of this brand'),
  },
  examples: [
    'nightdesk feedback export --csv > votes.csv',
    'nightdesk feedback export --brand debonairs --json',
  ],
  async run({ options }, desk) {
    const { listFeedback } = await import('../../services/feedback.ts')
    const votes = await listFeedback(await desk.app(), { brand: options.brand, limit: everyVote })
    desk.print.data(votes, () => csvText(votes, desk))
    desk.print.next('nightdesk feedback list')
  },
})

const undo = defineCommand({
  name: 'undo',
  summary: 'Take a vote back: it teaches the ranking nothing any more',
  usage: '<id>',
  examples: ['nightdesk feedback undo 3f9a2c41'],
  async run({ words: [id = ''] }, desk) {
    const { undoFeedback } = await import('../../services/feedback.ts')
    const vote = await undoFeedback(await desk.app(), id)
    desk.print.data(vote, () =>
      desk.print.safe(`✓ The ${vote.vote} of ${vote.recipient} to “${vote.title}” is taken back.`),
    )
    desk.print.next('nightdesk feedback list', 'nightdesk digest replay')
  },
})

export const feedback = defineGroup({
  name: 'feedback',
  summary: 'What readers said: yes or no to each page',
  commands: [list, exportAll, undo],
  default: 'list',
})

function listText(votes: readonly Feedback[], { print }: Desk, now: Date): string {
  const rows = votes.map(({ id, vote, rating, note, updatedAt, recipient, brand, title }) => [
    shortId(id),
    print.paint(vote === 'yes' ? 'green' : 'red', vote),
    rating === null ? '' : `${rating}/5`,
    relativeTime(updatedAt, now),
    print.safe(recipient),
    brand,
    print.safe(note === null || print.room !== undefined ? title : `${title} (“${note}”)`),
  ])
  const listed = table(rows, {
    head: ['id', 'vote', 'rating', 'when', 'reader', 'brand', 'page'],
    columns: print.room,
    paint: print.paint,
  })
  return [listed, ...noteLines(votes, print)].join('\n')
}

/** What readers wrote, whole: the columns of a terminal have no room for sentences. */
function noteLines(votes: readonly Feedback[], print: Printer): string[] {
  const noted = votes.flatMap(({ id, note }) => (note === null ? [] : [{ id: shortId(id), note }]))
  if (print.room === undefined || noted.length === 0) return []
  const lines = noted.map(({ id, note }) => {
    const indent = ' '.repeat(id.length + 2)
    const told = paragraph(print.safe(`“${note}”`), { room: print.room, indent })
    return `${id}  ${told.slice(indent.length)}`
  })
  return ['', ...lines]
}

/** Looks are no votes: people look before they press, and scanners open every link. */
function looksText({ page, head, prefetch }: Record<LookKind, number>): string | undefined {
  if (page + head + prefetch === 0) return undefined
  return `${count(page + head + prefetch, 'look')} at links counted for nothing: ${page} opened, ${head} by HEAD, ${prefetch} fetched in advance.`
}

function csvText(votes: readonly Feedback[], { print }: Desk): string {
  const head = ['at', 'brand', 'reader', 'vote', 'rating', 'note', 'title', 'url', 'edition', 'id']
  const rows = votes.map((vote) => [
    vote.updatedAt.toISOString(),
    vote.brand,
    vote.recipient,
    vote.vote,
    vote.rating ?? '',
    print.safe(vote.note ?? ''),
    print.safe(vote.title),
    print.safe(vote.url),
    vote.digestId,
    vote.id,
  ])
  return csv([head, ...rows])
}
