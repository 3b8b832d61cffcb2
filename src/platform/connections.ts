/** How many connections there may be, in all and from one address. */
import { BlockList, isIPv6, type Server, type Socket } from 'node:net'

export interface ConnectionLimits {
  readonly inAll: number
  readonly fromAddress: number
}

const addTo = (list: BlockList, range: string) => {
  const [address, bits] = range.split('/')
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  if (bits === undefined) list.addAddress(address, family)
  else list.addSubnet(address, Number(bits), family)
}

/** Closes what comes beyond the limits at once, unread. Proxies in front bring everybody, so they count in all alone. */
export const limitConnections = (server: Server, limits: ConnectionLimits, proxies: readonly string[]): void => {
  const [open, exempt] = [new Map<string, number>(), new BlockList()]
  for (const range of proxies) addTo(exempt, range)
  server.maxConnections = limits.inAll
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    if (exempt.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return
    const count = (open.get(address) ?? 0) + 1
    if (count > limits.fromAddress) {
      socket.destroy()
      return
    }
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
  })
}
