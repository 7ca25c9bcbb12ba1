import { shortId } from '../../base/id.ts'
import { AppError } from '../../base/app-error.ts'
import type { Digest } from '../../contracts/digest.ts'
import { type Desk, defineCommand, defineGroup } from '../command.ts'
import { type EditionParts, editionText, fatesText, replayText, whyText } from '../edition-text.ts'
import { tellEngine } from '../engine-note.ts'
import { emptyList, narrowingOf } from '../narrowing.ts'
import { flag, text, whole } from '../option.ts'
import { jobOptions, watchJob } from '../run-job.ts'
import { table } from '../table.ts'
import { howLong, relativeTime } from '../time.ts'

const usualLimit = 20
const usualDays = 30

const run = defineCommand({
  name: 'run',
  summary: 'Make the next edition of a brand and send it',
  usage: '[brand]',
  options: jobOptions,
  examples: ['nightdesk digest run', 'nightdesk digest run debonairs --no-wait'],
  async run({ words, options }, desk) {
    const { digestOf, runDigest } = await import('../../services/digest.ts')
    const app = await desk.app()
    if (options.requireLlm) (await import('../../services/models.ts')).requireModel(app.config)
    const anew = ['nightdesk digest run', ...words].join(' ')
    const job = await watchJob(
      desk,
      { ...options, anew },
      async (watching) => await runDigest(app, words[0], watching),
    )
    if (job === undefined) return 0
    const edition = await digestOf(app, job)
    desk.print.data(edition, () => editionText(edition, desk.print))
    await tellEngine(desk, edition.digest.engine)
    const id = shortId(edition.digest.id)
    desk.print.next(
      `nightdesk digest show ${id} --all`,
      ...(hasMail(edition) ? [`nightdesk digest preview ${id} --text`] : []),
      isUnsent(edition) ? 'nightdesk email list' : 'nightdesk feedback list',
    )
    return isUnsent(edition) ? 1 : 0
  },
})

const list = defineCommand({
  name: 'list',
  summary: 'List the editions, the newest first',
  options: {
    brand: text('--brand <brand>', 'only of this brand'),
    limit: whole('--limit <number>', `how many; ${usualLimit} where absent`),
  },
  examples: ['nightdesk digest list', 'nightdesk digest list --brand debonairs --limit 5'],
  async run(input, desk) {
    const { options } = input
    const { listDigests } = await import('../../services/digest.ts')
    const app = await desk.app()
    const digests = await listDigests(app, { brand: options.brand, limit: options.limit ?? usualLimit })
    const narrowing = narrowingOf(input)
    desk.print.data(digests, () =>
      digests.length === 0
        ? emptyList(desk.print, 'edition', narrowing)
        : listText(digests, desk, app.clock()),
    )
    const [newest] = digests
    const make = ['nightdesk digest run', options.brand].filter((word) => word !== undefined).join(' ')
    desk.print.next(newest === undefined ? make : `nightdesk digest show ${shortId(newest.id)} --all`)
  },
})

const show = defineCommand({
  name: 'show',
  summary: 'Show an edition, the newest where none is named',
  usage: '[id]',
  options: { all: flag('--all', 'every page that it saw, with its fate and the reason') },
  examples: ['nightdesk digest show', 'nightdesk digest show 3f9a2c41 --all'],
  async run({ words, options }, desk) {
    const { showDigest } = await import('../../services/digest.ts')
    const edition = await showDigest(await desk.app(), words[0])
    const { print } = desk
    const shown = options.all ? edition.items : edition.items.filter(({ fate }) => fate === 'chosen')
    print.data({ ...edition, items: shown }, () =>
      [editionText(edition, print), ...(options.all ? ['', fatesText(edition.items, print)] : [])].join('\n'),
    )
    const id = shortId(edition.digest.id)
    print.next(
      ...(options.all ? [] : [`nightdesk digest show ${id} --all`]),
      ...(options.all && hasMail(edition) ? [`nightdesk digest preview ${id} --text`] : []),
      `nightdesk jobs show ${shortId(edition.digest.jobId)}`,
    )
  },
})

const preview = defineCommand({
  name: 'preview',
  summary: 'Show the mail of an edition, of the newest that has one where none is named',
  usage: '[id]',
  options: {
    html: flag('--html', 'the HTML of the mail'),
    text: flag('--text', 'its text'),
    open: flag('--open', 'write the HTML into a file and open it'),
  },
  examples: ['nightdesk digest preview --text', 'nightdesk digest preview --html > edition.html'],
  async run({ words, options }, desk) {
    if (options.html && options.text)
      throw new AppError('wrong-use', '--html and --text are two forms; only one can be printed.', {
        hint: 'Try: nightdesk digest preview --text',
      })
    const { previewDigest } = await import('../../services/digest.ts')
    const mail = await previewDigest(await desk.app(), words[0])
    if (options.open) {
      const { openInBrowser } = await import('../../services/preview-file.ts')
      const path = await openInBrowser((await desk.app()).config.home, mail)
      desk.print.data({ id: mail.id, subject: mail.subject, path }, () => path)
    } else desk.print.data(mail, () => (options.html ? mail.html : desk.print.safe(mail.text)))
    desk.print.next(`nightdesk digest show ${shortId(mail.id)} --all`)
  },
})

const why = defineCommand({
  name: 'why',
  summary: 'Say why a page of an edition stands where it does',
  usage: '<page>',
  examples: ['nightdesk digest why 3f9a2c41'],
  async run({ words: [page = ''] }, desk) {
    const { explainItem } = await import('../../services/digest-ranking.ts')
    const item = await explainItem(await desk.app(), page)
    desk.print.data(item, () => whyText(item, desk.print))
    desk.print.next(`nightdesk digest show ${shortId(item.digestId)} --all`, 'nightdesk digest replay')
  },
})

const replay = defineCommand({
  name: 'replay',
  summary: 'Rank past editions again, with and without the votes that came before them',
  usage: '[brand]',
  options: { days: whole('--days <number>', `how far back; ${usualDays} where absent`) },
  examples: ['nightdesk digest replay', 'nightdesk digest replay debonairs --days 90'],
  async run({ words, options }, desk) {
    const { replayDigests } = await import('../../services/digest-ranking.ts')
    const wish = { brand: words[0], days: options.days ?? usualDays }
    const replayed = await replayDigests(await desk.app(), wish)
    desk.print.data(replayed, () => replayText(replayed, desk.print))
    desk.print.next('nightdesk feedback list', 'nightdesk digest list')
  },
})

export const digest = defineGroup({
  name: 'digest',
  summary: 'Editions: make one, list them, see every page and its fate',
  commands: [run, list, show, preview, why, replay],
  default: 'list',
})

function isUnsent({ digest }: EditionParts): boolean {
  return digest.status === 'held' || digest.status === 'refused'
}

/** An empty edition has none. */
function hasMail({ items }: EditionParts): boolean {
  return items.some(({ fate }) => fate === 'chosen')
}

function listText(digests: readonly Digest[], { print }: Desk, now: Date): string {
  const number = ({ summary }: Digest, name: string) => {
    const value = summary[name]
    return typeof value === 'number' ? String(value) : ''
  }
  const rows = digests.map((digest) => [
    shortId(digest.id),
    relativeTime(digest.createdAt, now),
    digest.brand,
    digest.status,
    number(digest, 'chosen'),
    number(digest, 'seen'),
    tookOf(digest),
    print.safe(digest.subject ?? ''),
  ])
  const head = ['id', 'when', 'brand', 'status', 'chosen', 'seen', 'took', 'subject']
  return table(rows, { head, columns: print.room, paint: print.paint })
}

/** Nothing of one that is not made yet, or never was. */
function tookOf({ createdAt, finishedAt }: Digest): string {
  return finishedAt === null ? '' : howLong(finishedAt.getTime() - createdAt.getTime())
}
