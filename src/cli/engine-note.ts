import type { Desk } from './command.ts'

/** Says that no model was asked, and how to have one, after a verb that worked offline. */
export async function tellEngine({ app, print }: Desk, engine: string | null): Promise<void> {
  if (engine !== 'offline') return
  const { engineAdvice } = await import('../services/models.ts')
  print.say(engineAdvice((await app()).config) ?? 'engine: offline')
}
