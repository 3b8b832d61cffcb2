/**
 * Who is connected with whom: persons over the devices and networks that they share, and over a payee. A network with more persons than
 * are kept connects nobody: it is a whole town's.
 */
import type { Entities } from '../entities.ts'
import { forEachLinked, type Links } from './links.ts'
import { fraudsOf, type Owner } from './owner.ts'
import { fraudsKnown, mostOwners, ownersOf, type Source } from './source.ts'

export const connects = (source: Source): boolean => ownersOf(source) <= mostOwners

/** Known frauds of 30 days on the accounts of others who were seen at the same source; 0 where it connects nobody. */
export const fraudsOfSharers = (entities: Entities, source: Source, self: Owner, atMs: number): number =>
  connects(source) ? fraudsOfLinked(entities, source.owners, self, atMs) : 0

/** Known frauds of 30 days on the accounts of those who are linked, one left out. */
export const fraudsOfLinked = (entities: Entities, links: Links, self: Owner, atMs: number): number => {
  let count = 0
  forEachLinked(links, (number) => {
    const other = number === self.number ? undefined : entities.numbered('owner', number)
    if (other) count += fraudsOf(other, atMs)
  })
  return count
}

/** Known frauds of 30 days from the devices of one person, who may have been paid by their victims. */
export const fraudsAtSources = (entities: Entities, { links }: Owner, atMs: number): number => {
  let count = 0
  if (links.device)
    forEachLinked(links.device, (number) => {
      const device = entities.numbered('device', number)
      if (device) count += fraudsKnown(device, atMs)
    })
  return count
}

/** The most persons that are looked for. */
export const largestComponent = 32

/** How many persons are connected with one over shared devices and networks, itself among them; 32 are as many as more. */
export const componentSize = (entities: Entities, start: Owner): number => {
  const found = [start.number]
  const seen = new Set<number>()
  const visit = (kind: 'device' | 'network', links: Links) =>
    forEachLinked(links, (number) => {
      if (seen.has(number)) return
      seen.add(number)
      const source = entities.numbered(kind, number)
      if (source && source.owners.count > 1 && connects(source)) forEachLinked(source.owners, add)
    })
  const add = (owner: number) => {
    if (found.length < largestComponent && !found.includes(owner)) found.push(owner)
  }
  for (let next = 0; next < found.length && found.length < largestComponent; next++) {
    const { device = null, network = null } = entities.numbered('owner', found[next])?.links ?? {}
    if (device) visit('device', device)
    if (network) visit('network', network)
  }
  return found.length
}
