/** The numbers and the names in a text. */
export type Facts = ReadonlySet<string>

const keptShare = 0.6
const fewestDiffering = 3
const number = /\p{N}+(?:[.,:–-]\p{N}+)*/gu
const name = /(?<=[\p{L}\p{N},;:–-] )\p{Lu}[\p{L}\p{M}'’-]+/gu

/** Numbers as they are written, and words with a capital that do not begin a sentence. */
export function factsOf(text: string): Facts {
  return new Set([...(text.match(number) ?? []), ...(text.match(name) ?? [])])
}

/**
 * Whether texts of like words tell different things: weather, results and prices are written in one form for each day.
 * A copy keeps the numbers and names of what it copies, whatever was changed in its words.
 */
export function differInFacts(a: Facts, b: Facts): boolean {
  const shared = a.intersection(b).size
  const smaller = Math.min(a.size, b.size)
  return smaller - shared >= fewestDiffering && shared < keptShare * smaller
}
