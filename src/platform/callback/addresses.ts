/** Which addresses are the open internet's, by the special-purpose registries of IANA (RFC 6890 and what came after it). */
import { BlockList, isIP } from 'node:net'

const closedV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

// Of IPv6 only what is given out to networks is open, and of that not what is for tunnels, tests and documents: an address in there
// may stand for one of IPv4 that is closed.
const closedV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

const closed = new BlockList()
for (const [net, prefix] of closedV4) closed.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of closedV6) closed.addSubnet(net, prefix, 'ipv6')
const givenOut = new BlockList()
givenOut.addSubnet('2000::', 3, 'ipv6')

/** Whether a connection to this address leaves for the open internet. What is no address is not. */
export const isPublic = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  // A zone (fe80::1%eth0) belongs to this machine's own network.
  if (family !== 6 || address.includes('%')) return false
  return givenOut.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}
