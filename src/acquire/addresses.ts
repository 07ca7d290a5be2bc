import type { LookupAddress } from 'node:dns'
import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { InputError, TemporaryError } from '#model/errors.ts'

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

/** The system's resolver, hosts file and all. */
export const systemResolve: Resolve = (host) => systemLookup(host, { all: true })

/** RFC 4291, 2.4 and IANA: of IPv6 only 2000::/3 is given out as global unicast. */
const given = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * True for an address in the open internet: global unicast, not loopback, private, link-local, unique local, carrier NAT,
 * multicast, documentation, reserved, nor one of these inside an IPv6 address (compatible, mapped, NAT64, 6to4, Teredo).
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const plain = ipaddr.process(address)
  return plain.range() === 'unicast' && (!(plain instanceof ipaddr.IPv6) || plain.match(given))
}

/** The address a URL's host is, brackets off; null for a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(bare) ? bare : null
}

/**
 * A `lookup` for net.connect that answers checked addresses only. The socket connects to just these, so a name that
 * resolves differently a moment later (DNS rebinding) gains nothing. One address that is not public refuses the name.
 */
export function guardedLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  return (host, options, callback) => {
    checkedAddresses(host, resolve, allowPrivate).then(
      (addresses) => (options.all ? callback(null, [...addresses]) : callback(null, addresses[0]!.address, addresses[0]!.family)),
      (error) => callback(error, '', 0),
    )
  }
}

async function checkedAddresses(host: string, resolve: Resolve, allowPrivate: boolean): Promise<readonly LookupAddress[]> {
  const addresses = await resolve(host).catch((error: unknown) => {
    throw new TemporaryError(`the name ${host} was not found`, 'check the name and the connection, then retry', { cause: error })
  })
  if (addresses.length === 0) throw new TemporaryError(`the name ${host} has no address`, 'check the name, then retry')
  for (const { address } of addresses) if (!allowPrivate) refuseUnlessPublic(host, address)
  return addresses
}

/** Throws InputError for an address inside a network of our own. */
export function refuseUnlessPublic(host: string, address: string): void {
  if (isPublic(address)) return
  throw new InputError(`${host} leads to ${address}, which is not in the open internet`, 'save the page and add the file')
}
