/** Where people and thieves pay from: devices, address ranges, towns. */
import { type Context, unknownContext } from '../attempt.ts'
import type { Draw } from './draw.ts'
import type { Customer, Shop, World } from './world.ts'

export interface Town {
  readonly latitude: number
  readonly longitude: number
  /** The address ranges that the town's telephones share. */
  readonly mobile: string
}

/** Whence a person pays as a rule. */
export interface Habitat {
  readonly town: Town
  readonly home: string
  readonly work: string | null
  /** The one used most comes first. */
  devices: string[]
  /** Where a trip leads; read while traveling. */
  trip: { readonly town: Town; readonly network: string } | null
}

/** Where thieves sit: their devices, and the address ranges that they come from. */
export interface Den {
  readonly town: Town
  readonly devices: readonly string[]
  readonly networks: readonly string[]
}

export interface Ids {
  device(): string
  network(): string
}

/** Ids that tell nothing but which is which. */
export const createIds = (seed: number): Ids => {
  let [devices, networks] = [0, 0]
  return { device: () => `d${seed}-${++devices}`, network: () => `n${seed}-${++networks}` }
}

export const createTowns = (draw: Draw, ids: Ids, count: number): Town[] => {
  const [latitude, longitude] = [draw.between(-35, 55), draw.between(-120, 140)]
  return Array.from({ length: count }, () => ({
    latitude: latitude + draw.between(-4, 4),
    longitude: longitude + draw.between(-5, 5),
    mobile: ids.network(),
  }))
}

export const createDen = (draw: Draw, ids: Ids, towns: readonly Town[]): Den => ({
  // Some work in the country, most far from it.
  town: draw.chance(0.3)
    ? draw.pick(towns)
    : { latitude: draw.between(-35, 60), longitude: draw.between(-120, 140), mobile: ids.network() },
  devices: Array.from({ length: draw.whole(1, 4) }, () => ids.device()),
  networks: Array.from({ length: draw.whole(1, 6) }, () => ids.network()),
})

/** A household shares its address range, and now and then a device. */
export const createHabitat = (world: Pick<World, 'draw' | 'ids' | 'towns' | 'customers'>): Habitat => {
  const { draw, ids, towns, customers } = world
  const partner = customers.length > 0 && draw.chance(0.35) ? customers[customers.length - 1].habitat : null
  const own = Array.from({ length: draw.pick([1, 1, 2, 2, 3]) }, () => ids.device())
  const colleague = customers.length > 0 && draw.chance(0.4) ? draw.pick(customers).habitat : null
  return {
    town: partner?.town ?? draw.pick(towns),
    home: partner?.home ?? ids.network(),
    work: colleague?.work ?? (draw.chance(0.6) ? ids.network() : null),
    devices: partner && draw.chance(0.15) ? [...own, partner.devices[0]] : own,
    trip: null,
  }
}

const degrees = (value: number, digits: number): string => String(Number(value.toFixed(digits)))

/** "latitude,longitude"; people's own to a tenth of a degree, some ten kilometers. */
const placeIn = ({ latitude, longitude }: Pick<Town, 'latitude' | 'longitude'>, digits = 1): string =>
  `${degrees(latitude, digits)},${degrees(longitude, digits)}`

/** A place of its own in a town, for a shop. */
export const drawSpot = (draw: Draw, { latitude, longitude }: Town): string =>
  placeIn({ latitude: latitude + 0.05 * draw.normal(), longitude: longitude + 0.05 * draw.normal() }, 2)

const networkOf = (world: World, { habitat }: Customer, town: Town): string => {
  const { draw, ids } = world
  const choice = draw.between(0, 1)
  if (choice < 0.45) return habitat.home
  if (choice < 0.75) return town.mobile
  if (choice < 0.95 && habitat.work !== null) return habitat.work
  // A café, a friend's home.
  return choice < 0.97 ? ids.network() : habitat.home
}

/** A session of the person's own. A new telephone is seldom, and the old one is not seen again. */
export const ownSession = (world: World, customer: Customer, atMs: number): Context => {
  const { draw, ids } = world
  const { habitat } = customer
  if (draw.chance(0.002)) habitat.devices = [ids.device(), ...habitat.devices.slice(1)]
  const device = draw.chance(0.75) ? habitat.devices[0] : draw.pick(habitat.devices)
  const trip = atMs < customer.travelUntilMs ? habitat.trip : null
  const town = trip?.town ?? habitat.town
  const network = trip ? (draw.chance(0.6) ? trip.network : town.mobile) : networkOf(world, customer, town)
  return { device, network, place: placeIn(town), category: null }
}

/** At a terminal only the shop is known; in a shop on the net, the buyer's session. */
export const ownPurchase = (world: World, customer: Customer, shop: Shop, atMs: number): Context => {
  if (!shop.isOnline) return { ...unknownContext, place: shop.place, category: shop.category }
  const { device, network } = ownSession(world, customer, atMs)
  return { device, network, place: null, category: shop.category }
}

/** A session of thieves. Some hide where they sit behind an address of the victim's town. */
export const denSession = (world: World, den: Den, victim: Customer): Context => {
  const { draw, ids } = world
  const hides = draw.chance(0.25)
  return {
    device: draw.pick(den.devices),
    network: hides ? ids.network() : draw.pick(den.networks),
    place: placeIn(hides ? victim.habitat.town : den.town),
    category: null,
  }
}

/** A card that is used by thieves: on the net from their device, or with a copy in a shop. */
export const denPurchase = (world: World, den: Den, shop: Shop): Context => {
  if (!shop.isOnline) return { ...unknownContext, place: shop.place, category: shop.category }
  const { draw } = world
  return { device: draw.pick(den.devices), network: draw.pick(den.networks), place: null, category: shop.category }
}
