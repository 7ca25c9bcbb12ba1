import { count, truncate } from '../../base/text.ts'
import { sourceKinds } from '../../contracts/brand.ts'
import type { ChangedSource } from '../../services/brand-sources.ts'
import type { BrandSource, SourceTest, TestedAddress } from '../../services/sources.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { choice, text, texts } from '../option.ts'
import { paragraph } from '../paragraph.ts'
import type { Printer } from '../print.ts'
import { table } from '../table.ts'
import { localDay, relativeTime } from '../time.ts'

const articles = texts('--articles <path...>', 'only these pages are articles: /news/, /*.html$')

const list = defineCommand({
  name: 'list',
  summary: 'List where the brands read, and how the last reading went',
  examples: ['nightdesk source list'],
  async run(_input, desk) {
    const { listSources } = await import('../../services/sources.ts')
    const app = await desk.app()
    const sources = await listSources(app)
    desk.print.data(sources, () => listText(sources, desk.print, app.clock()))
    const { shippedBrand } = await import('../../services/shipped-brand.ts')
    const first = sources.find(({ failures }) => failures > 0) ?? sources[0]
    desk.print.next(
      first === undefined ? `nightdesk brand add ${shippedBrand()}` : `nightdesk source test '${first.url}'`,
    )
  },
})

const test = defineCommand({
  name: 'test',
  summary: 'Show what would be read at an address or in a folder, and why not; stores nothing',
  usage: '<address>',
  options: {
    kind: choice('--kind <kind>', 'read it as this', sourceKinds),
    query: text('--query <words>', 'what {query} in the address stands for'),
    articles,
  },
  examples: [
    'nightdesk source test https://example.org/feed.xml',
    "nightdesk source test 'https://example.org/search?q={query}&format=rss' --query pizza",
  ],
  async run({ words, options }, desk) {
    const { testSource } = await import('../../services/sources.ts')
    const asked = { ...options, signal: desk.signal }
    const tested = await testSource(await desk.app(), words[0] ?? '', asked)
    desk.print.data(tested, () => testText(tested, desk.print))
    desk.print.next(afterTest(tested))
    return tested.problem === null ? 0 : 1
  },
})

const add = defineCommand({
  name: 'add',
  summary: 'Add an address or a folder of saved pages to a brand and its file',
  usage: '<address>',
  options: {
    brand: text('--brand <id>', 'for which brand, where there are several'),
    kind: choice('--kind <kind>', 'read it as this, without a test', sourceKinds),
    name: text('--name <name>', 'how people call it'),
    articles,
  },
  examples: [
    'nightdesk source add https://example.org/feed.xml --name "Example news"',
    'nightdesk source add https://example.org/news --kind site --articles /news/2026/',
    'nightdesk source add ./saved-pages --brand debonairs',
  ],
  async run({ words, options }, desk) {
    const { addSource } = await import('../../services/brand-sources.ts')
    const added = await addSource(await desk.app(), { url: words[0] ?? '', ...options, signal: desk.signal })
    desk.print.data(added, () => changedText(added, 'reads', desk.print))
    desk.print.next(`nightdesk digest run ${added.brand}`, 'nightdesk source list')
  },
})

const remove = defineCommand({
  name: 'remove',
  summary: 'Remove a source from a brand and its file, by its address or its name',
  usage: '<source>',
  options: { brand: text('--brand <id>', 'of which brand, where there are several') },
  examples: [
    'nightdesk source remove https://example.org/feed.xml',
    'nightdesk source remove "Example news"',
  ],
  async run({ words, options }, desk) {
    const { removeSource } = await import('../../services/brand-sources.ts')
    const removed = await removeSource(await desk.app(), { named: words[0] ?? '', ...options })
    desk.print.data(removed, () => changedText(removed, 'no longer reads', desk.print))
    desk.print.next(`nightdesk brand show ${removed.brand}`, 'nightdesk source list')
  },
})

/** `nightdesk source …`: where pages come from. */
export const source = defineGroup({
  name: 'source',
  summary: 'Where the brands read: list, test, add and remove sources',
  commands: [list, test, add, remove],
  default: 'list',
})

const mostShown = 15
const mostLeftOut = 5

function listText(sources: readonly BrandSource[], print: Printer, now: Date): string {
  if (sources.length === 0) return 'No brand is stored, so nothing is read.'
  const rows = sources.map((row) => [
    row.brand,
    row.kind,
    row.name,
    row.readAt === null ? 'not read yet' : `read ${relativeTime(row.readAt, now)}`,
    row.failures === 0 ? '' : print.paint('red', `${count(row.failures, 'failure')}: ${reasonOf(row)}`),
  ])
  return table(rows, { head: ['brand', 'kind', 'name', 'last', ''], columns: print.room, paint: print.paint })
}

/** Without the address of the source, which would fill the line. */
function reasonOf({ lastError, url }: BrandSource): string {
  const said = lastError ?? ''
  return said.startsWith(`${url} `) ? said.slice(url.length + 1).replace(/^was not read: /, '') : said
}

function afterTest({ url, problem, privateHost }: SourceTest): string {
  if (problem === null) return `nightdesk source add '${url}'`
  return privateHost === null
    ? 'nightdesk source list'
    : `NETWORK_ALLOW=${privateHost} nightdesk source test '${url}'`
}

function testText(tested: SourceTest, print: Printer): string {
  const { kind, pages, problem, sample, sampleProblem } = tested
  const verdict =
    problem === null
      ? `${print.paint('green', '✓')} A ${nounOf(kind)} with ${count(pages.length, 'page')}.`
      : marked(print.paint('red', '✗'), `Nothing would be read: ${problem}`, print)
  return [
    verdict,
    ...tested.warnings.map((warning) => marked(print.paint('yellow', '!'), warning, print)),
    ...(tested.asked.length === 0 ? [] : [table(tested.asked.map(askedRow), { columns: print.room })]),
    ...(pages.length === 0 ? [] : ['', pagesText(pages, print)]),
    ...leftOutLines(tested, print),
    ...(sample === null ? [] : ['', sampleText(sample, print)]),
    ...(sampleProblem === null
      ? []
      : [
          '',
          marked(print.paint('yellow', '!'), `The first page would not be read: ${sampleProblem}`, print),
        ]),
  ].join('\n')
}

/** A sentence behind a mark, broken at words. */
function marked(mark: string, sentence: string, print: Printer): string {
  const broken = paragraph(print.safe(sentence), { room: print.room, indent: '  ' })
  return `${mark}${broken.slice(1)}`
}

function prose(text: string, print: Printer): string {
  return paragraph(print.safe(text), { room: print.room, indent: '' })
}

function leftOutLines({ leftOut }: SourceTest, print: Printer): string[] {
  if (leftOut.length === 0) return []
  const rows = leftOut.slice(0, mostLeftOut).map(({ url, why }) => [why, url])
  return [
    '',
    `${print.paint('yellow', '!')} ${count(leftOut.length, 'address', 'addresses')} left out:`,
    table(rows, { columns: print.room }),
  ]
}

/** What people call a kind of source. */
function nounOf(kind: string | null): string {
  return kind === 'file' ? 'folder' : (kind ?? 'source')
}

function changedText({ brand, source, file, pages }: ChangedSource, reads: string, print: Printer): string {
  const found = pages === null ? '' : `, which offers ${count(pages, 'page')} now`
  const where =
    file === null
      ? `Its file is not on this machine; nightdesk brand show ${brand} --yaml prints it as it is now.`
      : `Changed ${print.safe(file)}.`
  return [
    marked(
      print.paint('green', '✓'),
      `${brand} ${reads} the ${nounOf(source.kind)} ${source.name}${found}.`,
      print,
    ),
    `  ${print.safe(source.url)}`,
    paragraph(where, { room: print.room, indent: '  ' }),
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
    print.paint('bold', prose(sample.title, print)),
    facts,
    prose(truncate(sample.beginning.replace(/\s+/g, ' '), 240), print),
  ].join('\n')
}
