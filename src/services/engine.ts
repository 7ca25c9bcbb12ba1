import { createRegistry } from '../base/registry.ts'
import type { Workflow } from '../contracts/workflow.ts'
import { openClient, openPool } from '../io/postgres/index.ts'
import type { Client, Engine, EngineLog } from '../jobs/index.ts'
import * as workflows from '../workflows/index.ts'
import type { App } from './app.ts'
import { startServer } from './open-database.ts'
import { openWorld } from './world.ts'

export interface OpenEngine extends Engine {
  close(): Promise<void>
}

/** The engine of this process: every workflow, the database of the app, and the world outside. */
export function createEngine(app: App, log: EngineLog): OpenEngine {
  const world = openWorld(app)
  const { application } = app.database
  return {
    sql: app.sql,
    clock: app.clock,
    chance: Math.random,
    queueSchema: application.schemas.queue,
    workflows: createRegistry<Workflow>('job type', Object.values(workflows), ({ type }) => type),
    connect: async () => await connect(app),
    openPool: async (max) => await openPool(application, { applicationName: 'nightdesk tickets', max }),
    world: world.of,
    log,
    scrubber: app.scrubber,
    close: async () => await world.close(),
  }
}

/** A session of its own; the embedded server is started again where it has gone. */
async function connect(app: App): Promise<Client> {
  const open = async () => await openClient(app.database.application, { applicationName: 'nightdesk engine' })
  try {
    return await open()
  } catch (error) {
    if (!app.database.embedded) throw error
    await startServer(app.config)
    return await open()
  }
}
