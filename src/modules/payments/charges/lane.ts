/** Charges in the lane: what a merchant does is decided under the lock of the charge, one after the other, and written with the money. */
import type { Transfer } from '#modules/ledger'
import type { Tx } from '#platform/database'
import type { Fate, Participant } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import type { Step } from '../step.ts'
import { type ChargeMove, type Planned, planMove, type Tally } from './plan.ts'
import { chargeOver, noSuchCharge } from './refusals.ts'
import { type ChargeRow, lockByPayment, lockCharges } from './rows.ts'

type Moving = Step & { readonly charge: ChargeMove }

const isMoving = (step: Step): step is Moving => step.charge !== undefined

/** Steps in which a payer accepts a charge: a new one must still be the one that the charge waits for. */
const isAccepting = ({ isNew, payment, to }: Step): boolean =>
  isNew && payment.kind === 'charge' && to !== 'refused' && to !== 'blocked'

const refuseSuperseded = async (tx: Tx, steps: readonly Step[], refused: Map<Step, Refusal>) => {
  if (steps.length === 0) return
  const rows = await lockByPayment(
    tx,
    steps.map(({ payment }) => payment.id),
  )
  const known = new Set(rows.map(({ payment }) => payment))
  for (const step of steps) if (!known.has(step.payment.id)) refused.set(step, chargeOver())
}

const moverOf = ({ payment, at }: Step, row: ChargeRow) => ({
  id: payment.id,
  currency: row.currency,
  // The captured money goes from who accepted the charge to whom it is owed; a refund's own payment goes the other way.
  payer: payment.kind === 'refund' ? (payment.to_product ?? '') : (payment.from_product ?? ''),
  merchant: row.product,
  at,
})

/** What takes part in the lane, and what the book is asked for instead of the step's own transfers. */
export const createChargeLane = () => {
  const planned = new WeakMap<Step, Planned>()

  const planAll = async (tx: Tx, steps: readonly Moving[], refused: Map<Step, Refusal>) => {
    if (steps.length === 0) return
    const rows = await lockCharges(tx, [...new Set(steps.map(({ charge }) => charge.charge))])
    const byId = new Map(rows.map((row) => [row.id, row]))
    const tallies = new Map<string, Tally>(byId)
    for (const step of steps) {
      const [row, tally] = [byId.get(step.charge.charge), tallies.get(step.charge.charge)]
      const plan = row && tally ? planMove(tally, step.charge, moverOf(step, row)) : noSuchCharge()
      if (plan instanceof Refusal) refused.set(step, plan)
      else {
        planned.set(step, plan)
        tallies.set(step.charge.charge, plan.next)
      }
    }
  }

  const decider: Participant<Step> = {
    name: 'charges',
    decide: async (tx, standing) => {
      const refused = new Map<Step, Refusal>()
      await refuseSuperseded(tx, standing.filter(isAccepting), refused)
      await planAll(tx, standing.filter(isMoving), refused)
      return refused
    },
  }

  const recorder: Participant<Step> = {
    name: 'charges',
    record: async (tx, fates) => {
      const stood = fates.flatMap(({ item, refusal }: Fate<Step>) => (refusal ? [] : [item]))
      await writeAuthorized(tx, stood)
      await writeMoves(tx, stood.filter(isMoving), planned)
    },
  }

  const transfersOf = (step: Step): Transfer | readonly Transfer[] | null => planned.get(step)?.transfers ?? null
  return { decider, recorder, transfersOf }
}

const writeAuthorized = async (tx: Tx, steps: readonly Step[]) => {
  const authorized = steps.filter(({ payment, to }) => payment.kind === 'charge' && to === 'authorized')
  if (authorized.length === 0) return
  await tx.query(
    `update payments.charge c set hold = a.id, held = c.minor, authorized_at = a.at, capture_until = a.at + make_interval(days => c.hold_days)
       from unnest($1::uuid[], $2::timestamptz[]) a(id, at) where c.payment = a.id`,
    [authorized.map(({ payment }) => payment.id), authorized.map(({ at }) => at)],
  )
}

interface Change {
  readonly id: string
  readonly captured: bigint
  readonly refunded: bigint
  /** The charge after the last move that changed its hold; undefined where none did. */
  readonly after: Tally | undefined
  readonly at: Date
}

const sumOf = (steps: readonly Moving[], kind: 'capture' | 'refund'): bigint =>
  steps.reduce((sum, { charge }) => (charge.kind === kind ? sum + charge.minor : sum), 0n)

/** What the moves that the book took have changed of each charge. One that it did not take was planned for nothing, so only these count. */
const changesOf = (steps: readonly Moving[], planned: WeakMap<Step, Planned>): Change[] =>
  [...Map.groupBy(steps, ({ charge }) => charge.charge)].map(([id, moves]) => {
    const last = moves.findLast(({ charge }) => charge.kind !== 'refund')
    return {
      id,
      captured: sumOf(moves, 'capture'),
      refunded: sumOf(moves, 'refund'),
      after: last && planned.get(last)?.next,
      at: moves[moves.length - 1].at,
    }
  })

const writeMoves = async (tx: Tx, steps: readonly Moving[], planned: WeakMap<Step, Planned>) => {
  if (steps.length === 0) return
  const changes = changesOf(steps, planned)
  await tx.query(
    `update payments.charge c set captured = c.captured + n.captured, refunded = c.refunded + n.refunded,
            hold = case when n.holds then n.hold else c.hold end, held = case when n.holds then n.held else c.held end,
            ending = case when n.holds then n.ending else c.ending end,
            ended_at = case when n.holds and n.ending is not null then n.at else c.ended_at end
       from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::boolean[], $5::uuid[], $6::bigint[], $7::text[], $8::timestamptz[])
            n(id, captured, refunded, holds, hold, held, ending, at) where c.id = n.id`,
    [
      changes.map(({ id }) => id),
      changes.map(({ captured }) => captured),
      changes.map(({ refunded }) => refunded),
      changes.map(({ after }) => after !== undefined),
      changes.map(({ after }) => after?.hold ?? null),
      changes.map(({ after }) => after?.held ?? 0n),
      changes.map(({ after }) => after?.ending ?? null),
      changes.map(({ at }) => at),
    ],
  )
  await writePaid(tx, steps)
  // What was taken wholly has settled; its authorization is over.
  await tx.query(
    `update payments.payment p set state = 'settled', settled_at = c.ended_at from payments.charge c
      where c.id = any ($1::uuid[]) and c.ending = 'captured' and p.id = c.payment and p.state = 'authorized'`,
    [changes.map(({ id }) => id)],
  )
}

const writePaid = async (tx: Tx, steps: readonly Moving[]) => {
  const paid = steps.flatMap((step) => (step.charge.kind === 'end' ? [] : [{ ...step, move: step.charge }]))
  if (paid.length === 0) return
  await tx.query(
    `insert into payments.charge_move (payment, charge, kind, minor, fee, at)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[])`,
    [
      paid.map(({ payment }) => payment.id),
      paid.map(({ move }) => move.charge),
      paid.map(({ move }) => move.kind),
      paid.map(({ move }) => move.minor),
      paid.map(({ move }) => (move.kind === 'capture' ? move.fee : 0n)),
      paid.map(({ at }) => at),
    ],
  )
  await tx.query(
    `insert into payments.event (payment, at, who, what, note)
     select c.payment, m.at, m.who, m.what, m.note from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[])
       with ordinality m(charge, at, who, what, note, place) join payments.charge c on c.id = m.charge order by m.place`,
    [
      paid.map(({ move }) => move.charge),
      paid.map(({ at }) => at),
      paid.map(({ payment }) => payment.asked_by),
      paid.map(({ move }) => (move.kind === 'capture' ? 'captured' : 'refunded')),
      paid.map(({ payment }) => payment.id),
    ],
  )
}
