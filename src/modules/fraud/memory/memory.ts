/**
 * The memory of one process, of which there may be several over one database. It holds the entities that are in use; the others are
 * in the database. Its own attempts it takes in at once, before they are scored; what other processes and other work write into the log
 * it takes in when it follows the log.
 */
import { setImmediate as giveWay } from 'node:timers/promises'
import type { Database } from '#platform/database'
import type { Movement } from '../attempt.ts'
import { absorb } from '../features/change.ts'
import { create, type Entities, type Kind, type Kinds } from '../features/entities.ts'
import { numberOf } from '../features/number.ts'
import { keysOf } from '../features/parts.ts'
import { missingNeighbors, type Wanted } from '../features/sources/neighbors.ts'
import { createState, type FraudState, type Reservation } from '../features/state.ts'
import { type Folded, fold } from './fold.ts'
import type { FoldThread } from './fold-thread.ts'
import { createHeld, type Slot } from './held.ts'
import { nameLayout } from './layout.ts'
import { createLoad } from './load.ts'
import { isAfter, type Logged, type Place, readAfter, readSince } from './log.ts'
import { readPlace, type Started, startMemory } from './start.ts'
import { createWindow, type Window } from './window.ts'

/** An attempt that this process has in its memory and the log may not tell of yet. */
export interface LiveAttempt {
  readonly reservation: Reservation
  readonly origin: number
  readonly ticket: number
  /** It is in the log, and booked or not. */
  keep(isSettled: boolean): void
  /** It never was, unless the log tells otherwise. */
  withdraw(): void
}

/** Entities that stay where they are until they are released. */
export interface Hold {
  /** Counts the attempt whose entities they are, at once; the hold is its own from now on. */
  reserve(movement: Movement): LiveAttempt
  release(): void
}

export interface Memory {
  readonly state: FraudState
  /** Makes the memory ready; answers how many changes had to be folded first. Everything else waits for it. */
  start(): Promise<number>
  /** Has the entities of a movement in memory, reading them where they are not. */
  hold(movement: Movement): Promise<Hold>
  /** Has an account in memory while `look` reads it. */
  usualOf(account: string): Promise<number | null>
  /** Takes in what was committed before this call. */
  follow(): Promise<void>
  /** Brings the stored entities up to date, unless somebody else is at it. */
  fold(): Promise<void>
  /** Entities held, attempts of which the log has not told, and changes that are not in the stored entities. */
  readonly size: () => { entities: number; live: number; window: number }
}

const followedAtOnce = 32

/** Changes that the stored entities may lie behind, so that a rush of payments is folded when it is over; some 100 MB. */
const mostBehind = 100_000

interface Running extends Started {
  readonly window: Window
}

export interface MemoryParts {
  readonly db: Database
  /** Held in memory, and more only where more are in use at once. */
  readonly mostEntities: number
  /** Folds, where that is not to happen in this thread. */
  readonly foldThread?: Pick<FoldThread, 'fold'>
}

/** Nothing is held before the first use. */
export const createMemory = ({ db, mostEntities, foldThread }: MemoryParts): Memory => {
  const layout = nameLayout()
  const held = createHeld(Object.keys(create) as Kind[], mostEntities)
  const state = createState(held.entities)
  const live = new Map<number, (change: Logged) => void>()
  let tickets = 0
  let running: Running | undefined
  let snapshot = ''
  const now = (): Running => {
    if (!running) throw new Error('The memory was used before it had started.')
    return running
  }
  const load = createLoad(db.quick, layout, held, () => now().window)

  const open = async (): Promise<number> => {
    const started = await startMemory(db, layout)
    const window = createWindow(started.place)
    const news = await readAfter(db, started.place)
    for (const row of news.rows) window.add(row)
    snapshot = news.snapshot
    running = { ...started, window }
    return started.folded
  }
  let opening: Promise<number> | undefined
  const start = () => {
    opening ??= open().catch((error: unknown) => {
      // Whoever comes next tries again.
      opening = undefined
      throw error
    })
    return opening
  }

  let current: Logged
  const behindCurrent: Entities = {
    ...held.entities,
    find: <K extends Kind>(kind: K, id: string) => {
      const slot = held.get(kind, numberOf(id))
      return slot && isAfter(current, slot.from) ? (slot.entity as Kinds[K]) : null
    },
  }

  const take = (row: Logged) => {
    now().window.add(row)
    const confirm = row.origin === now().origin && row.ticket !== null ? live.get(row.ticket) : undefined
    if (confirm) return confirm(row)
    current = row
    absorb(behindCurrent, row.change)
  }

  const forget = async (upTo: Place) => {
    while (now().window.forget(upTo)) await giveWay()
  }

  const readNews = async () => {
    await start()
    const news = await readSince(db, snapshot)
    // From here on nobody reads these again, whatever happens to them.
    snapshot = news.snapshot
    for (const [index, row] of news.rows.entries()) {
      if (index % followedAtOnce === followedAtOnce - 1) await giveWay()
      take(row)
    }
    await forget(await readPlace(db, layout))
    held.trim()
  }

  // One after the other. A read that is under way may have missed what its caller has just committed; the one behind it does not.
  let last = Promise.resolve()
  let waiting: Promise<void> | undefined
  const follow = (): Promise<void> => {
    if (waiting) return waiting
    waiting = last.then(() => {
      waiting = undefined
      return readNews()
    })
    // Whoever asked is told of a failure; the next read begins all the same.
    last = waiting.catch(() => {})
    return waiting
  }

  const pinAll = async (all: readonly Wanted[]): Promise<Slot[]> => {
    const slots: Slot[] = []
    const loads: Promise<Slot>[] = []
    for (const wanted of all) {
      const [kind, number] = wanted
      const slot = held.get(kind, number)
      if (slot) held.pin(slot)
      if (slot) slots.push(slot)
      else loads.push(load(wanted))
    }
    if (loads.length === 0) return slots
    const found = await Promise.allSettled(loads)
    slots.push(...found.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])))
    const failed = found.find((each) => each.status === 'rejected')
    if (!failed) return slots
    for (const slot of slots) held.unpin(slot)
    throw failed.reason
  }

  const reserve = (movement: Movement, release: () => void): LiveAttempt => {
    const reservation = state.reserve(movement)
    const ticket = ++tickets
    const end = () => {
      live.delete(ticket)
      release()
    }
    live.set(ticket, ({ change }) => {
      if (change.what === 'attempt' && change.isSettled) state.settle(reservation)
      end()
    })
    return {
      reservation,
      ticket,
      origin: now().origin,
      keep: (isSettled) => {
        if (isSettled) state.settle(reservation)
      },
      withdraw: () => {
        if (!live.has(ticket)) return
        state.withdraw(reservation)
        end()
      },
    }
  }

  const holdAll = async (first: readonly Wanted[], more: () => readonly Wanted[] = () => []): Promise<Hold> => {
    if (!running) await start()
    const slots: Slot[] = []
    const release = () => {
      for (const slot of slots.splice(0)) held.unpin(slot)
    }
    try {
      for (let next = first; next.length > 0; next = more()) slots.push(...(await pinAll(next)))
    } catch (error) {
      release()
      throw error
    }
    return { release, reserve: (movement) => reserve(movement, release) }
  }

  const foldOnce = () =>
    foldThread ? foldThread.fold(layout, false, now().window.size() > mostBehind) : fold(db, layout, false)
  const foldAll = async () => {
    let folded: Folded | null
    do {
      folded = await foldOnce()
      if (folded) await forget(folded.place)
    } while (folded && !folded.isAtEnd)
  }
  let folding: Promise<void> | undefined

  return {
    state,
    start,
    hold: (movement) =>
      holdAll(
        keysOf(movement).map(([kind, id]) => [kind, numberOf(id), kind !== 'account' || id === movement.payee]),
        // What is read leads to further ones; there are no more of them than features follow.
        () => missingNeighbors(held.entities, movement),
      ),
    usualOf: async (account) => {
      const hold = await holdAll([['account', numberOf(account), false]])
      const usual = state.usualOf(account)
      hold.release()
      return usual
    },
    follow,
    fold: async () => {
      await start()
      folding ??= foldAll().finally(() => {
        folding = undefined
      })
      await folding
    },
    size: () => ({ entities: held.size(), live: live.size, window: running?.window.size() ?? 0 }),
  }
}
