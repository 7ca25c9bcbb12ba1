import { count, truncate } from '../../base/text.ts'
import { sourceKinds } from '../../contracts/brand.ts'
import type { BrandSource, SourceTest, TestedAddress } from '../../services/sources.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { choice, text } from '../option.ts'
import type { Printer } from '../print.ts'
import { table } from '../table.ts'
import { localDay, relativeTime } from '../time.ts'

const list = defineCommand({
  name: 'list',
  summary: 'List where the brands read, and how the last reading went',
  examples: ['nightdesk source list'],
  async run(_input, desk) {
    const { listSources } = await import('../../services/sources.ts')
    const app = await desk.app()
    const sources = await listSources(app)
    desk.print.data(sources, () => listText(sources, desk.print, app.clock()))
    const [first] = sources
    desk.print.next(
      first === undefined
        ? 'nightdesk brand add brand/debonairs.yaml'
        : `nightdesk source test '${first.url}'`,
    )
  },
})

const test = defineCommand({
  name: 'test',
  summary: 'Show what would be read at an address, and why not; stores nothing',
  usage: '<url>',
  options: {
    kind: choice('--kind <kind>', 'read it as this', sourceKinds),
    query: text('--query <words>', 'what {query} in the address stands for'),
  },
  examples: [
    'nightdesk source test https://example.org/feed.xml',
    "nightdesk source test 'https://example.org/search?q={query}&format=rss' --query pizza",
  ],
  async run({ words, options }, desk) {
    const { testSource } = await import('../../services/sources.ts')
    const { kind, query } = options
    const tested = await testSource(await desk.app(), words[0] ?? '', { kind, query, signal: desk.signal })
    desk.print.data(tested, () => testText(tested, desk.print))
    desk.print.next('nightdesk brand check brand/debonairs.yaml', 'nightdesk source list')
    return tested.problem === null ? 0 : 1
  },
})

/** `nightdesk source …`: where pages come from. */
export const source = defineGroup({
  name: 'source',
  summary: 'List the sources of the brands, and test an address',
  commands: [list, test],
  default: 'list',
})

const mostShown = 15

function listText(sources: readonly BrandSource[], print: Printer, now: Date): string {
  if (sources.length === 0) return 'No brand is stored, so nothing is read.'
  const rows = sources.map((row) => [
    row.brand,
    row.kind,
    row.name,
    row.readAt === null ? 'not read yet' : `read ${relativeTime(row.readAt, now)}`,
    row.failures === 0 ? '' : print.paint('red', `${count(row.failures, 'failure')}: ${row.lastError ?? ''}`),
  ])
  return table(rows, { head: ['brand', 'kind', 'name', 'last', ''], columns: print.room, paint: print.paint })
}

function testText(tested: SourceTest, print: Printer): string {
  const { kind, pages, problem, sample } = tested
  const verdict =
    problem === null
      ? `${print.paint('green', '✓')} A ${kind} with ${count(pages.length, 'page')}.`
      : `${print.paint('red', '✗')} Nothing would be read: ${print.safe(problem)}`
  return [
    verdict,
    ...tested.warnings.map((warning) => `${print.paint('yellow', '!')} ${print.safe(warning)}`),
    table(tested.asked.map(askedRow), { columns: print.room }),
    ...(pages.length === 0 ? [] : ['', pagesText(pages, print)]),
    ...(sample === null ? [] : ['', sampleText(sample, print)]),
  ].join('\n')
}

function askedRow({ url, status, contentType, bytes, failure }: TestedAddress): string[] {
  if (failure !== null) return [url, failure.code, failure.message]
  return [
    url,
    String(status ?? ''),
    [contentType ?? '', count(bytes ?? 0, 'byte')].filter(Boolean).join(', '),
  ]
}

function pagesText(pages: SourceTest['pages'], print: Printer): string {
  const rows = pages
    .slice(0, mostShown)
    .map(({ title, publishedAt, url }) => [
      publishedAt === null ? '' : localDay(publishedAt),
      title ?? '',
      url,
    ])
  const rest = pages.length > mostShown ? `\n… and ${count(pages.length - mostShown, 'page')} more` : ''
  return `${table(rows, { columns: print.room })}${rest}`
}

function sampleText(sample: NonNullable<SourceTest['sample']>, print: Printer): string {
  const day = sample.publishedAt === null ? 'no date' : localDay(sample.publishedAt)
  const facts = `${count(sample.words, 'word')}, ${day}, ${sample.language ?? 'language unknown'}`
  return [
    `${print.paint('bold', print.safe(sample.title))} (${facts})`,
    print.safe(truncate(sample.beginning.replace(/\s+/g, ' '), 240)),
  ].join('\n')
}
