/** Which entities features of a payment read beside its own, so that they can be brought into memory before. */
import type { Movement } from '../../attempt.ts'
import type { Entities, Kind } from '../entities.ts'
import { partsOf, payeeOwnerOf } from '../parts.ts'
import { forEachLinked, type Links } from './links.ts'
import { connects, largestComponent } from './neighborhood.ts'
import type { Source } from './source.ts'

type Key = readonly [kind: Kind, number: number]

const linked = (links: Links | null | undefined): number[] => {
  const numbers: number[] = []
  if (links) forEachLinked(links, (number) => numbers.push(number))
  return numbers
}

/** Persons who are connected with one, and what connects them, as componentSize goes from one to the next. */
const walk = (entities: Entities, start: number, used: readonly Source[], need: (key: Key) => void): void => {
  const found = new Set([start])
  const add = (source: Source) => {
    if (connects(source)) for (const owner of linked(source.owners)) if (found.size < largestComponent) found.add(owner)
  }
  for (const source of used) add(source)
  for (const number of found) {
    need(['owner', number])
    const links = entities.numbered('owner', number)?.links
    for (const kind of ['device', 'network'] as const) {
      for (const other of linked(links?.[kind])) {
        need([kind, other])
        const source = entities.numbered(kind, other)
        if (source) add(source)
      }
    }
  }
}

/** As far as what is held leads: when that is there too, it may lead further. */
export const neighborsOf = (entities: Entities, movement: Movement): readonly Key[] => {
  const { owner, payee, device, network } = partsOf(entities, movement)
  const payeeOwner = payeeOwnerOf(entities, movement)
  const keys = new Map<string, Key>()
  const need = (key: Key) => void keys.set(key.join(' '), key)
  const used = [device, network].filter((source) => source !== null)
  if (owner) walk(entities, owner.number, used, need)
  if (payeeOwner) walk(entities, payeeOwner.number, [], need)
  for (const source of used) if (connects(source)) for (const number of linked(source.owners)) need(['owner', number])
  for (const number of linked(payee?.payers)) need(['owner', number])
  return [...keys.values()]
}
