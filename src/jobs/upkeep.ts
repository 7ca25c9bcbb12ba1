import { messageOf } from '../base/app-error.ts'
import { sleep } from '../base/clock.ts'
import type { Engine } from './engine.ts'
import { contradictions } from './contradictions.ts'
import { startDueSchedules } from './schedules.ts'
import { addLostTickets, callBack, openStrayLocks, sweep } from './sweep.ts'

const tick = 1000
const slowTicks = 10

export interface UpkeepOptions {
  worker: string
  /** False for a worker on one tree of jobs: it would start what nobody works on. */
  schedules: boolean
  onTick(): Promise<void>
  signal: AbortSignal
}

/** What every worker does once a second beside its jobs: bury the dead, start what is due, mend the queue. Ends with the signal. */
export async function keepUp(engine: Engine, options: UpkeepOptions): Promise<void> {
  const { signal } = options
  for (let round = 0; !signal.aborted; round += 1) {
    try {
      await upkeep(engine, options, round)
      await options.onTick()
    } catch (error) {
      engine.log('warn', 'Upkeep failed; it is tried again', { error: messageOf(error) })
    }
    await sleep(tick, signal).catch(() => undefined)
  }
}

async function upkeep(engine: Engine, { worker, schedules }: UpkeepOptions, round: number): Promise<void> {
  for (const dead of await sweep(engine.sql, worker)) {
    engine.log('warn', 'A worker died; its jobs are back in the queue', { ...dead })
  }
  if (schedules) await startDueSchedules(engine)
  if (round % slowTicks !== slowTicks - 1) return
  await openStrayLocks(engine)
  await callBack(engine.sql)
  const lost = await addLostTickets(engine)
  if (lost > 0) engine.log('warn', 'Queued jobs had no ticket and got one', { jobs: lost })
  for (const found of await contradictions(engine.sql))
    engine.log('error', 'The tables contradict themselves', { ...found })
}
