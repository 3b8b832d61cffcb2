import { type Receipt, shortReceipt } from '#wire/audit'
import { browserPrimitives } from '../../../shared/receipts/primitives.ts'

/** What the QR code of a receipt says. `isWhole` says that it proves itself; otherwise it leads to the receipt. */
export interface ReceiptCode {
  readonly text: string
  readonly isWhole: boolean
}

/** More than this is a code that a telephone does not read from paper. */
export const MOST_OF_A_CODE = 1850

/** The receipt itself in an address where that fits a code, else where the receipt is. */
export const codeOf = async (receipt: Receipt, payment: string, origin: string): Promise<ReceiptCode> => {
  const short = await shortReceipt(browserPrimitives, receipt)
  const address = `${origin}/verify${short ?? ''}`
  if (short !== null && address.length <= MOST_OF_A_CODE) return { isWhole: true, text: address }
  return { isWhole: false, text: `${origin}/payments/${payment}/receipt` }
}
