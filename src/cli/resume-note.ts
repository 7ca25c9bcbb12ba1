import { count } from '../base/text.ts'
import type { Printer } from './print.ts'

/** Says on stderr what of a stored version is not given out any more. */
export function tellLeftOut({ leftOut }: { leftOut: number }, print: Printer): void {
  if (leftOut === 0) return
  print.say(
    `${count(leftOut, 'line')} left out: ${leftOut === 1 ? 'its entry is' : 'their entries are'} private now.`,
  )
}
