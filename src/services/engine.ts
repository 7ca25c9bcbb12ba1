import { createRegistry } from '../base/registry.ts'
import type { Tracer } from '../contracts/trace.ts'
import type { Workflow } from '../contracts/workflow.ts'
import { openClient, openPool } from '../io/postgres/index.ts'
import { createJobTraces, type Client, type Engine, type EngineLog } from '../jobs/index.ts'
import * as workflows from '../workflows/index.ts'
import type { App } from './app.ts'
import { startServer } from './open-database.ts'
import { version } from './version.ts'
import { openWorld } from './world.ts'

export interface OpenEngine extends Engine {
  close(): Promise<void>
}

/** What becomes of a ticket may be lost with the database: it comes again, and is stale. */
const tickets = { applicationName: 'nightdesk tickets', byIndex: true, lateCommit: true }

/** The engine of this process: every workflow, the database of the app, and the world outside. */
export async function createEngine(app: App, log: EngineLog): Promise<OpenEngine> {
  const tracer = await openTracer(app, log)
  const traces = tracer === undefined ? undefined : createJobTraces(tracer, app.clock)
  const world = openWorld(
    app,
    tracer === undefined || traces === undefined ? undefined : { ...tracer, ...traces },
  )
  const { application } = app.database
  return {
    sql: app.sql,
    clock: app.clock,
    chance: Math.random,
    queueSchema: application.schemas.queue,
    workflows: createRegistry<Workflow>('job type', Object.values(workflows), ({ type }) => type),
    offline: app.config.llm.providers.every(({ kind }) => kind === 'offline'),
    connect: async () => await connect(app),
    openPool: async (max) => await openPool(application, { ...tickets, max }),
    world: world.of,
    log,
    scrubber: app.scrubber,
    traces,
    close: async () => {
      await world.close()
      await tracer?.close()
    },
  }
}

/** Loaded only where traces are wanted. */
async function openTracer(app: App, log: EngineLog): Promise<Tracer | undefined> {
  const settings = app.config.traces
  if (settings === undefined) return undefined
  const { createTracer } = await import('../io/trace/index.ts')
  const warn = (message: string, data: Record<string, unknown>) => log('warn', message, data)
  return createTracer({ ...settings, version: await version(), scrubber: app.scrubber, warn })
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
