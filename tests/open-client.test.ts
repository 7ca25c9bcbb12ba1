import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { openClient, parseAddress } from '../src/io/postgres/index.ts'

// Messages of the protocol (PostgreSQL manual, 54.7): the login is accepted, and in the same breath the server dies.
const ready = Buffer.from('5200000008000000005a0000000549', 'hex')
const dying = message(
  'E',
  'SFATAL\0C57P02\0Mterminating connection because of unexpected postmaster exit\0\0',
)

test('a server that dies as it lets a session in ends no process: what is asked of the session fails', async (t) => {
  const client = await openClient(parseAddress(await serverSaying(t, Buffer.concat([ready, dying]))))
  await assert.rejects(client.query('select 1'), /not queryable|terminated/)
  await client.end()
})

async function serverSaying(t: TestContext, answer: Buffer): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return `postgres://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/nothing`
}

function message(type: string, body: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(4 + Buffer.byteLength(body))
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)])
}
