/** What the log answers, and how anyone checks it. */
export { canonicalOf, type Json } from './wire/canonical.ts'
export { readCheckpoint, readKey, readNote, signersOf } from './wire/check-note.ts'
export { isConsistent, leafHashOf, type Primitives, rootByInclusion } from './wire/check-proof.ts'
export {
  type CheckedReceipt,
  checkReceipt,
  type Receipt,
  type ReceiptFault,
  receiptSchema,
} from './wire/check-receipt.ts'
export { leafReceipt, leafReceipts, leaves, oneLeaf } from './wire/leaves.ts'
export { checkShortReceipt, isShortReceipt, shortReceipt } from './wire/short-receipt.ts'
export { cosign, standing } from './wire/standing.ts'
