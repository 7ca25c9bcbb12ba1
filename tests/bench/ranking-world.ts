/** An item of a world, with what nobody but the world knows: whether its reader cares, 0 or 1. */
export interface WorldItem {
  id: string
  title: string
  text: string
  publishedAt: string
  gain: number
}

/** A made-up brand and what the web offers it, day by day. */
export interface World {
  name: string
  brand: { name: string; description: string; topics: string[] }
  days: WorldItem[][]
  /** How likely a vote says the opposite of what the reader thinks. */
  noise: number
}

/** How a world is made; what is absent is as in the plain one. */
export interface WorldPlan {
  name: string
  /** Topics of the world, those that the reader cares about, and how many of these the brand's description names. */
  topics: number
  cared: number
  described: number
  /** Words of a topic that the description gives. */
  named: number
  /** The share of an item's words that are about its topics; the rest is everyday words. */
  topical: number
  words: readonly [number, number]
  itemsPerDay: number
  noise: number
  /** Kinds of news (crime, prices, people) that the reader turns away even where the topic is right. */
  unwantedKinds: number
  /** How many topics that the reader does not care about share the words which the description gives. */
  twins: number
  /** True: the reader's topics change after 15 days. */
  drift: boolean
}

const plain: WorldPlan = {
  name: 'plain',
  topics: 40,
  cared: 3,
  described: 3,
  named: 4,
  topical: 0.3,
  words: [60, 140],
  itemsPerDay: 60,
  noise: 0.05,
  unwantedKinds: 0,
  twins: 0,
  drift: false,
}

/** Worlds that differ in what makes ranking hard. */
export const plans: readonly WorldPlan[] = [
  plain,
  { ...plain, name: 'short texts', words: [15, 40], topical: 0.5 },
  { ...plain, name: 'long, thin texts', words: [250, 500], topical: 0.15 },
  { ...plain, name: 'unwanted kinds', unwantedKinds: 1, described: 4, cared: 4 },
  { ...plain, name: 'words with two meanings', twins: 3, described: 3 },
  { ...plain, name: 'half is not said', cared: 4, described: 2, itemsPerDay: 100 },
  { ...plain, name: 'noisy votes', noise: 0.2 },
  {
    ...plain,
    name: 'everything at once',
    unwantedKinds: 1,
    twins: 2,
    cared: 4,
    described: 3,
    topical: 0.3,
    noise: 0.1,
  },
  { ...plain, name: 'change of mind', drift: true, cared: 4, described: 4 },
  { ...plain, name: 'one word of each topic', named: 1 },
  { ...plain, name: 'a third is liked', cared: 14, described: 7 },
  { ...plain, name: 'three in a hundred are liked', topics: 100 },
  { ...plain, name: 'very noisy votes', noise: 0.3 },
]

const dayCount = 30
const kinds = 5
const dayMs = 86_400_000
const start = Date.parse('2026-03-01T00:00:00Z')

/** Numbers from 0 to 1, the same for the same seed (mulberry32, public domain). */
export function createChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Chance = () => number

/** Makes the world of a plan and a seed. */
export function makeWorld(plan: WorldPlan, seed: number): World {
  const chance = createChance(seed)
  const everyday = manyWords(700, chance)
  const shared = manyWords(1500, chance)
  const topics = Array.from({ length: plan.topics }, () => pickMany(shared, 45, chance))
  const kindWords = Array.from({ length: kinds }, () => manyWords(20, chance))
  const cared = Array.from({ length: plan.cared }, (_, index) => index)
  const given = cared
    .slice(0, plan.described)
    .map((topic) => pickMany((topics[topic] ?? []).slice(0, 15), plan.named, chance))
  for (let twin = 0; twin < plan.twins; twin += 1)
    topics[plan.cared + twin]?.splice(2, 3, ...(given[twin % given.length] ?? []).slice(0, 3))
  const caredLater = plan.drift ? cared.map((topic) => (topic < 2 ? topic : topic + plan.cared)) : cared
  const days = Array.from({ length: dayCount }, (_, day) =>
    Array.from({ length: plan.itemsPerDay }, (_each, index) => {
      const main = Math.floor(chance() * plan.topics)
      const side = Math.floor(chance() * plan.topics)
      const kind = Math.floor(chance() * kinds)
      const liked = day < dayCount / 2 ? cared : caredLater
      const gain = liked.includes(main) && kind >= plan.unwantedKinds ? 1 : 0
      const word = () => {
        const dice = chance()
        if (dice < plan.topical * 0.85) return zipf(topics[main] ?? [], chance)
        if (dice < plan.topical) return zipf(topics[side] ?? [], chance)
        return dice < plan.topical + 0.08 ? zipf(kindWords[kind] ?? [], chance) : zipf(everyday, chance)
      }
      const [least, most] = plan.words
      const length = Math.round(least + chance() * (most - least))
      return {
        id: `${plan.name}-${day}-${index}`,
        title: Array.from({ length: 7 }, word).join(' '),
        text: Array.from({ length }, word).join(' '),
        publishedAt: new Date(start + day * dayMs).toISOString(),
        gain,
      }
    }),
  )
  const description = given
    .map((words) => [...words.slice(2), ...pickMany(everyday, 4, chance)].join(' '))
    .join('. ')
  return {
    name: plan.name,
    brand: {
      name: manyWords(1, chance).join(' '),
      description,
      topics: given.map((words) => words.slice(0, 2).join(' ')),
    },
    days,
    noise: plan.noise,
  }
}

function manyWords(count: number, chance: Chance): string[] {
  return Array.from({ length: count }, () =>
    Array.from(
      { length: 2 + Math.floor(chance() * 3) },
      () => letterOf('bdfgklmnprtvz', chance) + letterOf('aeiou', chance),
    ).join(''),
  )
}

function letterOf(letters: string, chance: Chance): string {
  return letters[Math.floor(chance() * letters.length)] ?? 'a'
}

function pickMany(words: readonly string[], count: number, chance: Chance): string[] {
  const left = [...words]
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(Math.floor(chance() * left.length), 1)[0] ?? '',
  )
}

/** The first words of a list are the commonest. */
function zipf(words: readonly string[], chance: Chance): string {
  return words[Math.floor(words.length ** chance() - 1 + chance())] ?? words[0] ?? ''
}
