// npm run bench:ranking: nDCG@5 over 30 days in made-up worlds, where a reader is shown five items a day and votes on
// each: in no order, by the brand's words (BM25), by three plain ways to learn from votes beside those words (Rocchio,
// regression, the nearest votes), and as the desk learns. No model is asked.
// With `-- --json` it prints the figures and nothing else. Options: --seeds 3
import { parseArgs } from 'node:util'
import type { PlainItem } from '../../src/domain/brand-interest.ts'
import { type PlainVote, rankForBrand } from '../../src/domain/brand-ranking.ts'
import { type Baseline, nearest, regression, rocchio } from './ranking-baselines.ts'
import { createChance, makeWorld, plans, type World, type WorldItem } from './ranking-world.ts'

const shown = 5
const bar = 0.85

const baselines = { rocchio, regression, nearest }
type Method = 'random' | 'words' | keyof typeof baselines | 'learned'
const methods: readonly Method[] = ['random', 'words', 'rocchio', 'regression', 'nearest', 'learned']

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, seeds: { type: 'string', default: '3' } },
})
report(Number(values.seeds), values.json)

function report(seeds: number, json: boolean): void {
  const times: number[] = []
  const worlds = plans.map((plan) => {
    const figures = methods.map((method) => {
      const each = Array.from({ length: seeds }, (_, seed) =>
        live(makeWorld(plan, 7919 * (seed + 1)), method, times),
      )
      return [method, rounded(mean(each))] as const
    })
    return { world: plan.name, ...(Object.fromEntries(figures) as Record<Method, number>) }
  })
  const total = (method: Method) => rounded(mean(worlds.map((world) => world[method])))
  const all = Object.fromEntries(methods.map((method) => [method, total(method)])) as Record<Method, number>
  const rankMs = rounded(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0)
  if (json) console.log(JSON.stringify({ ndcg5: all.learned, ...all, rankMs, bar, seeds, worlds }))
  else {
    console.table([...worlds, { world: 'mean of all', ...all }])
    console.log(`nDCG@5 ${all.learned} (at least ${bar}); one ranking takes ${rankMs} ms (median)`)
  }
  if (all.learned < bar) process.exitCode = 1
}

/** Thirty days of a reader; the mean nDCG@5 of the days that offered something worth reading. */
function live(world: World, method: Method, times: number[]): number {
  const chance = createChance(31)
  const votes: (PlainVote & { day: number })[] = []
  const figures: number[] = []
  for (const [day, items] of world.days.entries()) {
    const offered = items.map(toPlain)
    const heard = method === 'words' ? [] : votes.map((vote) => ({ ...vote, daysAgo: day - vote.day }))
    const started = performance.now()
    const ranked =
      method === 'random' ? shuffled(offered, chance) : rankingOf(method)(world.brand, offered, heard)
    if (method === 'learned') times.push(performance.now() - started)
    const first = ranked.slice(0, shown).flatMap(({ id }) => items.find((item) => item.id === id) ?? [])
    if (items.some(({ gain }) => gain > 0)) figures.push(ndcg(first, items))
    for (const item of first)
      votes.push({ item: toPlain(item), yes: item.gain > 0 !== chance() < world.noise, daysAgo: 0, day })
  }
  return mean(figures)
}

function rankingOf(method: Exclude<Method, 'random'>): Baseline {
  return method === 'words' || method === 'learned' ? rankForBrand : baselines[method]
}

function toPlain({ id, title, text }: WorldItem): PlainItem {
  return { id, title, text, tags: [], age: 0 }
}

function shuffled(items: readonly PlainItem[], chance: () => number): PlainItem[] {
  return items
    .map((item) => ({ item, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** Järvelin and Kekäläinen, 2002. */
function ndcg(first: readonly WorldItem[], all: readonly WorldItem[]): number {
  const sum = (gains: number[]) =>
    gains.reduce((total, gain, place) => total + gain / Math.log2(place + 2), 0)
  const best = all.map(({ gain }) => gain).sort((a, b) => b - a)
  return sum(first.map(({ gain }) => gain)) / sum(best.slice(0, shown))
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / Math.max(1, figures.length)
}

function rounded(figure: number): number {
  return Number(figure.toFixed(3))
}
