import { AppError } from '../../base/app-error.ts'
import { count } from '../../base/text.ts'
import type { Suppression } from '../../contracts/digest.ts'
import { type Desk, defineCommand } from '../command.ts'
import { text, whole } from '../option.ts'
import { table } from '../table.ts'
import { relativeTime } from '../time.ts'

const usualLimit = 50

export const stopped = defineCommand({
  name: 'stopped',
  summary: 'List the addresses that get no more mail: unsubscribed, or bounced',
  options: { limit: whole('--limit <number>', `how many; ${usualLimit} where absent`) },
  examples: ['nightdesk email stopped', 'nightdesk email stopped --json'],
  async run({ options }, desk) {
    const { listStopped } = await import('../../services/email-readers.ts')
    const app = await desk.app()
    const addresses = await listStopped(app, options.limit ?? usualLimit)
    desk.print.data(addresses, () => stoppedText(addresses, desk, app.clock()))
    const [newest] = addresses
    desk.print.next(
      newest === undefined
        ? 'nightdesk email list'
        : `nightdesk email allow ${desk.print.safe(newest.address)}`,
    )
  },
})

export const unsubscribe = defineCommand({
  name: 'unsubscribe',
  summary: 'Send an address no more editions of a brand, because its reader asked for it',
  usage: '<address>',
  options: { brand: text('--brand <brand>', 'of this brand; the only one where absent') },
  examples: ['nightdesk email unsubscribe thandi@example.com'],
  async run({ words: [address = ''], options }, desk) {
    const { unsubscribeAddress } = await import('../../services/email-readers.ts')
    const done = await unsubscribeAddress(await desk.app(), address, options.brand)
    const name = desk.print.safe(address)
    desk.print.data({ address, ...done }, () =>
      done.changed ? `✓ ${name} gets no more editions of ${done.brand}.` : `${name} got none already.`,
    )
    desk.print.next('nightdesk email stopped', `nightdesk email allow ${name}`)
  },
})

export const bounced = defineCommand({
  name: 'bounced',
  summary: 'Send an address no more mail because mail to it came back; "-" reads the report of a mail server',
  usage: '<address>',
  options: { reason: text('--reason <words>', 'what the mail said that came back') },
  examples: [
    'nightdesk email bounced thandi@example.com',
    'nightdesk email bounced thandi@example.com --reason "550 no such user"',
    'nightdesk email bounced - < returned.eml',
  ],
  async run({ words: [address = ''], options }, desk) {
    const { readBounces, recordBounce } = await import('../../services/email-readers.ts')
    const app = await desk.app()
    if (address !== '-') {
      const changed = await recordBounce(app, address, options.reason ?? 'recorded by an operator')
      const name = desk.print.safe(address)
      desk.print.data({ address, changed }, () =>
        changed ? `✓ ${name} gets no more mail.` : `${name} got none already.`,
      )
      desk.print.next('nightdesk email stopped', `nightdesk email allow ${name}`)
      return
    }
    if (options.reason !== undefined)
      throw new AppError('wrong-use', 'A report says its reasons itself: --reason is for one address.', {
        hint: 'Try: nightdesk email bounced - < returned.eml',
      })
    const readings = await readBounces(app, await desk.input())
    desk.print.data(readings, () =>
      readings.length === 0
        ? 'The report names no address whose mail failed.'
        : readings
            .map(({ address: name, outcome, detail }) =>
              desk.print.safe(`${name}: ${outcomes[outcome]} (${detail})`),
            )
            .join('\n'),
    )
    desk.print.next('nightdesk email stopped')
  },
})

export const allow = defineCommand({
  name: 'allow',
  summary: 'Let mail go to an address again that unsubscribed or bounced',
  usage: '<address>',
  examples: ['nightdesk email allow thandi@example.com'],
  async run({ words: [address = ''] }, desk) {
    const { allowEmail } = await import('../../services/email-readers.ts')
    const removed = await allowEmail(await desk.app(), address)
    const was = removed.map(({ reason, brand }) => (brand === null ? reason : `${reason} from ${brand}`))
    desk.print.data(removed, () => desk.print.safe(`✓ ${address} gets mail again; it was ${was.join(', ')}.`))
    desk.print.next('nightdesk email stopped', 'nightdesk email list')
  },
})

const outcomes = {
  recorded: 'gets no more mail',
  known: 'got no more mail already',
  passing: 'failed for now only, nothing recorded',
  foreign: 'no mail of ours went there, nothing recorded',
} as const

function stoppedText(addresses: readonly Suppression[], { print }: Desk, now: Date): string {
  if (addresses.length === 0) return 'Every reader gets mail.'
  const rows = addresses.map(({ address, brand, reason, detail, createdAt }) => [
    print.safe(address),
    print.paint('yellow', reason),
    brand ?? 'every brand',
    relativeTime(createdAt, now),
    print.safe(detail),
  ])
  const head = ['address', 'why', 'brand', 'when', 'how']
  return `${table(rows, { head, columns: print.room, paint: print.paint })}\n${count(addresses.length, 'address', 'addresses')}`
}
