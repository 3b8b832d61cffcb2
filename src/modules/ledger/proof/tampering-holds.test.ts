import { change, copy, strange, testDeeds } from './test-deed.ts'

const holds = /^every hold ends at most once/
const reversals = /^every reversal mirrors/
const history = /^the history of an account/
const expiring = /^the list of expiring holds/

testDeeds([
  {
    what: 'a hold that ends in more than it was',
    sql: ({ ids }) => change(ids.posted, 'amount = 999'),
    rule: holds,
    offender: ({ ids }) => ids.posted,
    detail: /of 30 with 999/,
  },
  {
    what: 'a hold that ends twice',
    sql: ({ ids }) => `drop index ledger.transfer_pending; ${copy(ids.voided, { id: `'${strange}'` })}`,
    rule: holds,
    offender: () => strange,
    detail: /which had ended/,
  },
  {
    what: 'a hold posted after its time',
    sql: ({ ids }) => change(ids.posted, "booked_at = booked_at + interval '1 hour'"),
    rule: holds,
    offender: ({ ids }) => ids.posted,
    detail: /after its time/,
  },
  {
    what: 'a hold expired before its time',
    sql: ({ ids }) => change(ids.lapsed, 'timeout = 3600'),
    rule: holds,
    offender: ({ ids }) => ids.expired,
    detail: /before its time/,
  },
  {
    what: 'a hold that is not there',
    sql: ({ ids }) => `delete from ledger.transfer where id = '${ids.dropped}'`,
    rule: holds,
    offender: ({ ids }) => ids.voided,
    detail: /not in the book/,
  },
  {
    what: 'an end of what is no hold',
    sql: ({ ids }) => change(ids.posted, `pending_id = '${ids.sent}'`),
    rule: holds,
    offender: ({ ids }) => ids.posted,
    detail: /not pending/,
  },
  {
    what: 'a hold ended to somebody else',
    sql: ({ ids, accounts }) => change(ids.posted, `credit_account = '${accounts.cleo}'`),
    rule: holds,
    offender: ({ ids }) => ids.posted,
    detail: /other accounts/,
  },
  {
    what: 'a reversal of more than was',
    sql: ({ ids }) => change(ids.undone, 'amount = 71'),
    rule: reversals,
    offender: ({ ids }) => ids.undone,
    detail: /of 70 with 71/,
  },
  {
    what: 'a second reversal',
    sql: ({ ids }) => `drop index ledger.transfer_reverses; ${copy(ids.undone, { id: `'${strange}'` })}`,
    rule: reversals,
    offender: () => strange,
    detail: /was reversed/,
  },
  {
    what: 'a reversal of a hold',
    sql: ({ ids }) => change(ids.undone, `reverses = '${ids.open}'`),
    rule: reversals,
    offender: ({ ids }) => ids.undone,
    detail: /not posted/,
  },
  {
    what: 'an altered history of balances',
    sql: ({ ids }) =>
      `update ledger.balance_history set credits_posted = credits_posted + 1 where transfer = '${ids.fromCleo}'`,
    rule: history,
    offender: ({ ids }) => ids.fromCleo,
    detail: /201 \+ 0; expected/,
  },
  {
    what: 'a deleted row of that history',
    sql: ({ ids }) => `delete from ledger.balance_history where transfer = '${ids.atMost}'`,
    rule: history,
    offender: ({ ids }) => ids.atMost,
  },
  {
    what: 'an open hold taken off the list of those that expire',
    sql: () => 'delete from ledger.expiring',
    rule: expiring,
    offender: ({ ids }) => ids.open,
    detail: /not listed/,
  },
  {
    what: 'a hold put on that list',
    sql: ({ ids }) => `insert into ledger.expiring values ('${ids.endless}', now())`,
    rule: expiring,
    offender: ({ ids }) => ids.endless,
  },
  {
    what: 'a hold listed for another time',
    sql: () => "update ledger.expiring set expires_at = expires_at + interval '1 day'",
    rule: expiring,
    offender: ({ ids }) => ids.open,
    detail: /2026-03-03 10:00:00, and expires at 2026-03-02 10:00:00/,
  },
])
