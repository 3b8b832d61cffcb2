/** What counts for how much. The one place of these numbers; docs/continuous-evaluation.md says why each is there. */
import type { Level } from '#platform/demand'
import { hourMs } from '#platform/time'
import type { SignalKind } from '../wire.ts'

/** Points of each signal. Alone, a new browser or a new range raises nothing: people buy phones and travel. Together they do. */
export const pointsOf: Readonly<Record<SignalKind, number>> = {
  'new-device': 20,
  'new-network': 15,
  'disowned-device': 60,
  'impossible-travel': 40,
  'many-networks': 35,
  'typing-unlike': 20,
  'failed-attempts': 20,
  'odd-hour': 10,
  'failed-proofs': 35,
  moved: 35,
  'device-missing': 60,
  // Ends the session, so that its points are only read in the timeline.
  'other-device': 100,
}

/** From so many points on. */
const levels: readonly (readonly [Level, number])[] = [
  ['high', 60],
  ['raised', 30],
]

export const levelOf = (points: number): Level => levels.find(([, least]) => points >= least)?.[0] ?? 'usual'

/** For so long a proof stands for what was noticed before it. */
export const proofLastsMs: Readonly<Record<Level, number>> = { usual: 4 * hourMs, raised: 4 * hourMs, high: hourMs }

/** So many wrong passwords or codes before the right one are more than a person who mistypes. */
export const failedTriesLeast = 3
/** So many wrong codes, PINs or passwords one after the other within a session are, too. */
export const failedProofsLeast = 3
/** The distance of typing from the person's rhythm, in deviations, from which on another hand is likely. */
export const typingUnlikeFrom = 4
/** Hours of the day are compared only once so many sign-ins are known. */
export const signInsForHours = 10
/** A sign-in is at an odd hour where none before was within so many hours of it. */
export const hoursAround = 2
/** Zones that lie nearer to each other say nothing of travel. */
export const zonesApartLeast = 3
/** At most one zone an hour: some 1,000 km at the latitudes where most people live, which is the speed of an airliner. */
export const msPerZone = hourMs
/** From so many ranges on within an hour. */
export const networksInHour = 4
