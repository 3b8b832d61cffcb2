import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/refusal'
import { type ChargeMove, planMove, type Tally } from './plan.ts'

const mover = (id: string) => ({ id, currency: 'INR', payer: 'payer', merchant: 'merchant', at: new Date(0) }) as const
const whole = 1_000n
const authorized: Tally = { hold: 'first', held: whole, captured: 0n, refunded: 0n, disputed: 0n, ending: null }
const plan = (tally: Tally, move: object, id = 'part') =>
  planMove(tally, { charge: 'charge', fee: 0n, last: false, ...move } as ChargeMove, mover(id))

/** What the transfers do, as kind and amount. */
const doneBy = (planned: ReturnType<typeof plan>) =>
  planned instanceof Refusal
    ? planned.code
    : planned.transfers?.map((each) => [each.kind, 'amount' in each ? each.amount : null])

test('a part posts some of the hold and sets the rest aside anew, all at once', () => {
  const planned = plan(authorized, { kind: 'capture', minor: 300n, fee: 7n })
  assert.deepEqual(doneBy(planned), [
    ['post', 300n],
    ['pending', 700n],
    ['posted', 7n],
  ])
  assert.ok(!(planned instanceof Refusal))
  const [post, rest, fee] = planned.transfers ?? []
  assert.deepEqual([post && 'pending' in post && post.pending, post?.id], ['first', 'part'])
  assert.equal(planned.next.hold, rest?.id)
  assert.deepEqual(rest && 'debit' in rest && [rest.debit, rest.credit], ['payer', 'merchant'])
  assert.equal(fee && 'debit' in fee && fee.debit, 'merchant')
  assert.deepEqual([planned.next.held, planned.next.captured, planned.next.ending], [700n, 300n, null])
})

test('not one unit more is taken than is set aside, and nothing where nothing is', () => {
  assert.equal(doneBy(plan(authorized, { kind: 'capture', minor: whole + 1n })), 'exceeds-authorized')
  assert.equal(
    doneBy(plan({ ...authorized, hold: null, held: 0n }, { kind: 'capture', minor: 1n })),
    'charge-not-authorized',
  )
})

test('all of it, or the last part, leaves nothing on hold and ends the charge', () => {
  for (const move of [{ minor: whole }, { minor: 1n, last: true }]) {
    const planned = plan(authorized, { kind: 'capture', ...move })
    assert.ok(!(planned instanceof Refusal))
    assert.deepEqual([planned.next.hold, planned.next.held, planned.next.ending], [null, 0n, 'captured'])
    assert.equal(planned.transfers?.length, 1)
  }
})

test('to let go voids the hold, and is refused where what was taken is another than was thought', () => {
  assert.deepEqual(doneBy(plan(authorized, { kind: 'end', ending: 'voided', hasCaptured: false })), [['void', null]])
  assert.equal(doneBy(plan(authorized, { kind: 'end', ending: 'voided', hasCaptured: true })), 'charge-changed')
  const taken = { ...authorized, captured: 1n }
  assert.equal(doneBy(plan(taken, { kind: 'end', ending: 'expired', hasCaptured: false })), 'charge-changed')
  assert.equal(
    doneBy(plan({ ...authorized, hold: null, held: 0n }, { kind: 'end', ending: 'voided', hasCaptured: false })),
    'charge-changed',
  )
})

test('what is disputed is not given back as well', () => {
  const taken = { ...authorized, captured: 500n, refunded: 100n, disputed: 150n }
  assert.equal(doneBy(plan(taken, { kind: 'refund', minor: 251n })), 'exceeds-captured')
  const planned = plan(taken, { kind: 'refund', minor: 250n })
  assert.ok(!(planned instanceof Refusal))
  assert.equal(planned.next.refunded, 350n)
})

test('whatever is done in whatever order: never more taken than set aside, never more given back than taken', () => {
  const minor = fc.bigInt({ min: 1n, max: 700n })
  const moves = fc.oneof(
    fc.record({ kind: fc.constant('capture'), minor, last: fc.boolean() }),
    fc.record({ kind: fc.constant('refund'), minor }),
    fc.record({ kind: fc.constant('end'), ending: fc.constantFrom('voided', 'expired'), hasCaptured: fc.boolean() }),
  )
  fc.assert(
    fc.property(fc.array(moves, { maxLength: 12 }), (done) => {
      let tally = authorized
      for (const [index, move] of done.entries()) {
        const planned = plan(tally, move, `part ${index}`)
        if (planned instanceof Refusal) continue
        const { next, transfers } = planned
        const posted = transfers?.find(({ kind }) => kind === 'post')
        const again = transfers?.find(({ kind }) => kind === 'pending')
        if (move.kind === 'capture') {
          assert.equal(posted && 'amount' in posted && posted.amount, next.captured - tally.captured)
          assert.equal(again && 'amount' in again ? again.amount : 0n, next.held)
        }
        assert.ok(next.captured + next.held <= whole && next.refunded <= next.captured)
        assert.equal(next.hold !== null, next.held > 0n)
        assert.ok(next.ending === null || next.held === 0n)
        tally = next
      }
    }),
  )
})
