import type { DemoEdition, DemoItem } from '../services/demo-edition.ts'
import { paragraph } from './paragraph.ts'
import type { Printer } from './print.ts'

/** The five lines that the tour logs. */
export const demoEntries: readonly (readonly string[])[] = [
  [
    'log',
    '-d',
    'yesterday',
    '-p',
    'loyalty-app',
    'Shipped the PostgreSQL index that cut the points query from 900 ms to 40 ms +performance',
  ],
  [
    'log',
    '-d',
    'yesterday',
    '-p',
    'loyalty-app',
    'Reviewed the React checkout with Thandi and fixed two accessibility bugs',
  ],
  [
    'log',
    '-p',
    'kitchen-screens',
    'Wrote a TypeScript client for the order queue, with tests against a real Redis',
  ],
  [
    'log',
    '-p',
    'kitchen-screens',
    'Blocked by the vendor: the Docker image for the new screens is late +blocked',
  ],
  ['log', '-p', 'loyalty-app', 'Will load test the Kubernetes rollout before Friday'],
]

/** The five of the edition, each with its score, reason, quote and links. */
export function editionText(edition: DemoEdition, print: Printer): string {
  const heading = print.paint('bold', print.safe(edition.subject))
  return [heading, ...edition.items.flatMap((item) => ['', ...itemLines(item, print)])].join('\n')
}

function itemLines(item: DemoItem, print: Printer): string[] {
  const { safe, paint } = print
  const lines = { room: print.room, indent: '   ' }
  return [
    `${item.position}. ${paint('bold', safe(item.heading))}`,
    `   ${paint('green', `${item.relevance} of 100`)} · ${item.section}`,
    paragraph(`Why: ${safe(item.reason)}`, lines),
    ...(item.quote === null ? [] : [paragraph(`“${safe(item.quote)}”`, lines)]),
    `   ${paint('dim', `Read: ${safe(item.url)}`)}`,
    `   ${paint('dim', `Yes:  ${safe(item.yesUrl)}`)}`,
    `   ${paint('dim', `No:   ${safe(item.noUrl)}`)}`,
  ]
}
