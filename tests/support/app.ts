import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { openApp, type App, type AppOptions } from '../../src/services/app.ts'
import { readConfig } from '../../src/services/config.ts'
import { testDatabase } from './database.ts'

/** The app on a database and a data folder of its own, both gone when the test ends. `DATABASE_URL` is `app.config.database.url`. */
export async function testApp(
  t: TestContext,
  options: AppOptions & { env?: Record<string, string> } = {},
): Promise<App> {
  const { url, beforeDrop } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  const { env, ...rest } = options
  const app = await openApp(readConfig({ NIGHTDESK_HOME: home, DATABASE_URL: url, ...env }, home), rest)
  // A server waits a tenth of a second for the connections of a database that it drops.
  beforeDrop(async () => await app.close())
  t.after(async () => await rm(home, { recursive: true, force: true }))
  return app
}
