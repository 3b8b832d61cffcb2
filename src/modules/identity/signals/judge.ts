/** What is unusual about a sign-in, told from the person's earlier ones. Pure: no clock, no database. */
import { dayMs, hourMs } from '#platform/time'
import type { SignalKind } from '../wire.ts'
import {
  failedTriesLeast,
  hoursAround,
  levelOf,
  msPerZone,
  networksInHour,
  signInsForHours,
  typingUnlikeFrom,
  zonesApartLeast,
} from './weights.ts'
import { offsetMs } from './zone.ts'

/** An earlier session of the same person. */
export interface Past {
  readonly device: string | null
  readonly networks: readonly string[]
  readonly zone: string | null
  readonly startedAt: Date
  readonly seenAt: Date
  readonly points: number
  readonly isProved: boolean
  readonly isDisowned: boolean
}

export interface Arrival {
  readonly device: string
  readonly network: string
  readonly zone: string | null
  readonly at: Date
  readonly typingDistance: number | null
  readonly failedTries: number
}

/** After so long whoever it was has not been disowned. */
const familiarAfterMs = 3 * dayMs

/** Whether what a session used is the person's own: nothing was odd, or they proved it, or time has told. */
export const isFamiliar = ({ points, isProved, isDisowned, startedAt }: Past, at: Date): boolean =>
  !isDisowned && (isProved || levelOf(points) === 'usual' || at.getTime() - startedAt.getTime() >= familiarAfterMs)

/** Of two points on a ring, the shorter way round. */
const apart = (one: number, other: number, round: number): number => {
  const way = Math.abs(one - other) % round
  return Math.min(way, round - way)
}

const hourOf = (at: Date): number => at.getUTCHours() + at.getUTCMinutes() / 60

const isOddHour = (mine: readonly Past[], at: Date): boolean =>
  mine.length >= signInsForHours &&
  mine.every(({ startedAt }) => apart(hourOf(startedAt), hourOf(at), 24) > hoursAround)

/** From the session that was used last where its browser told its zone: could the person have come here since? */
const isTooFar = (mine: readonly Past[], { zone, network, at }: Pick<Arrival, 'zone' | 'network' | 'at'>): boolean => {
  const [last] = mine
    .filter((past) => past.zone !== null)
    .toSorted((one, other) => other.seenAt.getTime() - one.seenAt.getTime())
  if (zone === null || !last?.zone || last.networks.includes(network)) return false
  const zones = apart(offsetMs(last.zone, at), offsetMs(zone, at), dayMs) / hourMs
  return zones >= zonesApartLeast && at.getTime() - last.seenAt.getTime() < zones * msPerZone
}

const countNetworks = (mine: readonly Past[], { network, at }: Arrival): number => {
  const lately = mine.filter(({ seenAt }) => at.getTime() - seenAt.getTime() < hourMs)
  return new Set([network, ...lately.flatMap(({ networks }) => networks)]).size
}

/** The signals of a sign-in. With nothing to compare it with, only what was tried before it counts. */
export const judge = (past: readonly Past[], arrival: Arrival): SignalKind[] => {
  const { device, network, at, typingDistance, failedTries } = arrival
  const mine = past.filter(({ isDisowned }) => !isDisowned)
  const familiar = past.filter((each) => isFamiliar(each, at))
  const hasPast = past.length > 0
  const isDisowned = past.some((each) => each.isDisowned && each.device === device)
  const signals: readonly (readonly [SignalKind, boolean])[] = [
    ['disowned-device', isDisowned],
    ['impossible-travel', isTooFar(mine, arrival)],
    ['many-networks', countNetworks(mine, arrival) >= networksInHour],
    ['new-device', hasPast && !isDisowned && !familiar.some((each) => each.device === device)],
    ['typing-unlike', typingDistance !== null && typingDistance > typingUnlikeFrom],
    ['failed-attempts', failedTries >= failedTriesLeast],
    ['new-network', hasPast && !familiar.some(({ networks }) => networks.includes(network))],
    ['odd-hour', isOddHour(mine, at)],
  ]
  return signals.flatMap(([kind, isThere]) => (isThere ? [kind] : []))
}

/** The signals of a session that goes on in another range. */
export const judgeMove = (
  past: readonly Past[],
  current: Past,
  { network, zone, at }: Pick<Arrival, 'network' | 'zone' | 'at'>,
): SignalKind[] => {
  const isKnown = past.some((each) => isFamiliar(each, at) && each.networks.includes(network))
  const isFar = isTooFar([current], { zone, network, at })
  const isMany = new Set([...current.networks, network]).size >= networksInHour
  return [
    ...(isKnown ? [] : (['moved'] as const)),
    ...(isFar ? (['impossible-travel'] as const) : []),
    ...(isMany && !isKnown ? (['many-networks'] as const) : []),
  ]
}
