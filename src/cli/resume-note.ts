import { count } from '../base/text.ts'
import type { Printer } from './print.ts'

/** Says on stderr what of a stored version is not given out any more. */
export function tellLeftOut(
  { leftOut, erased = 0 }: { leftOut: number; erased?: number | undefined },
  print: Printer,
): void {
  if (leftOut > 0)
    print.say(
      `${count(leftOut, 'line')} left out: ${leftOut === 1 ? 'its entry is' : 'their entries are'} private now.`,
    )
  if (erased > 0)
    print.say(
      `${count(erased, 'line')} gone: ${erased === 1 ? 'its entry was' : 'their entries were'} deleted for good.`,
    )
}
