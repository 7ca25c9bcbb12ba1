import { count } from '../../base/text.ts'
import type { ProviderState, ProviderTest, RouteState } from '../../services/llm.ts'
import { defineCommand, defineGroup, type Desk } from '../command.ts'
import { facts } from '../facts.ts'
import { table } from '../table.ts'
import { localTime } from '../time.ts'
import { record, replay } from './llm-cassette.ts'

const list = defineCommand({
  name: 'list',
  summary: 'list the providers of models and how they stand',
  examples: ['nightdesk llm list'],
  async run(_input, desk) {
    const { listProviders } = await import('../../services/llm.ts')
    const app = await desk.app()
    const providers = await listProviders(app)
    desk.print.data(providers, () => providersText(desk, providers))
    const { cassette } = app.config.llm
    if (cassette !== undefined) desk.print.say(`They answer from ${cassette} alone; nobody is asked live.`)
    desk.print.next(`nightdesk llm test ${providers[0]?.id ?? 'offline'}`, 'nightdesk llm route')
  },
})

const show = defineCommand({
  name: 'show',
  summary: 'show one provider: models, address, prices, budget, why it rests',
  usage: '<id>',
  examples: ['nightdesk llm show offline'],
  async run({ words: [id = ''] }, desk) {
    const { showProvider } = await import('../../services/llm.ts')
    const provider = await showProvider(await desk.app(), id)
    desk.print.data(provider, () => providerText(desk, provider))
    desk.print.next(`nightdesk llm test ${id}`)
  },
})

const route = defineCommand({
  name: 'route',
  summary: 'show who is asked, in which order, for each role',
  usage: '[role]',
  examples: ['nightdesk llm route', 'nightdesk llm route fast'],
  async run({ words: [role] }, desk) {
    const { listRoutes } = await import('../../services/llm.ts')
    const routes = await listRoutes(await desk.app(), role)
    desk.print.data(routes, () => facts(routes.map(routeRow), desk.print.room))
    desk.print.next('nightdesk llm list', 'nightdesk usage --by provider')
  },
})

const test = defineCommand({
  name: 'test',
  summary: 'ask every provider, or one, a question of one line',
  usage: '[id]',
  examples: ['nightdesk llm test', 'nightdesk llm test offline'],
  async run({ words: [id] }, desk) {
    const { testProviders } = await import('../../services/llm.ts')
    const tests = await testProviders(await desk.app(), id, desk.signal)
    desk.print.data(tests, () =>
      facts(
        tests.map((each) => testRow(desk, each)),
        desk.print.room,
      ),
    )
    const bad = tests.find(({ ok }) => !ok)
    desk.print.next(bad === undefined ? 'nightdesk llm route' : `nightdesk llm show ${bad.id}`)
    return bad === undefined ? 0 : 1
  },
})

export const llm = defineGroup({
  name: 'llm',
  summary: 'the models: who answers, in which order, and whether they do',
  commands: [list, show, route, test, record, replay],
  default: 'list',
})

function providersText({ print }: Desk, providers: readonly ProviderState[]): string {
  return table(
    providers.map((provider) => [
      provider.id,
      provider.kind,
      [...new Set(Object.values(provider.models))].join(', ') || '—',
      provider.hasKey ? 'key' : 'no key',
      pricesText(provider),
      stateText(provider),
    ]),
    { head: ['id', 'kind', 'models', 'key', 'cost', 'state'], columns: print.room, paint: print.paint },
  )
}

function pricesText({ kind, models, prices }: ProviderState): string {
  if (kind === 'offline') return 'free'
  const known = Object.values(models).filter((model) => prices[model] !== undefined)
  return known.length === Object.keys(models).length ? 'priced' : 'cost unknown'
}

function stateText({ rests, budget }: ProviderState): string {
  const [rest] = rests
  if (rest !== undefined) return `rests until ${localTime(rest.until)} (${rest.failure})`
  if (budget !== null && budget.used >= budget.day) return 'over budget for today'
  return 'ready'
}

function providerText({ print }: Desk, provider: ProviderState): string {
  const { models, budget, rests } = provider
  const prices = Object.entries(provider.prices).map(
    ([model, { input, output }]) => `${model}: USD ${input} in, USD ${output} out, for a million tokens`,
  )
  const rows = [
    ['kind', provider.kind === 'openai' ? `openai (${provider.api})` : provider.kind],
    ['models', `fast ${models.fast || '—'}, strong ${models.strong || '—'}, critic ${models.critic || '—'}`],
    ['address', provider.baseUrl ?? "the vendor's own"],
    ['key', provider.hasKey ? 'set' : 'none'],
    ['context', provider.contextWindow === null ? 'not known' : count(provider.contextWindow, 'token')],
    ['prices', prices.join('; ') || (provider.kind === 'offline' ? 'free' : 'cost unknown')],
    ['at a time', count(provider.concurrency, 'call')],
    ['today', budget === null ? 'no budget' : `USD ${budget.used.toFixed(4)} of USD ${budget.day} used`],
    ...rests.map(({ model, until, reason }) => [
      'rests',
      `${model || 'all models'} until ${localTime(until)}: ${print.safe(reason)}`,
    ]),
  ]
  return [print.paint('bold', provider.id), facts(rows, print.room)].join('\n')
}

function routeRow({ role, steps }: RouteState): string[] {
  const words = steps.map(({ engine, restsUntil, failure }) =>
    restsUntil === null ? engine : `${engine} (${failure}, rests until ${localTime(restsUntil)})`,
  )
  return [role, words.join(' → ')]
}

function testRow({ print }: Desk, each: ProviderTest): string[] {
  if (!each.ok) return [print.paint('red', 'fails'), each.engine, print.safe(each.message ?? '')]
  const tokens =
    each.inputTokens === null ? 'tokens unknown' : `${each.inputTokens} + ${each.outputTokens ?? '?'} tokens`
  if (each.engine === 'offline')
    return [print.paint('green', 'ok'), each.engine, 'by the rules of the agents']
  const cost = each.cost === null ? 'cost unknown' : `USD ${each.cost.toFixed(6)}`
  return [print.paint('green', 'ok'), each.engine, `${each.latencyMs} ms, ${tokens}, ${cost}`]
}
