import type { Desk } from './command.ts'
import { wrapLines } from './paragraph.ts'

/** Says that no model was asked, and how to have one, after a verb that worked offline. */
export async function tellEngine({ app, print }: Desk, engine: string | null): Promise<void> {
  if (engine !== 'offline') return
  const { engineAdvice } = await import('../services/models.ts')
  const advice = engineAdvice((await app()).config) ?? 'engine: offline'
  print.say(wrapLines(advice, print.live ? print.columns : undefined))
}
