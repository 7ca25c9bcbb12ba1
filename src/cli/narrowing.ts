import type { TypedLine } from './command.ts'
import { wrapLines } from './paragraph.ts'
import type { Printer } from './print.ts'
import { shellLine } from './typed-line.ts'

/** Options that cut a list, or add to it. */
const others = ['limit', 'last', 'all', 'follow']

/** What narrows a list, as it was typed: `login --tag auth`; empty where nothing does. */
export function narrowingOf({ words, typed }: TypedLine): string {
  const filters = Object.entries(typed).filter(([key]) => !others.includes(key))
  return shellLine([...words, ...filters.flatMap(([, filter]) => filter)])
}

/** What a list says that holds nothing: which filters nothing fits, or `none` where it is not narrowed. */
export function emptyList(
  print: Pick<Printer, 'safe' | 'room'>,
  noun: string,
  narrowing: string,
  none = `There is no ${noun} yet.`,
): string {
  return wrapLines(narrowing === '' ? none : print.safe(`No ${noun} fits ${narrowing}.`), print.room)
}
