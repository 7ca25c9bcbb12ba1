import { systemClock } from '../../base/clock.ts'
import { count, truncate } from '../../base/text.ts'
import { readersOf } from '../../contracts/brand.ts'
import type { Suppression } from '../../contracts/digest.ts'
import type { BrandSummary, CheckedBrand, ShownBrand } from '../../services/brands.ts'
import { ask } from '../ask.ts'
import { type Desk, defineCommand, defineGroup } from '../command.ts'
import { flag } from '../option.ts'
import { facts } from '../facts.ts'
import { wrapLines } from '../paragraph.ts'
import type { Printer } from '../print.ts'
import { sayWhoRuns } from '../who-runs.ts'
import { table } from '../table.ts'
import { dueTime, relativeTime } from '../time.ts'

const check = defineCommand({
  name: 'check',
  summary: 'Check a brand file, or what - reads, and say every problem with its line and column',
  usage: '<file>',
  examples: ['nightdesk brand check brand/debonairs.yaml', 'nightdesk brand check - < debonairs.yaml'],
  async run({ words }, desk) {
    const { checkBrand } = await import('../../services/brands.ts')
    const isPiped = words[0] === '-'
    const file = isPiped ? 'standard input' : (words[0] ?? '')
    const checked = await checkBrand(file, systemClock(), isPiped ? await desk.input() : undefined)
    const { print } = desk
    print.data({ file, brand: checked.brand, advice: checked.advice }, () => checkedText(checked, print))
    print.next(`nightdesk brand add ${isPiped ? '<file>' : file}`)
  },
})

const add = defineCommand({
  name: 'add',
  summary: 'Store a brand file with its sources and its schedule, or store it again after a change',
  usage: '<file>',
  examples: ['nightdesk brand add brand/debonairs.yaml'],
  async run({ words }, desk) {
    const { addBrand } = await import('../../services/brands.ts')
    const app = await desk.app()
    const added = await addBrand(app, words[0] ?? '')
    const { print } = desk
    const { brand, schedule, created, changed, advice, stopped } = added
    print.data({ id: brand.id, name: brand.display_name, created, changed, schedule, advice, stopped }, () =>
      toldBy(print, [
        `${print.paint('green', '✓')} ${said(created, changed)} ${print.safe(brand.display_name)} (${brand.id}): ${shape(brand)}.`,
        `  Next edition ${relativeTime(schedule.nextAt, app.clock())}, then by "${schedule.cron}" (${schedule.zone}).`,
        ...adviceLines([...advice, ...stopped.map(stoppedLine)], print),
      ]),
    )
    await sayWhoRuns(desk)
    print.next(`nightdesk digest run ${brand.id}`, `nightdesk brand show ${brand.id}`)
  },
})

const list = defineCommand({
  name: 'list',
  summary: 'List the brands with their sources and their next edition',
  examples: ['nightdesk brand list'],
  async run(_input, desk) {
    const { listBrands } = await import('../../services/brands.ts')
    const app = await desk.app()
    const brands = await listBrands(app)
    desk.print.data(brands, () => listText(brands, desk.print, app.clock()))
    const { shippedBrand } = await import('../../services/shipped-brand.ts')
    const [first] = brands
    desk.print.next(
      first === undefined ? `nightdesk brand add ${shippedBrand()}` : `nightdesk brand show ${first.slug}`,
    )
  },
})

const show = defineCommand({
  name: 'show',
  summary: 'Show a brand, its words, and how its sources were read last',
  usage: '<id>',
  options: { yaml: flag('--yaml', 'the stored file, as it was added') },
  examples: ['nightdesk brand show debonairs', 'nightdesk brand show debonairs --yaml > debonairs.yaml'],
  async run({ words, options }, desk) {
    const { showBrand } = await import('../../services/brands.ts')
    const app = await desk.app()
    const shown = await showBrand(app, words[0] ?? '')
    desk.print.data(shown, () =>
      options.yaml ? shown.yaml.trimEnd() : showText(shown, desk.print, app.clock()),
    )
    if (!options.yaml) desk.print.next(`nightdesk digest run ${shown.slug}`, 'nightdesk digest list')
  },
})

const remove = defineCommand({
  name: 'remove',
  summary: 'Remove a brand with its sources, editions and votes',
  usage: '<id>',
  options: { yes: flag('--yes', 'do not ask') },
  examples: ['nightdesk brand remove debonairs --yes'],
  async run({ words, options }, desk) {
    const { removeBrand, showBrand } = await import('../../services/brands.ts')
    const app = await desk.app()
    const shown = await showBrand(app, words[0] ?? '')
    if (!options.yes && !(await agrees(desk, shown))) {
      desk.print.say('Nothing was removed.')
      return
    }
    await removeBrand(app, shown.slug)
    desk.print.data({ removed: shown.slug }, () => `Removed ${desk.print.safe(shown.name)} (${shown.slug}).`)
    desk.print.next('nightdesk brand list')
  },
})

export const brand = defineGroup({
  name: 'brand',
  summary: 'The brands that the digest reads for',
  commands: [check, add, list, show, remove],
  default: 'list',
})

function checkedText({ file, brand, advice }: CheckedBrand, print: Printer): string {
  return toldBy(print, [
    `${print.paint('green', '✓')} ${file} is right: ${print.safe(brand.display_name)} (${brand.id}), ${shape(brand)}.`,
    ...adviceLines(advice, print),
  ])
}

/** Lines that are broken at words where the terminal is narrow. */
function toldBy(print: Printer, lines: readonly string[]): string {
  return wrapLines(lines.join('\n'), print.room)
}

function shape(brand: CheckedBrand['brand']): string {
  const { sources, keywords } = brand
  const words = keywords.core.length + keywords.extended.length + keywords.products.length
  return `${count(sources.length, 'source')}, ${count(words, 'keyword')}, ${count(readersOf(brand).length, 'recipient')}`
}

function adviceLines(advice: readonly string[], print: Printer): string[] {
  return advice.map((sentence) => `${print.paint('yellow', '!')} ${print.safe(sentence)}`)
}

function stoppedLine({ address, reason, brand }: Suppression): string {
  const why = reason === 'bounced' ? 'its mail came back' : `unsubscribed from ${brand}`
  return `${address} gets no edition (${why}); nightdesk email allow ${address} invites again.`
}

function said(created: boolean, changed: boolean): string {
  if (created) return 'Added'
  return changed ? 'Changed' : 'Nothing changed in'
}

function listText(brands: readonly BrandSummary[], print: Printer, now: Date): string {
  if (brands.length === 0) return 'No brand was added yet.'
  const rows = brands.map((brand) => [
    brand.slug,
    print.safe(brand.name),
    sourcesText(brand),
    String(brand.recipients),
    String(brand.editions),
    nextText(brand, now),
  ])
  return table(rows, {
    head: ['id', 'name', 'sources', 'recipients', 'editions', 'next'],
    columns: print.room,
    paint: print.paint,
  })
}

function showText(shown: ShownBrand, print: Printer, now: Date): string {
  const { brand } = shown
  const { core, extended, products } = brand.keywords
  const told = [
    ['tone', truncate(brand.tone.persona, 160)],
    ['also', brand.aliases.join(', ')],
    ['core', core.join(', ')],
    ['extended', extended.join(', ')],
    ['products', products.join(', ')],
    ['banned', brand.banned_words.join(', ')],
    ['no-go', brand.no_go_topics.map((topic) => topic.replace(/\s*\(.*\)$/, '')).join(', ')],
    ['recipients', readersOf(brand).join(', ')],
    ['alerts to', brand.alerts_to.join(', ')],
    ...(shown.stopped.length === 0
      ? []
      : [['get none', shown.stopped.map(({ address, reason }) => `${address} (${reason})`).join(', ')]]),
    ['editions', `${shown.editions}, ${count(shown.votes, 'vote')}`],
    ['next', nextText(shown, now)],
  ]
    .filter(([, value]) => value !== '')
    .map(([name = '', value = '']) => [print.paint('dim', name), print.safe(value)])
  const sources = shown.readFrom.map((source) => [
    mark(source, print),
    source.kind,
    print.safe(source.name),
    print.safe(
      source.lastError ?? (source.readAt === null ? 'not read yet' : relativeTime(source.readAt, now)),
    ),
  ])
  return [
    print.paint('bold', `${print.safe(shown.name)} (${shown.slug})`),
    facts(told, print.room),
    '',
    print.paint('bold', count(sources.length, 'source')),
    facts(sources, print.room),
  ].join('\n')
}

function mark({ failures, readAt }: ShownBrand['readFrom'][number], print: Printer): string {
  if (failures > 0) return print.paint('red', '✗')
  return readAt === null ? print.paint('dim', '·') : print.paint('green', '✓')
}

function sourcesText({ sources, failingSources }: BrandSummary): string {
  return failingSources === 0 ? String(sources) : `${sources} (${failingSources} failing)`
}

function nextText({ enabled, nextAt, cron }: BrandSummary, now: Date): string {
  if (nextAt === null) return 'no schedule'
  return enabled ? `${dueTime(nextAt, now)} (${cron})` : 'paused'
}

async function agrees(desk: Desk, shown: ShownBrand): Promise<boolean> {
  const loss = [count(shown.sources, 'source'), count(shown.editions, 'edition'), count(shown.votes, 'vote')]
  return await ask(desk, {
    text: `Remove ${desk.print.safe(shown.name)} with ${loss.join(', ')}?`,
    instead: `nightdesk brand remove ${shown.slug} --yes`,
  })
}
