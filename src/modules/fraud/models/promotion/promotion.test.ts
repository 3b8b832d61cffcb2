import assert from 'node:assert/strict'
import { test } from 'node:test'
import { password, testBank } from '#testing/bank'
import { writeRace } from '#testing/fraud-race'
import { madeModel } from '../test-models.ts'

/** A bank with a challenger, and two people who may promote it. */
const raced = async (knows: Parameters<typeof writeRace>[0]['knows'], days = 70, defrauded?: number) => {
  const bank = await testBank()
  const [priya, farah] = [await bank.person('analyst', 'Priya'), await bank.person('administrator', 'Farah')]
  const champion = bank.fraud.model.version
  const challenger = await bank.fraud.models.register({ file: madeModel({ name: 'young' }), person: null })
  await writeRace({ db: bank.db, lastMs: bank.clock().getTime(), champion, challenger, knows, days, defrauded })
  const ask = (id = bank.newId()) =>
    bank.ask(priya, 'PUT', `/v1/fraud/promotions/${id}`, {
      model: challenger,
      reason: 'It finds more.',
      proof: { password },
    })
  const decide = (id: string, person = farah, decision = 'grant') =>
    bank.ask(person, 'POST', `/v1/fraud/promotions/${id}/decision`, {
      decision,
      note: 'I have seen the figures.',
      proof: { password },
    })
  const log = async () =>
    (await bank.ask(priya, 'GET', '/v1/fraud/model-events')).body.items.map(
      ({ what, person }: { what: string; person: { name: string } | null }) => [what, person?.name ?? null],
    )
  return {
    bank,
    priya,
    farah,
    champion,
    challenger,
    ask,
    decide,
    log,
    [Symbol.asyncDispose]: bank[Symbol.asyncDispose],
  }
}

const better = { champion: 0.8, challenger: 2.5 }

test('a challenger that won is promoted by two people, decides from then on, and the log has both', async () => {
  await using it = await raced(better)
  const id = it.bank.newId()
  const asked = await it.ask(id)
  assert.deepEqual([asked.status, asked.body.outcome, asked.body.comparison.isWon], [200, 'waiting', true])
  assert.equal(asked.body.comparison.frauds, 224)
  assert.equal(it.bank.fraud.model.version, it.champion)

  const granted = await it.decide(id)
  assert.deepEqual([granted.body.outcome, granted.body.endedBy.name], ['granted', 'Farah'])
  assert.equal(it.bank.fraud.model.version, it.challenger)
  assert.deepEqual((await it.log()).slice(0, 2), [
    ['promoted', 'Farah'],
    ['promotion asked', 'Priya'],
  ])
  assert.deepEqual((await it.decide(id)).body, granted.body)
  assert.equal((await it.ask(id)).body.outcome, 'granted')
})

test('a challenger that is no better is refused with the figures, and nothing changes but the log', async () => {
  await using it = await raced({ champion: 2, challenger: 2 })
  const refused = await it.ask()
  assert.deepEqual([refused.status, refused.code], [422, 'promotion-not-won'])
  assert.match(
    refused.body.detail,
    /2240 payments with complete labels, 224 of them fraud, of 224 payers; at least 50 of 10 are needed/,
  )
  assert.match(
    refused.body.detail,
    /Average precision 0\.\d+ against 0\.\d+, the difference between -0\.\d+ and 0\.\d+/,
  )
  assert.equal(await it.bank.fraud.models.waiting(), null)
  assert.deepEqual((await it.log())[0], ['promotion refused', 'Priya'])
})

test('a challenger that is worse is refused', async () => {
  await using it = await raced({ champion: 2.5, challenger: 0.8 })
  assert.equal((await it.ask()).code, 'promotion-not-won')
})

test('a win on too few frauds is no win', async () => {
  await using it = await raced(better, 17)
  const refused = await it.ask()
  assert.equal(refused.code, 'promotion-not-won')
  const [comparison] = await it.bank.fraud.models.comparisons()
  assert.deepEqual([comparison.frauds, comparison.isWon], [40, false])
  assert.ok((comparison.averagePrecision?.low ?? 0) > 0)
})

test('a challenger that finds all frauds of some payers and none of others has won nothing', async () => {
  // Drawn by payments it would have won on both figures: the frauds of nine payers are found far better, those of three are missed.
  await using it = await raced({ champion: 2, challenger: (payer) => (payer % 4 < 3 ? 4.5 : 0) }, 70, 12)
  const { body } = await it.bank.ask(it.priya, 'POST', '/v1/fraud/model-comparisons', { model: it.challenger })
  const { champion, challenger, low } = body.averagePrecision
  assert.deepEqual([body.frauds, body.defrauded, body.isWon], [224, 12, false])
  assert.ok(challenger > champion && low < 0, JSON.stringify(body))
})

test('a win on the frauds of a few payers is no win', async () => {
  await using it = await raced(better, 70, 9)
  const { body } = await it.bank.ask(it.priya, 'POST', '/v1/fraud/model-comparisons', { model: it.challenger })
  assert.deepEqual([body.frauds, body.defrauded, body.leastDefrauded, body.isWon], [224, 9, 10, false])
  assert.ok(body.averagePrecision.low > 0)
})

test('weeks whose labels are not complete count for nothing', async () => {
  await using it = await raced(better, 7)
  const { body } = await it.bank.ask(it.priya, 'POST', '/v1/fraud/model-comparisons', { model: it.challenger })
  assert.deepEqual([body.payments, body.averagePrecision, body.isWon], [0, null, false])
})

test('payments that only one of them scored are left out', async () => {
  await using it = await raced(better)
  await it.bank.db.query(
    `delete from fraud.shadow_score where payment in (select payment from fraud.decision where seq % 2 = 0)`,
  )
  const { body } = await it.bank.ask(it.priya, 'POST', '/v1/fraud/model-comparisons', { model: it.challenger })
  assert.equal(body.payments, 1120)
})

test('who asked cannot grant; somebody else may deny, and who asked may withdraw', async () => {
  await using it = await raced(better)
  const id = it.bank.newId()
  await it.ask(id)
  assert.equal((await it.decide(id, it.priya)).code, 'second-person-needed')
  assert.equal((await it.ask()).code, 'promotion-waits')
  const withdraw = (person = it.priya) => it.bank.ask(person, 'POST', `/v1/fraud/promotions/${id}/withdrawal`)
  assert.equal((await withdraw(it.farah)).code, 'not-your-request')
  assert.equal((await withdraw()).body.outcome, 'withdrawn')
  assert.equal((await it.decide(id)).code, 'promotion-ended')

  const second = it.bank.newId()
  await it.ask(second)
  assert.equal((await it.decide(second, it.farah, 'deny')).body.outcome, 'denied')
  assert.equal(it.bank.fraud.model.version, it.champion)
  assert.equal((await it.decide(it.bank.newId())).code, 'no-such-promotion')
})

test('the table itself refuses a grant by the person who asked', async () => {
  await using it = await raced(better)
  const id = it.bank.newId()
  await it.ask(id)
  await assert.rejects(
    it.bank.db.query(`update fraud.promotion set outcome = 'granted', ended_by = asked_by, ended_at = now()`),
    /promotion_needs_two_people/,
  )
})

test('a rollback brings the former champion back at once, by one person and with a reason', async () => {
  await using it = await raced(better)
  const rollBack = (model: string) =>
    it.bank.ask(it.priya, 'POST', '/v1/fraud/model-rollbacks', { model, reason: 'It stops too many people.' })
  assert.equal((await rollBack(it.champion)).code, 'no-former-champion')
  const id = it.bank.newId()
  await it.ask(id)
  await it.decide(id)
  assert.equal((await rollBack(it.champion)).code, 'champion-changed')

  const { body } = await rollBack(it.challenger)
  assert.equal(body.champion, it.champion)
  assert.equal(it.bank.fraud.model.version, it.champion)
  const [event] = (await it.bank.ask(it.priya, 'GET', '/v1/fraud/model-events')).body.items
  assert.deepEqual(
    [event.what, event.model, event.person.name, event.reason],
    ['rolled back', it.challenger, 'Priya', 'It stops too many people.'],
  )
  assert.equal((await it.ask()).code, 'not-a-challenger')
})

test('a promotion that waited while the champion changed is not granted', async () => {
  await using it = await raced(better)
  const id = it.bank.newId()
  await it.ask(id)
  const third = await it.bank.fraud.models.register({ file: madeModel({ name: 'third' }), person: null })
  await it.bank.db.query(`update fraud.model set state = 'retired' where state = 'champion'`)
  await it.bank.db.query(`update fraud.model set state = 'champion' where version = $1`, [third])
  assert.equal((await it.decide(id)).code, 'promotion-outdated')
})

test('a damaged challenger is refused with the reason, and the champion goes on', async () => {
  await using it = await raced(better)
  await it.bank.db.query(
    `insert into fraud.model (version, origin, state, file, card, registered_at)
     select 'damaged 2026-03-01', 'own', 'challenger', left(file, 5000), card, now() from fraud.model where origin = 'shipped'`,
  )
  const { code, body } = await it.bank.ask(it.priya, 'PUT', `/v1/fraud/promotions/${it.bank.newId()}`, {
    model: 'damaged 2026-03-01',
    reason: 'It looks well.',
    proof: { password },
  })
  assert.deepEqual([code, body.detail], ['model-damaged', 'The model file is damaged: it is not JSON.'])
  assert.equal(it.bank.fraud.model.version, it.champion)
})

test('a challenger is put away by one person, unless its promotion waits', async () => {
  await using it = await raced(better)
  const retire = (model: string) =>
    it.bank.ask(it.priya, 'POST', '/v1/fraud/model-retirements', { model, reason: 'Another one is better.' })
  const id = it.bank.newId()
  await it.ask(id)
  assert.equal((await retire(it.challenger)).code, 'promotion-waits')
  await it.decide(id, it.farah, 'deny')
  assert.equal((await retire(it.challenger)).status, 204)
  assert.equal((await it.ask()).code, 'not-a-challenger')
  assert.equal((await retire(it.champion)).code, 'not-a-challenger')
  assert.equal((await retire('nobody')).code, 'no-such-model')
})

test('tellers neither see nor change models', async () => {
  await using it = await raced(better)
  const teller = await it.bank.person('teller', 'Tom')
  for (const [method, path, body] of [
    ['GET', '/v1/fraud/models', undefined],
    ['PUT', `/v1/fraud/promotions/${it.bank.newId()}`, { model: it.challenger, reason: 'I like it.' }],
    ['POST', '/v1/fraud/model-rollbacks', { model: it.champion, reason: 'I like it.' }],
    ['PUT', `/v1/fraud/trainings/${it.bank.newId()}`, undefined],
  ] as const)
    assert.equal((await it.bank.ask(teller, method, path, body)).status, 403, path)
})
