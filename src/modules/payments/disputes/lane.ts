/** Disputes in the lane: money moves for one under its lock, once. */
import type { Transfer } from '#modules/ledger'
import type { Tx } from '#platform/database'
import type { Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import type { Opening, Step } from '../step.ts'
import type { Tell } from '../telling/tell.ts'
import { type Accounts, type DisputeMove, faultOf, type Moving as MovingKind, transferOf } from './plan.ts'
import { disputeOver, noSuchDispute, proposalEnded } from './refusals.ts'
import { type DisputeRow, lockDisputes, lockWaiting } from './rows.ts'
import { writeMove } from './write.ts'

/** What a step carries for a dispute. */
export interface DisputeStep {
  readonly move: DisputeMove & { readonly kind: MovingKind }
  readonly accounts: Accounts
  /** Whether the payer had been advanced when the payment was made; another answer now makes it another payment. */
  readonly isCredited: boolean
}

type Moving = Opening & { readonly dispute: DisputeStep }

const isMoving = (step: Step): step is Moving => step.isNew && step.dispute !== undefined

/** What takes part in the lane, and what the book is asked for instead of the step's own transfers. */
export const createDisputeLane = (tell: Tell) => {
  const planned = new WeakMap<Step, { readonly row: DisputeRow; readonly transfer: Transfer | null }>()

  const plan = (step: Moving, row: DisputeRow | undefined, isTaken: boolean): Refusal | null => {
    const { move, accounts, isCredited } = step.dispute
    if (!row) return noSuchDispute()
    const fault = faultOf(move.kind, row)
    if (fault) return fault
    // Another step of the same batch may end it, or the advance was given in between: whoever is second looks again.
    if (isTaken || (row.credit !== null) !== isCredited) return disputeOver()
    planned.set(step, { row, transfer: transferOf(step.payment.id, move.kind, row, accounts, step.at) })
    return null
  }

  const decider: Participant<Step> = {
    name: 'disputes',
    decide: async (tx, standing) => {
      const refused = new Map<Step, Refusal>()
      const steps = standing.filter(isMoving)
      if (steps.length === 0) return refused
      const rows = await lockDisputes(tx, [...new Set(steps.map(({ dispute }) => dispute.move.dispute))])
      const byId = new Map(rows.map((row) => [row.id, row]))
      const taken = new Set<string>()
      for (const step of steps) {
        const id = step.dispute.move.dispute
        const { proposal } = step.dispute.move
        const waits = proposal === null || (await lockWaiting(tx, proposal))
        const refusal = waits ? plan(step, byId.get(id), taken.has(id)) : proposalEnded()
        if (refusal) refused.set(step, refusal)
        else taken.add(id)
      }
      return refused
    },
  }

  const record = async (tx: Tx, step: Moving): Promise<void> => {
    const plannedNow = planned.get(step)
    if (plannedNow) await writeMove(tx, tell, plannedNow.row, step.dispute.move, step.payment.id, step.at)
  }

  const recorder: Participant<Step> = {
    name: 'disputes',
    record: async (tx, fates) => {
      for (const { item, refusal } of fates) if (!refusal && isMoving(item)) await record(tx, item)
    },
  }
  const transfersOf = (step: Step) => planned.get(step)?.transfer ?? null
  return { decider, recorder, transfersOf }
}
