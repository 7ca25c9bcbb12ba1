import ipaddr from 'ipaddr.js'
import { portOf } from '../../base/web-address.ts'
import { FetchError } from '../../contracts/fetcher.ts'

/** An address that must not be reached: found in the URL, in a look-up or at the other end of a connection. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

/** Decides which hosts may be reached. Everything but the public internet is refused, save for the pairs in `allow`. */
export interface AddressGuard {
  /** True for a `host:port` pair of the allow-list: none of the rules hold for it. */
  exempts(hostname: string, port: number): boolean
  /** Throws a FetchError where the URL names a refused address, in whatever notation. */
  checkUrl(url: URL): void
  /** Throws AddressRefused unless the address (of a look-up or a connected peer) is public. */
  checkAddress(address: string | undefined, hostname: string): void
}

const globalUnicast = ipaddr.parseCIDR('2000::/3')
const nat64 = ipaddr.parseCIDR('64:ff9b::/96')
/** Public by their number, private by their use: the host agent of Azure. */
const privateByUse = new Set(['168.63.129.16'])

/** Makes the guard. `allow` holds `host:port` pairs as a person writes them: `localhost:8080`, `[::1]:8080`. */
export function createAddressGuard(allow: readonly string[]): AddressGuard {
  const exempt = new Set(allow.map((pair) => normalizePair(pair)))
  return {
    exempts: (hostname, port) => exempt.has(`${hostname.toLowerCase()}:${port}`),
    checkUrl(url) {
      if (exempt.has(`${url.hostname}:${portOf(url)}`)) return
      const literal = url.hostname.replace(/^\[|\]$/g, '')
      if (ipaddr.isValid(literal) ? !isPublicAddress(literal) : isLocalName(literal))
        throw new FetchError('blocked-address', url.href, `${url.hostname} is not a public address.`)
    },
    checkAddress(address, hostname) {
      if (address === undefined || !isPublicAddress(address))
        throw new AddressRefused(`${hostname} leads to ${address ?? 'no address'}, which is not public.`)
    },
  }
}

/**
 * True for names that are none of the public internet, whatever a name server makes of them: `localhost` (RFC 6761),
 * `.local` (RFC 6762), `.internal` and `.home.arpa` (RFC 8375), those that ICANN gives to nobody since so many use them
 * at home, and names without a dot.
 */
function isLocalName(hostname: string): boolean {
  const name = hostname.replace(/\.+$/, '')
  return !name.includes('.') || localNames.test(name)
}

const localNames =
  /\.(?:localhost|localdomain|local|internal|home\.arpa|home|lan|corp|intranet|private|onion)$/i

/**
 * True for an address of the public internet: by the special-purpose registries of IANA (RFC 6890), in IPv6 only global
 * unicast. An address that holds an IPv4 address (mapped, NAT64) is judged by that one; 6to4 and Teredo are refused.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address instanceof ipaddr.IPv4) return isPublicIpv4(address)
  if (!(address instanceof ipaddr.IPv6) || address.zoneId) return false
  if (address.isIPv4MappedAddress()) return isPublicIpv4(address.toIPv4Address())
  if (address.match(nat64)) return isPublicIpv4(new ipaddr.IPv4(address.toByteArray().slice(12)))
  return address.match(globalUnicast) && address.range() === 'unicast'
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !privateByUse.has(address.toString())
}

/** Hosts as the URL standard writes them, so that the list matches every notation of a host. */
function normalizePair(pair: string): string {
  const url = URL.parse(`http://${pair}`)
  return url === null ? pair.toLowerCase() : `${url.hostname}:${portOf(url)}`
}
