/** Checks a receipt as a file with Node's own cryptography. */
import { type CheckedReceipt, checkReceipt } from '../wire.ts'
import { nodePrimitives } from './primitives.ts'

/** `trusted` are the bank's keys where the reader has them; null takes those of the file. A newline at the end is an editor's. */
export const checkReceiptFile = (text: string, trusted: readonly string[] | null): Promise<CheckedReceipt> =>
  checkReceipt(nodePrimitives, text.endsWith('\n') ? text.slice(0, -1) : text, trusted)
