/** One of a crowd: sends its part through a lane and in batches of its own, in an order of its own, and tells what came of it. */
import { createRandom, type Random, shuffle } from '#learning/random'
import { createLedger, poster, type Transfer, type TransferResult } from '#modules/ledger'
import { openDatabase } from '#platform/database'
import { uuidv8 } from '#platform/id'
import { createLane, type Lane } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import { type Fight, moving, type Outcome, type Task, type Told } from './plan.ts'

interface Wish {
  readonly fight: Fight
  readonly over: string
  readonly transfers: readonly Transfer[]
}

const createIds = (random: Random) => () => uuidv8(Buffer.from(Array.from({ length: 16 }, () => random() * 256)))

/** Round the hot accounts, forward in even processes and backward in odd ones, so that chains cross. */
const chain = (task: Task, random: Random, newId: () => string): Wish => {
  const from = Math.floor(random() * task.hot.length)
  const step = task.process % 2 === 0 ? 1 : task.hot.length - 1
  const at = (index: number) => task.hot[(from + index * step) % task.hot.length]
  const amount = BigInt(1 + Math.floor(random() * 50))
  // Now and then the last asks for too much, and the others are taken back.
  const last = random() < 0.05 ? 5_000_000n : amount
  const transfers = [amount, amount, last].map((each, index) => ({
    ...moving(newId(), at(index), at(index + 1), each),
    isLinked: index < 2,
  }))
  return { fight: 'chain', over: transfers[0].id, transfers }
}

const wishesOf = (task: Task, random: Random): Wish[] => {
  const newId = createIds(random)
  const single = (fight: Fight, over: string, transfer: Transfer): Wish => ({ fight, over, transfers: [transfer] })
  const bookedAt = new Date()
  const kind = task.process % 2 === 0 ? 'post' : 'void'
  const wishes = [
    ...task.shared.map((transfer) => single('shared', transfer.id, transfer)),
    ...task.holds.map((pending) => single('hold', pending, { kind, id: newId(), pending, bookedAt })),
    ...task.posted.map((reverses) =>
      single('reversal', reverses, { kind: 'reverse', id: newId(), reverses, bookedAt }),
    ),
    ...Array.from({ length: task.rounds * 8 }, () => chain(task, random, newId)),
    ...Array.from({ length: task.rounds }, () => {
      const drawn = { ...moving(newId(), task.well, task.hot[0], 300n), balancing: 'debit' } as const
      return single('well', drawn.id, drawn)
    }),
    ...Array.from({ length: task.rounds * 2 }, () => {
      const passing = moving(newId(), task.hot[1], task.shy, 1n)
      return single('shy', passing.id, passing)
    }),
  ]
  const order = wishes.map((_, index) => index)
  shuffle(random, order)
  return order.map((index) => wishes[index])
}

const byLane = async (lane: Lane<Wish>, wish: Wish): Promise<TransferResult> => {
  try {
    await lane.join(wish)
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal && error.status === 422) return error.code as TransferResult
    throw error
  }
}

const perform = async (task: Task): Promise<Outcome[]> => {
  const random = createRandom(task.seed)
  const db = openDatabase(task.connection, 6)
  const ledger = createLedger(db, () => new Date())
  const part = poster<Wish>(
    (wish) => wish.transfers,
    (result) => new Refusal(result, 422, result),
  )
  const lane = createLane(db, [part], { batch: 256, waiting: 8192, inFlight: 2 })
  const byBatch = async (wishes: readonly Wish[]): Promise<TransferResult[]> => {
    const transfers = wishes.flatMap((wish) => wish.transfers)
    const results = await ledger.createTransfers(db, transfers)
    const byId = new Map(transfers.map((transfer, index) => [transfer.id, results[index]]))
    const broken = (result: TransferResult | undefined) => result !== 'ok' && result !== 'linked_event_failed'
    return wishes.map((wish) => wish.transfers.map(({ id }) => byId.get(id)).find(broken) ?? 'ok')
  }
  const wishes = wishesOf(task, random)
  const outcomes: Outcome[] = []
  const note = (some: readonly Wish[], results: readonly TransferResult[]) =>
    some.forEach(({ fight, over }, index) => {
      outcomes.push({ fight, over, result: results[index] })
    })
  const size = Math.ceil(wishes.length / task.rounds)
  for (let round = 0; round < task.rounds; round++) {
    const turn = wishes.slice(round * size, (round + 1) * size)
    const third = Math.ceil(turn.length / 3)
    const [one, other, laned] = [turn.slice(0, third), turn.slice(third, 2 * third), turn.slice(2 * third)]
    await Promise.all([
      byBatch(one).then((results) => note(one, results)),
      byBatch(other).then((results) => note(other, results)),
      Promise.all(laned.map((wish) => byLane(lane, wish))).then((results) => note(laned, results)),
      ledger.setFrozen(db, task.shy, (round + task.process) % 2 === 0),
    ])
  }
  await lane.drain()
  await db.close()
  return outcomes
}

process.once('message', (task: Task) => {
  const tell = (told: Told) => process.send?.(told, undefined, undefined, () => process.disconnect())
  perform(task).then(
    (outcomes) => tell({ outcomes }),
    (error: unknown) => tell({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
