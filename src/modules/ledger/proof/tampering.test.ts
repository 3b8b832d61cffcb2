import { change, copy, strange, testDeeds } from './test-deed.ts'

const balance = /^the balance after each entry/
const counters = /^the counters of each account/
const form = /^every transfer is well-formed/
const orphan = /^no orphan/
const limit = /^no account passes its limit/

testDeeds([
  {
    what: 'a changed amount',
    sql: ({ ids }) => change(ids.toCleo, 'amount = amount + 1'),
    rule: balance,
    offender: ({ ids }) => ids.toCleo,
    detail: /balance (730 written, 729|200 written, 201) expected/,
  },
  {
    what: 'an amount larger than any sum',
    sql: ({ ids }) => change(ids.toCleo, 'amount = 9223372036854775807'),
    rule: balance,
    offender: ({ ids }) => ids.toCleo,
  },
  {
    what: 'an amount below zero',
    sql: ({ ids }) =>
      `alter table ledger.transfer drop constraint transfer_amount_check; ${change(ids.toCleo, 'amount = -200')}`,
    rule: form,
    offender: ({ ids }) => ids.toCleo,
    detail: /its amount is -200/,
  },
  {
    what: 'a transfer charged to somebody else',
    sql: ({ ids, accounts }) => change(ids.toCleo, `debit_account = '${accounts.bob}'`),
    rule: balance,
    offender: ({ ids }) => ids.toCleo,
  },
  {
    what: 'a transfer paid to somebody else',
    sql: ({ ids, accounts }) => change(ids.fundBob, `credit_account = '${accounts.cleo}'`),
    rule: balance,
    offender: ({ ids }) => ids.sent,
  },
  {
    what: 'a balance written differently',
    sql: ({ ids }) => change(ids.atMost, 'credit_balance = credit_balance + 1'),
    rule: balance,
    offender: ({ ids }) => ids.atMost,
  },
  {
    what: 'a deleted transfer',
    sql: ({ ids }) => `delete from ledger.transfer where id = '${ids.fromCleo}'`,
    rule: balance,
    offender: ({ ids }) => ids.atMost,
  },
  {
    what: 'a deleted last transfer',
    sql: ({ ids }) => `delete from ledger.transfer where id = '${ids.undone}'`,
    rule: counters,
    offender: ({ accounts }) => accounts.ada,
  },
  {
    what: 'a transfer written by hand without its balances',
    sql: ({ ids }) => copy(ids.toCleo, { id: `'${strange}'` }),
    rule: balance,
    offender: () => strange,
  },
  {
    what: 'a transfer written by hand with its balances, but no counters',
    sql: ({ ids }) =>
      copy(ids.undone, {
        id: `'${strange}'`,
        kind: '0',
        reverses: 'null',
        amount: '1',
        debit_balance: 'debit_balance - 1',
        credit_balance: 'credit_balance + 1',
      }),
    rule: counters,
    offender: ({ accounts }) => accounts.ada,
  },
  {
    what: 'an altered counter',
    sql: ({ accounts }) =>
      `update ledger.account set debits_posted = debits_posted + 1 where id = '${accounts.opening}'`,
    rule: counters,
    offender: ({ accounts }) => accounts.opening,
  },
  {
    what: 'counters altered on both sides, so that sums agree',
    sql: ({ accounts }) =>
      `update ledger.account set credits_posted = credits_posted + 1 where id = '${accounts.bob}'; update ledger.account set debits_posted = debits_posted + 1 where id = '${accounts.opening}'`,
    rule: counters,
    offender: ({ accounts }) => accounts.opening,
  },
  {
    what: 'a counter of an account without transfers',
    sql: () => 'update ledger.account set debits_posted = 1 where ledger = 840',
    rule: counters,
    offender: null,
  },
  {
    what: 'a forgotten newest booking time',
    sql: ({ accounts }) => `update ledger.account set last_booked_at = '2026-01-01' where id = '${accounts.ada}'`,
    rule: /^each account knows of its newest/,
    offender: ({ accounts }) => accounts.ada,
  },
  {
    what: 'a late transfer that hides it',
    sql: ({ ids }) => change(ids.late, 'is_late = false'),
    rule: /^along an account booking times/,
    offender: ({ ids }) => ids.late,
  },
  {
    what: 'a transfer marked late that is not',
    sql: ({ ids }) => change(ids.sent, 'is_late = true'),
    rule: /^what is marked late was booked before/,
    offender: ({ ids }) => ids.sent,
  },
  {
    what: 'a newest booking time that never was',
    sql: ({ accounts }) => `update ledger.account set last_booked_at = '2026-04-01' where id = '${accounts.ada}'`,
    rule: /^each account knows of its newest/,
    offender: ({ accounts }) => accounts.ada,
    detail: /its newest entry is of 2026-03-02 09:00:01/,
  },
  {
    what: 'a deleted account',
    sql: ({ accounts }) => `delete from ledger.account where id = '${accounts.bob}'`,
    rule: orphan,
    offender: ({ ids }) => ids.fundBob,
    detail: /356 and nowhere/,
  },
  {
    what: 'a transfer moved to another ledger',
    sql: ({ ids }) => change(ids.toCleo, 'ledger = 840'),
    rule: orphan,
    offender: ({ ids }) => ids.toCleo,
    detail: /ledger 840, accounts of 356 and 356/,
  },
  {
    what: 'an account that may not be overdrawn, and was',
    sql: ({ accounts }) =>
      `alter table ledger.account drop constraint account_debits_limit; update ledger.account set flags = 1 where id = '${accounts.opening}'`,
    rule: limit,
    offender: ({ ids }) => ids.fundAda,
  },
  {
    what: 'a hold of more than there was',
    sql: ({ ids, accounts }) =>
      `alter table ledger.account drop constraint account_debits_limit; ${change(ids.open, 'amount = 6000')} update ledger.account set debits_pending = debits_pending + 5940 where id = '${accounts.bob}'; update ledger.account set credits_pending = credits_pending + 5940 where id = '${accounts.ada}'`,
    rule: limit,
    offender: ({ ids }) => ids.open,
  },
  {
    what: 'a closed account with money in it',
    sql: ({ accounts }) =>
      `alter table ledger.account drop constraint account_closed_is_empty; update ledger.account set flags = flags | 8 where id = '${accounts.ada}'`,
    rule: /^a closed account is empty/,
    offender: ({ accounts }) => accounts.ada,
  },
  {
    what: 'a flag that does not exist',
    sql: ({ ids }) => change(ids.sent, 'flags = 2'),
    rule: form,
    offender: ({ ids }) => ids.sent,
  },
  {
    what: 'a timeout on a posted transfer',
    sql: ({ ids }) => change(ids.sent, 'timeout = 5'),
    rule: form,
    offender: ({ ids }) => ids.sent,
  },
])
