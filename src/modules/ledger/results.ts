/** Result codes of create-transfers: TigerBeetle's names and numbers where they exist, from 1000 on our own. */
export const transferResults = {
  0: 'ok',
  8: 'debit_account_id_must_not_be_zero',
  10: 'credit_account_id_must_not_be_zero',
  12: 'accounts_must_be_different',
  13: 'pending_id_must_be_zero',
  14: 'pending_id_must_not_be_zero',
  16: 'pending_id_must_be_different',
  18: 'amount_must_not_be_zero',
  19: 'ledger_must_not_be_zero',
  20: 'code_must_not_be_zero',
  21: 'debit_account_not_found',
  22: 'credit_account_not_found',
  23: 'accounts_must_have_the_same_ledger',
  24: 'transfer_must_have_the_same_ledger_as_accounts',
  25: 'pending_transfer_not_found',
  26: 'pending_transfer_not_pending',
  27: 'pending_transfer_has_different_debit_account_id',
  28: 'pending_transfer_has_different_credit_account_id',
  29: 'pending_transfer_has_different_ledger',
  30: 'pending_transfer_has_different_code',
  31: 'exceeds_pending_transfer_amount',
  32: 'pending_transfer_has_different_amount',
  33: 'pending_transfer_already_posted',
  34: 'pending_transfer_already_voided',
  36: 'exists_with_different_flags',
  37: 'exists_with_different_debit_account_id',
  38: 'exists_with_different_credit_account_id',
  39: 'exists_with_different_amount',
  40: 'exists_with_different_pending_id',
  45: 'exists_with_different_code',
  46: 'exists',
  51: 'overflows_debits',
  52: 'overflows_credits',
  54: 'exceeds_credits',
  55: 'exceeds_debits',
  67: 'exists_with_different_ledger',
  1001: 'debit_account_frozen',
  1002: 'credit_account_frozen',
} as const

export type TransferResult = (typeof transferResults)[keyof typeof transferResults]

/** The name of a code that the book answered; an unknown number is a bug. */
export const resultOf = (code: number): TransferResult => {
  const name = (transferResults as Record<number, TransferResult>)[code]
  if (!name) throw new Error(`the book answered the unknown code ${code}`)
  return name
}
