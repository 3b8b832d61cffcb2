/** A session that goes on from elsewhere than before. What fits is told from memory; what does not is looked at once. */
import type { Database, Tx } from '#platform/database'
import type { Clock } from '#platform/time'
import type { Tell } from '../messages/tell.ts'
import type { SignalKind } from '../wire.ts'
import { judgeMove } from './judge.ts'
import { findPast, writeSignals } from './past.ts'

/** What is remembered of an open session. */
export interface Known {
  readonly person: string
  readonly device: string | null
  readonly networks: ReadonlySet<string>
  readonly noticed: ReadonlySet<string>
}

/** Where a request comes from. */
export interface Whence {
  /** In the cookie of the device; null without one. */
  readonly device: string | null
  readonly network: string
  readonly zone: () => string | null
}

export interface Moves {
  fits(known: Known, whence: Pick<Whence, 'device' | 'network'>): boolean
  /** Notices what does not fit. Answers whether the session goes on. */
  take(id: Buffer, known: Known, whence: Whence): Promise<boolean>
}

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly tell: Tell
  readonly asksForDevice: boolean
}

const mostNetworks = 20

const networksStatement = `
  update identity.session
     set networks = (coalesce(networks, '{}'))[greatest(1, cardinality(coalesce(networks, '{}')) - ${mostNetworks - 2}):] || $2::text
   where id = $1`

/** Two browsers with one session: the token was copied. Nobody can tell which of them is the owner, so it ends for both. */
const end = async (tx: Tx, tell: Tell, id: Buffer, person: string, at: Date): Promise<void> => {
  const ended = await tx.query(
    'update identity.session set ended_at = $2 where id = $1 and ended_at is null returning 1',
    [id, at],
  )
  if (ended.length === 0) return
  await writeSignals(tx, id, ['other-device'], at)
  await tell(tx, { person, kind: 'session-copied' })
}

export const createMoves = ({ db, clock, tell, asksForDevice }: Needs): Moves => {
  const lacksDevice = ({ device, noticed }: Known, given: string | null): boolean =>
    asksForDevice && device !== null && given === null && !noticed.has('device-missing')

  const note = async (tx: Tx, id: Buffer, known: Known, whence: Whence, at: Date) => {
    // Of many requests at once, one notices.
    await tx.query('select 1 from identity.session where id = $1 for no key update', [id])
    const past = await findPast(tx, known.person)
    const current = past.find((each) => each.id.equals(id))
    if (!current) return
    const { network } = whence
    const signals: SignalKind[] = lacksDevice(known, whence.device) ? ['device-missing'] : []
    if (!current.networks.includes(network)) {
      // A session from before networks were kept has nothing to move from.
      const others = past.filter((each) => each !== current)
      if (current.networks.length > 0) signals.push(...judgeMove(others, current, { network, zone: whence.zone(), at }))
      await tx.query(networksStatement, [id, network])
    }
    await writeSignals(tx, id, signals, at)
  }

  return {
    fits: (known, { device, network }) =>
      (known.device === null || device === null || device === known.device) &&
      !lacksDevice(known, device) &&
      known.networks.has(network),
    take: (id, known, whence) => {
      const at = clock()
      const isCopied = whence.device !== null && known.device !== null && whence.device !== known.device
      return db.transaction(async (tx) => {
        if (isCopied) await end(tx, tell, id, known.person, at)
        else await note(tx, id, known, whence, at)
        return !isCopied
      })
    },
  }
}
