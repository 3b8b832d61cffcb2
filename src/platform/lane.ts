/**
 * Group commit: whoever arrives while a batch is being committed goes into the next one, and one transaction serves them
 * all. There is no timer; a lone caller does not wait for company. Nothing is answered before it is durable.
 */
import type { Database, Query, Tx } from '#platform/database'
import { allOf, FateUnknown, isOutOfRoom, isSqlError, isUnreachable } from '#platform/database'
import { Refusal } from '#platform/refusal'

/** An item and what became of it: `refusal` is null while it stands. */
export interface Fate<Item> {
  readonly item: Item
  readonly refusal: Refusal | null
}

/** Answers the refused among those that still stand. */
export type Decide<Item> = (
  standing: readonly Item[],
) => ReadonlyMap<Item, Refusal> | Promise<ReadonlyMap<Item, Refusal>>

/** Takes part in every batch, in the order that the lane is given. Its statements are for the whole batch at once. */
export interface Participant<Item> {
  readonly name: string
  /**
   * Locks and reads what it will decide by, for all items and at once with the other participants: each trip less is a turn of the event loop
   * and a wait for the server. What it answers decides, in the participant's turn.
   */
  readonly prepare?: (tx: Tx, items: readonly Item[]) => Promise<Decide<Item>>
  /** Decides under lock: the items that it answers with a refusal are dropped, the others go on. */
  readonly decide?: (tx: Tx, standing: readonly Item[]) => Promise<ReadonlyMap<Item, Refusal>>
  /** What `decide` does, in one statement. Where nobody else takes part, no transaction is needed around it, which saves two trips. */
  readonly decideAlone?: (db: Query, standing: readonly Item[]) => Promise<ReadonlyMap<Item, Refusal>>
  /** Writes down what was decided, and waits for what it must. It may not drop anything. */
  readonly record?: (tx: Tx, fates: readonly Fate<Item>[]) => Promise<void> | void
}

export interface LaneLimits {
  /** Items in one transaction. */
  readonly batch: number
  /** Callers that wait before the lane answers 503. */
  readonly waiting: number
  /** Transactions under way at once. */
  readonly inFlight: number
}

export interface Lane<Item> {
  /**
   * Answers when the item is durable. Throws the item's Refusal after the commit, or at once when the lane is full; FateUnknown
   * where the connection broke first.
   */
  join(item: Item): Promise<void>
  /** What waits and what is being committed. */
  readonly depth: () => number
  /** Takes no new item and answers when all that were taken are. */
  drain(): Promise<void>
}

interface Waiting<Item> {
  readonly item: Item
  readonly settle: () => void
  readonly fail: (error: unknown) => void
}

/** Deadlock or serialization failure: the same batch may succeed at once. */
const mayRepeat = (error: unknown): boolean => isSqlError(error) && (error.code === '40001' || error.code === '40P01')

const commit = async <Item>(
  database: Database,
  participants: readonly Participant<Item>[],
  items: readonly Item[],
): Promise<ReadonlyMap<Item, Refusal>> => {
  const [only, other] = participants
  if (only?.decideAlone && !other) return only.decideAlone(database, items)
  return database.transaction(async (tx) => {
    const deciders = await sendTogether(tx, participants, (participant) => participant.prepare?.(tx, items))
    const refused = new Map<Item, Refusal>()
    for (const [index, participant] of participants.entries()) {
      const standing = items.filter((item) => !refused.has(item))
      if (standing.length === 0) break
      const decide = deciders[index] ?? ((items: readonly Item[]) => participant.decide?.(tx, items))
      for (const [item, refusal] of (await decide(standing)) ?? []) refused.set(item, refusal)
    }
    const fates = items.map((item) => ({ item, refusal: refused.get(item) ?? null }))
    const records = participants.map((participant) => participant.record?.(tx, fates) ?? null)
    // Those that only send leave with the commit.
    if (records.some((record) => record !== null)) await allOf(records)
    return refused
  })
}

/**
 * None of these waits for another's, so their statements go out together. All of them have ended before the transaction does: a
 * statement that came after a rollback would stand by itself.
 */
const sendTogether = async <Item, Answer>(
  tx: Tx,
  participants: readonly Participant<Item>[],
  send: (participant: Participant<Item>) => Promise<Answer> | undefined,
): Promise<(Answer | undefined)[]> => {
  const answers: (Answer | undefined)[] = []
  if (!tx.isPipelined) {
    for (const participant of participants) answers.push(await send(participant))
    return answers
  }
  return allOf(participants.map(send))
}

/** Fewer than these are decided faster than a second transaction begins. */
const worthSharing = 128

/** While a batch is being committed fewer than these wait for it to come back: the statements of another one would cost more than they do. */
const worthAnother = 24

/** Opens a lane over a database. Several processes may have one each: batches lock in one order. */
export const createLane = <Item>(
  database: Database,
  participants: readonly Participant<Item>[],
  limits: LaneLimits,
): Lane<Item> => {
  let queue: Waiting<Item>[] = []
  let flying = 0
  let isDraining = false
  const idle: (() => void)[] = []

  const carry = async (batch: readonly Waiting<Item>[], triesLeft: number): Promise<void> => {
    try {
      const refused = await commit(
        database,
        participants,
        batch.map((waiting) => waiting.item),
      )
      for (const waiting of batch) {
        const refusal = refused.get(waiting.item)
        if (refusal) waiting.fail(refusal)
        else waiting.settle()
      }
    } catch (error) {
      await recover(batch, error, triesLeft)
    }
  }

  // One item's SQL error must not cost strangers their payment: the batch is halved until the culprit stands alone.
  const recover = async (batch: readonly Waiting<Item>[], error: unknown, triesLeft: number): Promise<void> => {
    if (mayRepeat(error) && triesLeft > 0) return carry(batch, triesLeft - 1)
    const isOfTheServer = isUnreachable(error) || isOutOfRoom(error)
    if (batch.length === 1 || !isSqlError(error) || isOfTheServer) {
      const told = isUnreachable(error) ? new FateUnknown(error) : error
      for (const waiting of batch) waiting.fail(told)
      return
    }
    const middle = batch.length >> 1
    await carry(batch.slice(0, middle), triesLeft)
    await carry(batch.slice(middle), triesLeft)
  }

  // Where nothing is under way and many wait, the transactions share them. In one batch all would come back together, and while
  // they are answered and ask again the database would have nothing to do.
  const sizeOfNext = () => {
    const share =
      flying === 0 && queue.length >= worthSharing ? Math.ceil(queue.length / limits.inFlight) : queue.length
    return Math.min(share, limits.batch)
  }

  const pump = () => {
    while (flying < limits.inFlight && queue.length > 0 && (flying === 0 || queue.length >= worthAnother)) {
      const size = sizeOfNext()
      const batch = queue.slice(0, size)
      queue = queue.slice(size)
      flying++
      void carry(batch, 3).finally(() => {
        flying--
        pump()
        if (flying === 0 && queue.length === 0) for (const tell of idle.splice(0)) tell()
      })
    }
  }

  let isPumping = false
  // Callers of the same turn of the event loop travel together.
  const pumpSoon = () => {
    if (isPumping) return
    isPumping = true
    setImmediate(() => {
      isPumping = false
      pump()
    })
  }

  return {
    depth: () => queue.length + flying,
    join: (item) =>
      new Promise<void>((settle, fail) => {
        if (isDraining) return fail(new Refusal('stopping', 503, 'The bank is stopping. Nothing was sent.', 5))
        if (queue.length >= limits.waiting)
          return fail(new Refusal('too-busy', 503, 'Too many payments are waiting. Nothing was sent; try again.', 1))
        queue.push({ item, settle, fail })
        pumpSoon()
      }),
    drain: () =>
      new Promise<void>((done) => {
        isDraining = true
        if (flying === 0 && queue.length === 0) done()
        else idle.push(done)
      }),
  }
}
