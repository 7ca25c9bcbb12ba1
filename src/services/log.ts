import type { Log } from '../contracts/log.ts'
import { openLog as open } from '../io/log.ts'
import type { App } from './app.ts'

/** The log of this process, where configuration says. */
export async function openLog(app: App): Promise<Log> {
  return await open({ ...app.config.log, scrubber: app.scrubber })
}
