/** Result codes of the book: TigerBeetle's names and numbers where they exist, from 1000 on our own; docs/ledger.md says when. */
export const transferResults = {
  0: 'ok',
  1: 'linked_event_failed',
  2: 'linked_event_chain_open',
  4: 'reserved_flag',
  5: 'id_must_not_be_zero',
  7: 'flags_are_mutually_exclusive',
  8: 'debit_account_id_must_not_be_zero',
  10: 'credit_account_id_must_not_be_zero',
  12: 'accounts_must_be_different',
  13: 'pending_id_must_be_zero',
  14: 'pending_id_must_not_be_zero',
  16: 'pending_id_must_be_different',
  17: 'timeout_reserved_for_pending_transfer',
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
  35: 'pending_transfer_expired',
  36: 'exists_with_different_flags',
  37: 'exists_with_different_debit_account_id',
  38: 'exists_with_different_credit_account_id',
  39: 'exists_with_different_amount',
  40: 'exists_with_different_pending_id',
  44: 'exists_with_different_timeout',
  45: 'exists_with_different_code',
  46: 'exists',
  47: 'overflows_debits_pending',
  48: 'overflows_credits_pending',
  49: 'overflows_debits_posted',
  50: 'overflows_credits_posted',
  51: 'overflows_debits',
  52: 'overflows_credits',
  53: 'overflows_timeout',
  54: 'exceeds_credits',
  55: 'exceeds_debits',
  59: 'imported_event_timestamp_must_not_advance',
  61: 'imported_event_timestamp_must_postdate_debit_account',
  62: 'imported_event_timestamp_must_postdate_credit_account',
  63: 'imported_event_timeout_must_be_zero',
  65: 'debit_account_already_closed',
  66: 'credit_account_already_closed',
  67: 'exists_with_different_ledger',
  1001: 'debit_account_frozen',
  1002: 'credit_account_frozen',
  1003: 'period_closed',
  1004: 'reversed_transfer_not_found',
  1005: 'reversed_transfer_not_posted',
  1006: 'reversed_transfer_already_reversed',
  1007: 'reversal_has_different_debit_account_id',
  1008: 'reversal_has_different_credit_account_id',
  1009: 'reversal_has_different_amount',
  1010: 'reversal_has_different_ledger',
  1012: 'pending_transfer_not_expired',
  1013: 'exists_with_different_value_date',
  1014: 'exists_with_different_reversed_id',
  1015: 'reversed_id_must_not_be_zero',
  1016: 'reversed_id_must_be_different',
} as const

export type TransferResult = (typeof transferResults)[keyof typeof transferResults]

/** Results of create-accounts, after TigerBeetle's CreateAccountResult. */
export const accountResults = {
  0: 'ok',
  1: 'linked_event_failed',
  2: 'linked_event_chain_open',
  5: 'reserved_flag',
  6: 'id_must_not_be_zero',
  8: 'flags_are_mutually_exclusive',
  13: 'ledger_must_not_be_zero',
  14: 'code_must_not_be_zero',
  15: 'exists_with_different_flags',
  19: 'exists_with_different_ledger',
  20: 'exists_with_different_code',
  21: 'exists',
  24: 'imported_event_timestamp_out_of_range',
  25: 'imported_event_timestamp_must_not_advance',
} as const

export type AccountResult = (typeof accountResults)[keyof typeof accountResults]

const nameIn =
  <Name extends string>(names: Readonly<Record<number, Name>>) =>
  (code: number): Name => {
    const name = names[code]
    if (!name) throw new Error(`the book answered the unknown code ${code}`)
    return name
  }

/** The name of a code that the book answered for a transfer; an unknown number is a bug. */
export const resultOf = nameIn<TransferResult>(transferResults)

/** The same for an account. */
export const accountResultOf = nameIn<AccountResult>(accountResults)
