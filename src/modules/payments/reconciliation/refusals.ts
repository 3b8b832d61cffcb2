/** Every no about statements that are held against the books. */
import { Refusal } from '#platform/refusal'

export const statementBroken = (line: number, why: string) =>
  new Refusal('statement-broken', 422, `This is no statement that we can read: line ${line}, ${why}. Nothing was kept.`)
export const statementSumsDiffer = () =>
  new Refusal(
    'file-sums-differ',
    422,
    'The opening balance and the entries do not make the closing balance. Nothing was kept.',
  )
export const statementTooLong = (most: number) =>
  new Refusal('file-too-long', 422, `A statement holds at most ${most} lines. Divide it.`)
export const noSuchReconciliation = () => new Refusal('no-such-reconciliation', 404, 'There is no such reconciliation.')
export const noSuchBreak = () => new Refusal('no-such-break', 404, 'There is no such break.')
export const breakEnded = () => new Refusal('break-ended', 409, 'This break has ended already.')
