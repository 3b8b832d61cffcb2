import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import { type Person, password } from '#testing/bank'
import { openHall } from '../test-hall.ts'
import { isStricter, type LockerPolicy } from '../wire.ts'
import { usualPolicy } from './policy.ts'

/** Each value with one that is looser and, where there is one, one that is stricter. */
const values: Readonly<
  Record<keyof LockerPolicy, { readonly looser: number | boolean; readonly stricter?: number | boolean }>
> = {
  ownerUpTo: { looser: 0.56, stricter: 0.5 },
  unsureUpTo: { looser: 0.63, stricter: 0.6 },
  motions: { looser: 1, stricter: 3 },
  challengeSeconds: { looser: 50, stricter: 30 },
  personTries: { looser: 5, stricter: 3 },
  codeTries: { looser: 4, stricter: 2 },
  freshSeconds: { looser: 200, stricter: 100 },
  attemptSeconds: { looser: 500, stricter: 300 },
  doorOpenSeconds: { looser: 700, stricter: 500 },
  keepPicturesDays: { looser: 30 },
  keepDeniedDays: { looser: 366 },
  mayQueueOffline: { looser: false },
  mayOpenOffline: { looser: true },
  offlineMinutes: { looser: 90, stricter: 30 },
  asksForPasskeyToo: { looser: false, stricter: true },
}

test('a policy is stricter where no value lets more in or keeps something else, and looser by any one value', () => {
  const before = { ...usualPolicy, asksForPasskeyToo: false }
  assert.equal(isStricter(before, before), true)
  for (const [name, { looser, stricter }] of Object.entries(values)) {
    const from = name === 'asksForPasskeyToo' ? { ...before, asksForPasskeyToo: true } : before
    assert.equal(isStricter(from, { ...from, ownerUpTo: 0.4, [name]: looser } as LockerPolicy), false, `${name} looser`)
    if (stricter !== undefined)
      assert.equal(isStricter(before, { ...before, [name]: stricter }), true, `${name} stricter`)
  }
  assert.equal(isStricter({ ...before, mayOpenOffline: true }, before), true)
})

const openPolicies = async () => {
  const hall = await openHall()
  const { bank, administrator } = hall
  const second = await bank.person('administrator', 'Farah')
  const policyOf = async (who: Person = administrator): Promise<LockerPolicy> =>
    (await hall.good(who, 'GET', '/v1/locker/policy')).policy
  const propose = async (
    more: object,
    { who = administrator, id = bank.newId(), proof = { password } as object | null } = {},
  ) => {
    const body = {
      policy: { ...(await policyOf(who)), ...more },
      reason: 'The line breaks often',
      ...(proof && { proof }),
    }
    return { id, ...(await bank.ask(who, 'PUT', `/v1/locker/policies/${id}`, body)) }
  }
  const decide = (who: Person, id: string, decision = 'grant', proof: object | null = { password }) =>
    bank.ask(who, 'POST', `/v1/locker/policies/${id}/decision`, { decision, note: '', ...(proof && { proof }) })
  return { ...hall, second, policyOf, propose, decide, [Symbol.asyncDispose]: () => hall[Symbol.asyncDispose]() }
}

test('nobody alone lets boxes open without the bank: one administrator signs it and another one grants it', async () => {
  await using hall = await openPolicies()
  const { bank, administrator, second, tellers, propose, decide, policyOf } = hall
  const kiosk = await hall.makeKiosk('Left')
  const permit = () => bank.ask(kiosk, 'POST', '/v1/locker/kiosk/permits')
  const offline = { mayOpenOffline: true }
  assert.equal((await propose(offline, { proof: null })).code, 'proof-needed')
  assert.equal((await propose(offline, { proof: { password: 'not his' } })).code, 'wrong-credentials')
  const { id, status, body } = await propose(offline)
  assert.deepEqual([status, body.policy.mayOpenOffline, body.waits.policy.mayOpenOffline], [200, false, true])
  assert.deepEqual([body.waits.askedBy.name, body.waits.isMine], ['Arun', true])
  assert.equal((await permit()).code, 'no-permits')
  assert.equal((await propose({ ...offline, offlineMinutes: 90 })).code, 'policy-waits')

  const waiting = (await hall.good(second, 'GET', '/v1/approvals')).items
  assert.deepEqual([waiting[0].kind, waiting[0].path], ['locker.policy', '/lockers/policy'])
  assert.equal((await decide(administrator, id)).code, 'second-person-needed')
  assert.equal((await decide(tellers[0], id)).status, 403)
  assert.equal((await decide(second, id, 'grant', null)).code, 'proof-needed')
  assert.equal((await policyOf()).mayOpenOffline, false)
  const granted = await decide(second, id)
  assert.deepEqual(
    [granted.body.policy.mayOpenOffline, granted.body.setBy.name, granted.body.grantedBy.name, granted.body.waits],
    [true, 'Arun', 'Farah', null],
  )
  assert.equal((await permit()).status, 201)
  assert.equal((await decide(second, id)).code, 'policy-decided')
  assert.equal((await propose({ offlineMinutes: 90 }, { id })).code, 'id-taken')
  assert.equal((await decide(second, bank.newId())).code, 'no-such-policy')
})

test('what only makes the doors stricter holds at once, and a looser policy that was signed before it is not granted after it', async () => {
  await using hall = await openPolicies()
  const { administrator, second, propose, decide, policyOf } = hall
  const first = (await propose({ mayOpenOffline: true })).id
  const stricter = await propose({ personTries: 2 }, { who: second, proof: null })
  assert.deepEqual(
    [stricter.body.policy.personTries, stricter.body.grantedBy, stricter.body.setBy.name],
    [2, null, 'Farah'],
  )
  // It would bring back the tries of before.
  assert.equal((await decide(second, first)).code, 'content-changed')
  assert.equal((await decide(administrator, first, 'deny', null)).body.waits, null)
  const again = (await propose({ mayOpenOffline: true })).id
  await decide(second, again)
  assert.deepEqual([(await policyOf()).personTries, (await policyOf()).mayOpenOffline], [2, true])
  await propose({ mayOpenOffline: false }, { proof: null })
  assert.equal((await policyOf()).mayOpenOffline, false)
})

test('a proposal whose values were altered behind the first signature is not granted, and one that nobody decides makes room', async () => {
  await using hall = await openPolicies()
  const { bank, second, propose, decide } = hall
  const { id } = await propose({ motions: 1 })
  await bank.db.query(`update locker.policy_proposal set policy = policy || '{"codeTries": 5}' where id = $1`, [id])
  assert.equal((await decide(second, id)).code, 'content-changed')
  bank.pass(3 * dayMs)
  const [arun, farah] = [await bank.person('administrator', 'Vera'), await bank.person('administrator', 'Ravi')]
  assert.equal((await hall.good(arun, 'GET', '/v1/locker/policy')).waits, null)
  assert.deepEqual((await hall.good(arun, 'GET', '/v1/approvals')).items, [])
  assert.equal((await decide(farah, id)).code, 'signature-expired')
  assert.equal((await propose({ motions: 1 }, { who: arun })).body.waits.policy.motions, 1)
})
