import { AppError } from './app-error.ts'
import { didYouMean, listWords } from './text.ts'

/** Parts of one kind, found by name. */
export interface Registry<Part> {
  names: readonly string[]
  /** The part, or undefined where no part has the name. */
  find(name: string): Part | undefined
  /** The part; an AppError that suggests the nearest name otherwise. */
  get(name: string): Part
}

/** Makes a registry of `parts`. Two parts with one name are a bug. */
export function createRegistry<Part>(
  noun: string,
  parts: readonly Part[],
  nameOf: (part: Part) => string,
): Registry<Part> {
  const byName = new Map<string, Part>()
  for (const part of parts) {
    if (byName.has(nameOf(part))) throw new Error(`Two parts of kind ${noun} are named ${nameOf(part)}.`)
    byName.set(nameOf(part), part)
  }
  const names = [...byName.keys()]
  return {
    names,
    find: (name) => byName.get(name),
    get(name) {
      const part = byName.get(name)
      if (part === undefined) throw unknownName(noun, name, names)
      return part
    },
  }
}

/** The error for a name that no part has. */
export function unknownName(noun: string, name: string, names: readonly string[]): AppError {
  const near = didYouMean(name, names)
  const hint = near === undefined ? `Known: ${listWords(names)}.` : `Did you mean ${near}?`
  return new AppError('wrong-use', `There is no ${noun} named "${name}".`, { hint })
}
