/* oxlint-disable typescript/no-non-null-assertion -- dense loops over typed arrays that keep their own bounds */
import { labels } from '../../src/domain/skill-tagger-network.ts'
import { writeTaggerModel } from '../../src/domain/skill-tagger-model.ts'
import { trainLinear } from './linear.ts'
import { cells, trainNetwork } from './network.ts'
import type { Network } from './network.ts'
import { trainingSet } from './training-set.ts'
import type { Posting, TrainingSet } from './training-set.ts'

const settings = { epochs: 20, networks: 2, networkEpochs: 8, linearShare: 0.6, leastUnits: 3 }
/** Less of everything, for a test. */
const quickSettings: Settings = { epochs: 0, networks: 1, networkEpochs: 3, linearShare: 0, leastUnits: 1 }
type Settings = typeof settings

/** The model file's bytes: one linear chain and several networks, pooled and rounded to eight bits a weight. */
export function learn(postings: readonly Posting[], { quick }: { quick: boolean }): Uint8Array {
  const chosen = quick ? quickSettings : settings
  const set = trainingSet(postings)
  const networks = Array.from({ length: chosen.networks }, (_, seed) =>
    trainNetwork(set, seed + 1, chosen.networkEpochs),
  )
  return pack(set, trainLinear(set, chosen.epochs), { networks, chosen })
}

function pack(
  set: TrainingSet,
  chain: Float64Array,
  { networks, chosen }: { networks: readonly Network[]; chosen: Settings },
): Uint8Array {
  const share = (1 - chosen.linearShare) / Math.max(1, networks.length)
  const pooled = (at: number, part: 'linear' | 'moves', place: number) =>
    networks.reduce(
      (sum, network) => sum + share * network[part].values[place]!,
      chosen.linearShare * chain[at]!,
    )
  const movesAt = set.hashes.length * labels
  const linear = Float64Array.from({ length: movesAt }, (_, at) => pooled(at, 'linear', at))
  const moves = Float32Array.from({ length: (labels + 1) * labels }, (_, at) =>
    pooled(movesAt + at, 'moves', at),
  )
  const width = networks.length * cells
  const hidden = (place: number, cell: number) =>
    networks[Math.floor(cell / cells)]!.hidden.values[place * cells + (cell % cells)]!
  const hiddenUnits = Float32Array.from({ length: width }, (_, cell) => {
    let most = 0
    for (let place = 0; place < set.common; place += 1) most = Math.max(most, Math.abs(hidden(place, cell)))
    return most / 127
  })
  const linearUnit = Math.fround(linear.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127)
  const row = (place: number) =>
    linear.subarray(place * labels, (place + 1) * labels).map((weight) => Math.round(weight / linearUnit))
  const places = set.hashes.map((_, place) => place)
  const byHash = (a: number, b: number) => set.hashes[a]! - set.hashes[b]!
  const deep = places.slice(0, set.common).sort(byHash)
  const rest = places
    .slice(set.common)
    .filter((place) => row(place).some((weight) => Math.abs(weight) >= chosen.leastUnits))
    .sort(byHash)
  return writeTaggerModel({
    hashes: Uint32Array.from([...deep, ...rest], (place) => set.hashes[place]!),
    linear: Int8Array.from([...deep, ...rest].flatMap((place) => [...row(place)])),
    linearUnit,
    hidden: Int8Array.from(
      deep.flatMap((place) =>
        Array.from(hiddenUnits, (unit, cell) => Math.round(hidden(place, cell) / unit)),
      ),
    ),
    hiddenUnits,
    bias: Float32Array.from(networks.flatMap((network) => [...network.bias.values])),
    out: Float32Array.from(networks.flatMap((network) => [...network.out.values])).map(
      (weight) => weight * share,
    ),
    moves,
  })
}
