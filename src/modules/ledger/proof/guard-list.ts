/** What has to stand around the book. A migration that adds a trigger or a check to the schema adds its name here. */

export interface Guard {
  readonly kind: 'trigger' | 'check' | 'unique'
  readonly table: string
  readonly name: string
}

/** The tables of the book itself: ordinary, without rules, row security or triggers that are not listed. */
export const guardedTables = ['transfer', 'account', 'balance_history', 'expiring', 'closing']

/** Triggers that refuse every change by `ledger.refuse_change`. */
export const immutable = ['transfer_is_immutable', 'balance_history_is_immutable', 'period_event_is_immutable']

const list: Readonly<Record<Guard['kind'], Readonly<Record<string, string>>>> = {
  trigger: {
    transfer: 'transfer_is_immutable transfer_is_a_leaf',
    balance_history: 'balance_history_is_immutable',
    period: 'period_is_only_filled_in period_is_never_emptied',
    period_event: 'period_event_is_immutable',
  },
  check: {
    account: `account_closed_is_empty account_debits_limit account_credits_limit account_flags_check account_flags_check1
      account_ledger_check account_code_check account_debits_pending_check account_debits_posted_check
      account_credits_pending_check account_credits_posted_check`,
    transfer: 'transfer_amount_check transfer_check transfer_kind_check transfer_refers transfer_timeout_check',
    closing: 'closing_is_only_check',
    reopening: 'reopening_needs_two_people',
  },
  unique: {
    account: 'account_pkey',
    transfer: 'transfer_pkey transfer_pending transfer_reverses',
    expiring: 'expiring_pkey',
    balance_history: 'balance_history_pkey',
    closing: 'closing_pkey',
    period: 'period_is_closed_once',
  },
}

const kinds = ['trigger', 'check', 'unique'] as const

export const guards: readonly Guard[] = kinds.flatMap((kind) =>
  Object.entries(list[kind]).flatMap(([table, names]) =>
    names.split(/\s+/).map((name): Guard => ({ kind, table, name })),
  ),
)
