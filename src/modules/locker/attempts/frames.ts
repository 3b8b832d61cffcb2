/** Frames of a challenge: one set is judged for the doors of the person and of the owner. */
import { createHash } from 'node:crypto'
import { BusyEyes, checkPicture, type Look } from '#perception/eyes'
import { judgeFrames, type PersonFault } from '#perception/judge-frames'
import { PlainError } from '#platform/plain-errors'
import { secondMs } from '#platform/time'
import type { LockerNeeds } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import { faceNotInstalled, tooBusy, wrongDoor } from '../refusals.ts'
import type { AttemptRow } from '../tables.ts'
import type { Fault, LockerPolicy } from '../wire.ts'
import { newChallenge } from './challenge.ts'
import { findNearest, type Nearest } from './compare.ts'
import { deny, sayAgain } from './deny.ts'
import { passFaceAlone, passOwner } from './pass.ts'
import { claim, refuseStep, type Step } from './rows.ts'
import { waysOf } from './show.ts'

export interface Frame {
  readonly atMs: number
  readonly jpeg: Uint8Array
}

/** What nobody does by mistake: it ends the attempt at the first time. */
const grave: ReadonlySet<Fault> = new Set<Fault>([
  'another-face',
  'not-a-person',
  'flat-picture',
  'attack-suspected',
  'out-of-order',
  'replayed',
  'not-the-owner',
])

/** Whoever moves the head takes longer than this from the first frame to the last. */
const leastSpanMs = 600
/** A kiosk's clock may run so much ahead of ours between challenge and answer. */
const clockGraceMs = 2 * secondMs

/** Faults of order and time: frames come one after the other, within the window, and not before they can have been taken. */
export const faultsOfTime = (frames: readonly Frame[], attempt: AttemptRow, now: Date): Fault[] => {
  if (!attempt.challenge_at || !attempt.challenge_expires_at || now > attempt.challenge_expires_at) return ['too-late']
  const isInOrder = frames.every(({ atMs }, index) => index === 0 || atMs > frames[index - 1].atMs)
  const last = frames[frames.length - 1].atMs
  const passedMs = now.getTime() - attempt.challenge_at.getTime()
  const isPossible = last <= passedMs + clockGraceMs && last - frames[0].atMs >= leastSpanMs
  return isInOrder && isPossible ? [] : ['out-of-order']
}

const hashOf = (jpeg: Uint8Array): Buffer => createHash('sha256').update(jpeg).digest()

/** Writes frames down as seen; answers whether one of them had been seen before, by whatever kiosk. */
const haveBeenSeen = async ({ db, clock }: Pick<LockerNeeds, 'db' | 'clock'>, frames: readonly Frame[]) => {
  const hashes = [...new Set(frames.map(({ jpeg }) => hashOf(jpeg).toString('hex')))].sort()
  const written = await db.query(
    `insert into locker.seen_frame (hash, at) select decode(hash, 'hex'), $2 from unnest($1::text[]) as given (hash)
     on conflict do nothing returning 1`,
    [hashes, clock()],
  )
  return written.length < hashes.length
}

/** Three of them are asked for everything; more would only take time. */
const wholeOf = (count: number): ReadonlySet<number> => new Set([0, Math.floor(count / 3), Math.floor((2 * count) / 3)])

const lookAt = async ({ eyes }: Pick<LockerNeeds, 'eyes'>, frames: readonly Frame[]): Promise<readonly Look[]> => {
  const whole = wholeOf(frames.length)
  try {
    return (await eyes.look(frames.map(({ jpeg }, index) => ({ jpeg, isWhole: whole.has(index) })))).looks
  } catch (error) {
    if (error instanceof BusyEyes) throw tooBusy()
    if (error instanceof PlainError) throw faceNotInstalled()
    throw error
  }
}

interface Verdict {
  readonly faults: readonly (PersonFault | Fault)[]
  readonly hints: readonly string[]
  readonly nearest?: Nearest
}

const judgeOwner = (nearest: Nearest | undefined, { ownerUpTo, unsureUpTo }: LockerPolicy): Fault[] => {
  if (nearest && nearest.distance <= ownerUpTo) return []
  return [nearest && nearest.distance <= unsureUpTo ? 'not-sure' : 'not-the-owner']
}

/** The first frame that is a picture at all, to be kept and sent. */
const pictureOf = (frames: readonly Frame[]): Uint8Array | null =>
  frames.map(({ jpeg }) => jpeg).find(isPicture) ?? null

export const isPicture = (jpeg: Uint8Array): boolean => {
  try {
    checkPicture(jpeg)
    return true
  } catch {
    // Whatever is wrong with its header, it is not kept.
    return false
  }
}

const giveBack = ({ db }: Pick<LockerNeeds, 'db'>, { id, nonce }: AttemptRow) =>
  db.query("update locker.attempt set tries = tries - 1 where id = $1 and nonce = $2 and state = 'under-way'", [
    id,
    nonce,
  ])

export const createTakeFrames = (needs: LockerNeeds) => {
  const { db, clock, canSee } = needs

  const judge = async (attempt: AttemptRow, frames: readonly Frame[], policy: LockerPolicy): Promise<Verdict> => {
    const late = faultsOfTime(frames, attempt, clock())
    if (late.length > 0) return { faults: late, hints: [] }
    if (await haveBeenSeen(needs, frames)) return { faults: ['replayed'], hints: [] }
    const jpegs = frames.map(({ jpeg }) => jpeg)
    const { faults, hints, descriptor } = judgeFrames(jpegs, await lookAt(needs, frames), attempt.motions ?? [])
    if (faults.length > 0 || descriptor === undefined) return { faults: faults.length > 0 ? faults : ['nobody'], hints }
    const nearest = await findNearest(needs, attempt.box, descriptor)
    return { faults: judgeOwner(nearest, policy), hints: [], nearest }
  }

  const shut = async (attempt: AttemptRow, frames: readonly Frame[], policy: LockerPolicy, verdict: Verdict) => {
    const faults = verdict.faults as Fault[]
    const isOwners = faults.some((fault) => fault === 'not-the-owner' || fault === 'not-sure')
    const isLate = faults.includes('too-late')
    const isOver = !isLate && (faults.some((fault) => grave.has(fault)) || attempt.tries >= policy.personTries)
    const denial = faults.includes('replayed') ? 'replayed' : isOwners ? 'not-an-owner' : 'person'
    const about = {
      door: isOwners ? ('owner' as const) : ('person' as const),
      denial,
      way: 'face' as const,
      faults,
      hints: verdict.hints,
      distance: verdict.nearest?.distance ?? null,
      picture: pictureOf(frames),
    } as const
    if (isOver) await deny(needs, attempt, about)
    else await sayAgain(needs, attempt, { ...about, isTold: false, challenge: newChallenge(needs, policy) })
    // Whoever is slow has tried nothing.
    if (isLate) await giveBack(needs, attempt)
  }

  /** Throws 'face-not-installed', 'too-busy' and what every step throws; everything else is a verdict. */
  return async (step: Step, frames: readonly Frame[]): Promise<void> => {
    const before = await refuseStep(db, step, ['person', 'owner'], clock())
    if (!canSee()) throw faceNotInstalled()
    if (!(await waysOf(needs, db, before)).includes('face')) throw wrongDoor()
    const attempt = await claim(needs, step, ['person', 'owner'])
    const policy = await readPolicy(db)
    const verdict = await judge(attempt, frames, policy)
    if (verdict.faults.length > 0 || !verdict.nearest) return shut(attempt, frames, policy, verdict)
    const { holder, enrollment, distance } = verdict.nearest
    const found = { holder, enrollment, distance, way: 'face' as const, picture: pictureOf(frames) }
    await (policy.asksForPasskeyToo ? passFaceAlone : passOwner)(needs, attempt, found)
  }
}
