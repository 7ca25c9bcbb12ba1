import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup as lookupName } from 'node:dns/promises'
import { callbackify } from 'node:util'
import type { buildConnector as BuildConnector } from 'undici'
import type { AddressGuard } from './address-guard.ts'

/** All addresses of a name. Given, so that tests can answer for the name server. */
export type LookUp = (hostname: string) => Promise<LookupAddress[]>

/** Names under `localhost` are this machine, which not every system's look-up knows (RFC 6761, section 6.3). */
export const systemLookUp: LookUp = async (hostname) =>
  /\.localhost$/i.test(hostname)
    ? [{ address: '127.0.0.1', family: 4 }]
    : await lookupName(hostname, { all: true })

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void

const connectTimeoutMs = 10_000

/**
 * Connects only to public addresses: all addresses of a name are checked before any is tried, and so is the peer of the
 * connection before a byte of the request goes out. Names cannot change their meaning in between.
 */
export function guardedConnector(
  build: typeof BuildConnector,
  guard: AddressGuard,
  lookUp: LookUp,
): BuildConnector.connector {
  const guarded = build({ timeout: connectTimeoutMs, allowH2: false, lookup: guardedLookup(guard, lookUp) })
  const open = build({ timeout: connectTimeoutMs, allowH2: false, lookup: lookupBy(lookUp) })
  return (options, callback) => {
    if (guard.exempts(options.hostname, portOf(options))) return open(options, callback)
    return guarded(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null)
      try {
        guard.checkAddress(socket.remoteAddress, options.hostname)
      } catch (refusal) {
        socket.destroy()
        return callback(refusal instanceof Error ? refusal : new Error(String(refusal)), null)
      }
      callback(null, socket)
    })
  }
}

function portOf(options: BuildConnector.Options): number {
  return Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
}

function guardedLookup(guard: AddressGuard, lookUp: LookUp) {
  return lookupBy(async (hostname) => {
    const addresses = await lookUp(hostname)
    for (const { address } of addresses) guard.checkAddress(address, hostname)
    return addresses
  })
}

/** A look-up in the form in which a socket wants it. */
function lookupBy(lookUp: LookUp) {
  const found = callbackify(lookUp)
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    found(hostname, (error: Error | null, addresses) => {
      const first = error === null ? addresses[0] : undefined
      if (first === undefined) callback(error ?? new Error(`${hostname} has no address.`), [])
      else if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}
