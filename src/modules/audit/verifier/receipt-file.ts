/** Checks a receipt as a file with Node's own cryptography. */
import { type CheckedReceipt, checkReceipt, checkShortReceipt, isShortReceipt } from '../wire.ts'
import { nodePrimitives } from './primitives.ts'

/**
 * `trusted` are the bank's keys where the reader has them; null takes those of the file. A newline at the end is an editor's. What a QR
 * code says, an address with the receipt after its #, is checked, too.
 */
export const checkReceiptFile = (text: string, trusted: readonly string[] | null): Promise<CheckedReceipt> => {
  const plain = text.endsWith('\n') ? text.slice(0, -1) : text
  const check = isShortReceipt(plain) ? checkShortReceipt : checkReceipt
  return check(nodePrimitives, plain, trusted)
}
