import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sleep } from '../../base/clock.ts'
import { newId } from '../../base/id.ts'
import type { Config } from '../../contracts/config.ts'
import {
  dropSchemas,
  embeddedServer,
  migrate,
  parseAddress,
  type DatabaseAddress,
  type EmbeddedServer,
} from '../../io/postgres/index.ts'

/** Where a proof runs: tables of its own that go with it. */
export interface ProofPlace {
  address: DatabaseAddress
  owner: DatabaseAddress
  /** What the workers are given as DATABASE_URL. */
  url: string
  /** For the ledger and the logs. */
  folder: string
  /** Ends the server as `kill -9` does and starts it again; undefined where it is not ours to restart. */
  restart: (() => Promise<void>) | undefined
  close(): Promise<void>
}

/** A cluster of its own where the database is embedded, else two schemas of their own in the configured database. */
export async function openPlace(config: Config): Promise<ProofPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-prove-'))
  const place =
    config.database.url === undefined
      ? await ownCluster(folder)
      : ownSchema(config, config.database.url, folder)
  await migrate({ owner: place.owner, application: place.address })
  return place
}

async function ownCluster(folder: string): Promise<ProofPlace> {
  const server = embeddedServer({ home: folder })
  await server.start()
  return {
    address: parseAddress(server.url),
    owner: parseAddress(server.ownerUrl),
    url: server.url,
    folder,
    async restart() {
      const { pid } = await server.status()
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
      await startAgain(server, pid)
    },
    async close() {
      await server.erase()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A killed server and its processes take a moment to go; until then a new one is refused. */
async function startAgain(server: EmbeddedServer, killed: number | undefined): Promise<void> {
  for (let attempt = 1; attempt <= 50; attempt += 1) {
    await sleep(100)
    if ((await server.status()).pid === killed) continue
    try {
      await server.start()
      return
    } catch (error) {
      if (attempt >= 5) throw error
    }
  }
  throw new Error(`The server ${killed ?? ''} did not go.`)
}

function ownSchema(config: Config, databaseUrl: string, folder: string): ProofPlace {
  const schema = `nightdesk_prove_${newId().slice(-8)}`
  const url = withSchema(databaseUrl, schema)
  const owner = parseAddress(withSchema(config.database.migrateUrl ?? databaseUrl, schema))
  return {
    address: parseAddress(url),
    owner,
    url,
    folder,
    restart: undefined,
    async close() {
      await dropSchemas(owner)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function withSchema(url: string, schema: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}schema=${schema}`
}
