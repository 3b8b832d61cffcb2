/** Which entities features of a payment read beside its own, so that they can be brought into memory before. */
import type { Movement } from '../../attempt.ts'
import type { Entities, Entity, Kind } from '../entities.ts'
import { partsOf, payeeOwnerOf } from '../parts.ts'
import { forEachLinked, type Links } from './links.ts'
import { connects, largestComponent } from './neighborhood.ts'
import type { Owner } from './owner.ts'
import type { Source } from './source.ts'

/** An entity, and whether features go on from it to further ones. */
export type Wanted = readonly [kind: Kind, number: number, goesOn: boolean]

/** Whom features go on to from an entity, by number. */
export interface Leads {
  readonly owners: readonly number[]
  readonly devices: readonly number[]
  readonly networks: readonly number[]
}

const numbersIn = (links: Links | null | undefined): number[] => {
  const numbers: number[] = []
  if (links) forEachLinked(links, (number) => numbers.push(number))
  return numbers
}

export const leadsOf = (entity: Entity): Leads => {
  const leads = { owners: [], devices: [], networks: [] }
  if ('links' in entity)
    return { ...leads, devices: numbersIn(entity.links.device), networks: numbersIn(entity.links.network) }
  if ('payers' in entity) return { ...leads, owners: numbersIn(entity.payers) }
  const isWay = 'owners' in entity && (entity.kind === 'device' || entity.kind === 'network')
  return isWay && connects(entity) ? { ...leads, owners: numbersIn(entity.owners) } : leads
}

/** Persons who are connected with one, and what connects them, as componentSize goes from one to the next. */
const walk = (entities: Entities, start: Owner, used: readonly Source[], missing: Wanted[]): void => {
  const found = [start.number]
  const seen = new Set<number>()
  const add = (number: number) => {
    if (found.length < largestComponent && !found.includes(number)) found.push(number)
  }
  const addOwners = (source: Source) => {
    if (connects(source)) forEachLinked(source.owners, add)
  }
  for (const source of used) addOwners(source)
  for (let next = 0; next < found.length; next++) {
    const owner = entities.numbered('owner', found[next])
    if (!owner) missing.push(['owner', found[next], true])
    for (const kind of ['device', 'network'] as const) {
      const links = owner?.links[kind]
      if (!links) continue
      forEachLinked(links, (number) => {
        if (seen.has(number)) return
        seen.add(number)
        const source = entities.numbered(kind, number)
        if (source) addOwners(source)
        else missing.push([kind, number, true])
      })
    }
  }
}

/** Those that are not held, as far as what is held leads: when they are there too, that may lead further. */
export const missingNeighbors = (entities: Entities, movement: Movement): Wanted[] => {
  const { owner, payee, device, network } = partsOf(entities, movement)
  const payeeOwner = payeeOwnerOf(entities, movement)
  const missing: Wanted[] = []
  const need = (number: number) => {
    if (!entities.numbered('owner', number)) missing.push(['owner', number, false])
  }
  const used = [device, network].filter((source) => source !== null)
  if (owner) walk(entities, owner, used, missing)
  if (payeeOwner) walk(entities, payeeOwner, [], missing)
  for (const source of used) if (connects(source)) forEachLinked(source.owners, need)
  if (payee?.payers) forEachLinked(payee.payers, need)
  return missing
}
