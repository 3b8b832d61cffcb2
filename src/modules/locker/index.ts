/** The public face of the locker: who gets to a safe-deposit box. */
import type { FastifyRequest } from 'fastify'
import type { Eyes } from '#perception/eyes'
import type { Caller, Http } from '#platform/http'
import { every, type Job } from '#platform/jobs'
import type { SealedField } from '#platform/sealing'
import { dayMs, hourMs, secondMs } from '#platform/time'
import { createAlarms } from './alarms/alarms.ts'
import { createAttempts } from './attempts/attempts.ts'
import { createBoard } from './board/board.ts'
import { createBoardFeed } from './board/events.ts'
import { createBoxes } from './boxes/boxes.ts'
import { createFurnish, type Furnished } from './boxes/furnish.ts'
import { createHolders } from './boxes/holders.ts'
import { createReleaseKind, createReleases } from './boxes/release.ts'
import { findBox } from './boxes/rows.ts'
import { createEnrollments } from './enrollments/enrollments.ts'
import { createEnrollmentKind } from './enrollments/kind.ts'
import { templateField } from './enrollments/templates.ts'
import { createCallPerson, createTakeEntries } from './kiosks/entries.ts'
import { createKiosks } from './kiosks/kiosks.ts'
import { createGivePermit } from './kiosks/permits.ts'
import { comesAsKiosk, createKioskEntry } from './kiosks/sign-in.ts'
import { createTakeSigns } from './kiosks/signs.ts'
import { createLocks } from './locks/locks.ts'
import { createWatch } from './locks/watch.ts'
import { createMine } from './mine/mine.ts'
import type { LockerNeeds } from './needs.ts'
import { pictureKeyField, removeOld, storeWaiting } from './pictures/keep.ts'
import { createLinks } from './pictures/links.ts'
import { createPolicyKind } from './policy/proposals.ts'
import { createPolicy } from './policy/set.ts'
import { addKioskRoutes } from './routes/kiosk.ts'
import { addMineRoutes } from './routes/mine.ts'
import { addStaffRoutes } from './routes/staff.ts'
import { addVisitRoutes } from './routes/visits.ts'
import { createVisits } from './visits/visits.ts'

export { canSeeFaces } from './face.ts'
export { picturesInFolder } from './pictures/folder.ts'
export { picturesInBucket } from './pictures/s3.ts'
export type { PictureStore } from './pictures/store.ts'

/** The small server that stands before a bolt; nothing of it is loaded with the bank. */
export const loadLockController = () => import('./controller/controller.ts')

/** What the locker is given from outside: eyes, and where its pictures lie. */
export interface LockerParts extends Pick<LockerNeeds, 'canSee' | 'hasPassiveModel' | 'pictures' | 'kioskLocks'> {
  readonly eyes: Eyes
}

/** Columns of the locker that are sealed. */
export const sealedFields: readonly SealedField[] = [templateField, pictureKeyField]

export interface Locker {
  routes(http: Http): void
  /** Whether a request comes with a kiosk's token, which `authenticate` then reads. */
  comesAsKiosk(request: Pick<FastifyRequest, 'headers'>): boolean
  /** Throws 'kiosk-refused' (401). */
  authenticate(request: Pick<FastifyRequest, 'headers'>): Promise<Caller>
  /** One round: locks are asked how they stand, openings that broke off are settled, what is wrong rings. */
  watch(): Promise<void>
  /** Hands pictures that wait to their store; answers how many. */
  storePictures(): Promise<number>
  /** Forgets what has been kept for long enough. */
  tidy(): Promise<void>
  /** Makes a hall with one owner, as the demo's seed does; whatever is there already is left as it is. */
  furnish(hall: Furnished): Promise<void>
  /** What runs by the clock, begun. */
  jobs(failed: (job: string) => (error: unknown) => void): readonly Job[]
}

const eventsKeptMs = 7 * dayMs
const framesKeptMs = 90 * dayMs

const createTidy = (needs: LockerNeeds) => async (): Promise<void> => {
  const { db, clock } = needs
  const before = (ms: number) => new Date(clock().getTime() - ms)
  while ((await removeOld(needs)) > 0);
  await db.query('delete from locker.event where at < $1', [before(eventsKeptMs)])
  await db.query('delete from locker.seen_frame where at < $1', [before(framesKeptMs)])
  await db.query('delete from locker.kiosk_session where expires_at < $1', [clock()])
  await db.query('delete from locker.permit where until < $1', [before(framesKeptMs)])
}

/** Opens the locker on a database that has its migrations. */
export const createLocker = (needs: LockerNeeds): Locker => {
  const { db, identity } = needs
  const locks = createLocks(needs)
  const entry = createKioskEntry(needs)
  const mine = createMine(needs)
  const watch = createWatch(needs, locks)
  const tidy = createTidy(needs)
  const storePictures = () => storeWaiting(needs)
  identity.approvals.register(createReleaseKind(needs))
  identity.approvals.register(createEnrollmentKind(needs))
  identity.approvals.register(createPolicyKind(needs))

  const routes = (http: Http): void => {
    addKioskRoutes(http, {
      entry,
      attempts: createAttempts(needs, locks),
      takeSigns: createTakeSigns(needs),
      takeEntries: createTakeEntries(needs),
      callPerson: createCallPerson(needs),
      givePermit: createGivePermit(needs, locks.orders),
    })
    addStaffRoutes(http, {
      readings: identity.readings,
      kiosks: createKiosks(needs),
      boxes: createBoxes(needs),
      holders: createHolders(needs),
      releases: createReleases(needs),
      enrollments: createEnrollments(needs),
      alarms: createAlarms(needs),
      board: createBoard(needs),
      feed: createBoardFeed(db),
      policy: createPolicy(needs),
      lockKeysOf: async (box) => ({
        key: locks.keyOf((await findBox(db, box)).id).toString('base64url'),
        bankKey: locks.orders.published,
      }),
    })
    addVisitRoutes(http, { needs, visits: createVisits(needs), links: createLinks(needs), mayLookAt: mine.mayLookAt })
    addMineRoutes(http, mine)
  }

  return {
    routes,
    comesAsKiosk,
    authenticate: entry.authenticate,
    watch,
    storePictures,
    tidy,
    furnish: createFurnish(needs),
    jobs: (failed) => [
      every(2 * secondMs, watch, failed('watch the lockers'), { isAtOnce: true }),
      every(secondMs, storePictures, failed('store pictures'), { isAtOnce: true }),
      every(hourMs, tidy, failed('tidy the locker')),
    ],
  }
}
