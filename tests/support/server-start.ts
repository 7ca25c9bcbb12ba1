// Starts the embedded server of the folder that it is given, and prints what came of it: for tests with several processes.
import { embeddedServer } from '../../src/io/postgres/index.ts'

const [home = ''] = process.argv.slice(2)
const server = embeddedServer({ home, settings: { fsync: 'off' } })
const started = await server.start()
console.log(JSON.stringify({ started, pid: (await server.status()).pid }))
