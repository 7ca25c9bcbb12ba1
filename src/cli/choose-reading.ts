import type { ChooseReading } from '../services/entry-time.ts'
import type { Desk } from './command.ts'

/** Asks on the terminal which reading of a date was meant; undefined where nobody can answer. */
export function chooseReading(desk: Desk): ChooseReading | undefined {
  if (!desk.interactive) return undefined
  return async (phrase, readings) => {
    const { createInterface } = await import('node:readline/promises')
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    try {
      desk.print.say(`"${desk.print.safe(phrase)}" can be read in two ways:`)
      for (const [index, reading] of readings.entries()) desk.print.say(`  ${index + 1}  ${reading}`)
      const answer = await terminal.question('Which one? ', { signal: desk.signal })
      return readings[Number(answer.trim()) - 1]
    } finally {
      terminal.close()
    }
  }
}
