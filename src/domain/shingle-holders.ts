import type { Shingles } from './shingles.ts'

/** Which texts hold a shingle, by the numbers of the texts. */
export interface ShingleHolders {
  /** Tells how many of the shingles each text that was added has; only of those that have any. */
  countShared(sample: Shingles, tell: (text: number, count: number) => void): void
  add(text: number, sample: Shingles): void
}

/** A shingle in more texts than this is part of a frame, or of a story that everybody copied. */
const mostSharing = 40
const nobody = -1

/**
 * A hash table in a few arrays, for `texts` texts with `entries` shingles in all: hundreds of thousands of small lists
 * would take a hundred megabytes. Of many that hold a shingle the latest 40 are seen: copies hang together by any of them.
 */
export function createHolders(texts: number, entries: number): ShingleHolders {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, entries * 2)))
  const keys = new Uint32Array(size)
  /** For each key the latest entry; for each entry its text, and the one before. */
  const latest = new Int32Array(size).fill(nobody)
  const holder = new Int32Array(entries)
  const before = new Int32Array(entries)
  const counts = new Int32Array(texts)
  let used = 0

  /** Where the shingle stands, or may stand. Shingles are hashes: their lower bits spread well. */
  const placeOf = (shingle: number) => {
    let place = shingle & (size - 1)
    while (latest[place] !== nobody && keys[place] !== shingle) place = (place + 1) & (size - 1)
    return place
  }

  return {
    countShared(sample, tell) {
      const sharing: number[] = []
      for (const shingle of sample) {
        let entry = latest[placeOf(shingle)] ?? nobody
        for (let seen = 0; entry !== nobody && seen < mostSharing; seen += 1) {
          const text = holder[entry] ?? 0
          const count = counts[text] ?? 0
          if (count === 0) sharing.push(text)
          counts[text] = count + 1
          entry = before[entry] ?? nobody
        }
      }
      for (const text of sharing) {
        tell(text, counts[text] ?? 0)
        counts[text] = 0
      }
    },
    add(text, sample) {
      for (const shingle of sample) {
        const place = placeOf(shingle)
        keys[place] = shingle
        holder[used] = text
        before[used] = latest[place] ?? nobody
        latest[place] = used
        used += 1
      }
    },
  }
}
