/** Every no about files of payments. */
import { Refusal } from '#platform/refusal'

export const fileBroken = (line: number, why: string) =>
  new Refusal(
    'file-broken',
    422,
    `This is no pain.001.001.09 that we can read: line ${line}, ${why}. Nothing was kept.`,
  )
export const fileSumsDiffer = (sentence: string) => new Refusal('file-sums-differ', 422, sentence)
export const fileTooLong = (most: number) =>
  new Refusal('file-too-long', 422, `A file holds at most ${most} orders. Divide it.`)
export const fileMixed = () =>
  new Refusal('file-mixed', 422, 'The orders of a file are in one currency, so that one proof can say their total.')
export const noSuchFile = () => new Refusal('no-such-file', 404, 'You have no such file.')
export const fileNotWaiting = () => new Refusal('file-not-waiting', 409, 'This file does not wait for proof.')
export const idTaken = () => new Refusal('id-taken', 409, 'This id stands for something else.')
