import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { describeAddress, parseAddress } from '../src/io/postgres/index.ts'

test('a URL with everything gives every part, decoded', () => {
  const address = parseAddress(
    'postgres://ann:p%40ss%2Fw%3Ard@db.example:6543/night%20desk?sslmode=require&connect_timeout=3',
  )
  assert.deepEqual(address, {
    host: 'db.example',
    port: 6543,
    database: 'night desk',
    user: 'ann',
    password: 'p@ss/w:rd',
    tls: { rejectUnauthorized: false },
    connectTimeout: 3000,
    schemas: { own: 'nightdesk', queue: 'graphile_worker' },
  })
})

test('a short URL gets the usual host, port and database, and leaves the user to the driver', () => {
  const { host, port, database, user, password, tls } = parseAddress('postgresql://')
  assert.deepEqual(
    [host, port, database, user, password, tls],
    ['localhost', 5432, 'nightdesk', undefined, undefined, undefined],
  )
})

test('a socket folder may stand in the parameters or, percent-encoded, in place of the host', () => {
  for (const url of [
    'postgres:///desk?host=/run/my%20pg&user=ann&port=6000',
    'postgres://ann@%2Frun%2Fmy%20pg:6000/desk',
  ]) {
    const { host, port, database, user } = parseAddress(url)
    assert.deepEqual([host, port, database, user], ['/run/my pg', 6000, 'desk', 'ann'], url)
  }
})

test('an IPv6 host stands in brackets', () => {
  const { host, port } = parseAddress('postgres://ann@[::1]:5433/desk')
  assert.deepEqual([host, port], ['::1', 5433])
})

test('verify-full checks who answers, verify-ca only the chain', () => {
  assert.equal(parseAddress('postgres://db/x?sslmode=verify-full').tls?.rejectUnauthorized, true)
  assert.equal(parseAddress('postgres://db/x?sslmode=verify-full').tls?.checkServerIdentity, undefined)
  assert.equal(parseAddress('postgres://db/x?sslmode=verify-ca').tls?.checkServerIdentity?.(), undefined)
  assert.equal(parseAddress('postgres://db/x?sslmode=disable').tls, undefined)
})

const broken = {
  'mysql://ann:hunter22@db/x': /is not a URL/,
  'ann:hunter22@db/x': /is not a URL/,
  'postgres://ann:hunter22@db:99999/x': /port "99999"/,
  'postgres://ann:hunter22@db:54x/x': /port "54x"/,
  'postgres://ann:hunter22@a,b/x': /several hosts/,
  'postgres://ann:hunter22@::1/x': /several colons/,
  'postgres://ann:hunter22@db/x?sslmod=require': /"sslmod"/,
  'postgres://ann:hunter22@db/x?sslmode=yes': /sslmode=yes/,
  'postgres://ann:hunter22@db/x?connect_timeout=soon': /connect_timeout=soon/,
  'postgres://ann:hunter22%zz@db/x': /"%"/,
  'postgres://ann:hunter22@db/x?sslmode=verify-full&sslrootcert=/no/such/file': /cannot be read/,
}

for (const [url, sentence] of Object.entries(broken))
  test(`${url.replace('hunter22', '…')} is refused in a sentence without the password`, () => {
    assert.throws(
      () => parseAddress(url, 'DATABASE_MIGRATE_URL'),
      (error) => {
        assert.ok(error instanceof AppError)
        assert.equal(error.code, 'not-configured')
        assert.match(error.message, sentence)
        assert.match(error.message, /^DATABASE_MIGRATE_URL /)
        assert.doesNotMatch(`${error.message} ${error.hint}`, /hunter22/)
        return true
      },
    )
  })

test('an address is described without its password', () => {
  assert.equal(describeAddress(parseAddress('postgres://ann:hunter22@db/x')), 'x on db:5432')
  assert.equal(describeAddress(parseAddress('postgres:///x?host=/run/pg&password=hunter22')), 'x on /run/pg')
})
