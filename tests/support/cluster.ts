import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedServer, embeddedUrl, migrate, parseAddress } from '../../src/io/postgres/index.ts'

/** A PostgreSQL for tests: thrown away afterwards, so nothing waits for the disk. */
export interface Cluster {
  /** What another process needs to use this cluster. */
  env: Record<string, string>
  stop(): Promise<void>
}

const variable = 'NIGHTDESK_TEST_CLUSTER'
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** Starts a server in a temporary folder and migrates its database, the template that tests clone. */
export async function startCluster(): Promise<Cluster> {
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-test-'))
  const server = embeddedServer({ home, settings })
  const stop = async () => {
    await server.erase()
    await rm(home, { recursive: true, force: true })
  }
  try {
    await server.start()
    await migrate({ owner: parseAddress(server.ownerUrl), application: parseAddress(server.url) })
  } catch (error) {
    await stop()
    throw error
  }
  return { env: { [variable]: home }, stop }
}

/** The home of the cluster that tests/run.ts started, if it did. */
export function sharedCluster(): string | undefined {
  return process.env[variable]
}

/** Who clones the template. Connects to the maintenance database: a template must have no connections. */
export function ownerUrl(home: string): string {
  return embeddedUrl(home, 'nightdesk_owner', 'postgres')
}
