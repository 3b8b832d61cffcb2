/** An analyst answers a payer who says of a stopped payment that it was them. Nothing moves by it; what was found out is a label. */
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { storeLabels } from '../learn.ts'
import { closeCases } from './end.ts'

export type Finding = 'genuine' | 'fraud' | 'unclear'

export interface Answering {
  /** Of the case. */
  readonly id: string
  readonly payment: string
  readonly answer: Finding
  readonly note: string
  readonly analyst: string
}

const checkWaits = async (tx: Query, { id, payment }: Answering) => {
  const [file] = await tx.query('select from fraud.case_file where id = $1 for update', [id])
  if (!file) throw new Refusal('no-such-case', 404, 'There is no such case.')
  const found = await tx.query(
    `select from fraud.case_payment join fraud.statement using (payment) where payment = $1 and case_file = $2`,
    [payment, id],
  )
  if (found.length === 0)
    throw new Refusal(
      'no-such-payment',
      404,
      'No payment of this case is one of which its payer says that it was them.',
    )
}

const isSame = async (tx: Query, { payment, answer, analyst }: Answering): Promise<boolean> => {
  const [before] = await tx.query<{ answer: Finding; analyst: string }>(
    'select answer, analyst from fraud.answer where payment = $1',
    [payment],
  )
  if (before && (before.answer !== answer || before.analyst !== analyst))
    throw new Refusal('answered', 409, 'Somebody has answered this already.')
  return before !== undefined
}

const write = async (tx: Query, { id, payment, answer, note, analyst }: Answering, at: Date) => {
  await tx.query('insert into fraud.answer (payment, analyst, at, answer, note) values ($1, $2, $3, $4, $5)', [
    payment,
    analyst,
    at,
    answer,
    note,
  ])
  await tx.query('update fraud.case_payment set ended_at = $2 where payment = $1', [payment, at])
  await tx.query(
    'insert into fraud.case_entry (case_file, at, who, what, payment, note) values ($1, $2, $3, $4, $5, $6)',
    [id, at, analyst, answer, payment, note],
  )
  await closeCases(tx, [{ id, at }])
}

/**
 * The same again by the same analyst changes nothing. Throws no-such-case, no-such-payment and answered. `onLabel` is awaited after
 * the commit of one that is a label.
 */
export const createAnswer =
  (db: Database, clock: Clock, onLabel: () => Promise<void>) =>
  async (answering: Answering): Promise<void> => {
    const { payment, answer, analyst } = answering
    await db.transaction(async (tx) => {
      await checkWaits(tx, answering)
      if (await isSame(tx, answering)) return
      const at = clock()
      await write(tx, answering, at)
      if (answer !== 'unclear')
        await storeLabels(tx, [
          { payment, isFraud: answer === 'fraud', knownAt: at, source: 'analyst', toldBy: analyst },
        ])
    })
    if (answer !== 'unclear') await onLabel()
  }
