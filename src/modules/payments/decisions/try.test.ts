import assert from 'node:assert/strict'
import { test } from 'node:test'
import { featureNames } from '#modules/fraud'
import { type TestBank, type TestBankOptions, testBank } from '#testing/bank'

const probability = (share: number) => (share < 0.3 ? 0.01 : share < 0.6 ? 0.6 : share < 0.95 ? 0.8 : 0.99)

const openTown = async (options: TestBankOptions = { probability }) => {
  const bank = await testBank(options)
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const analyst = await bank.person('analyst', 'Priya')
  const ask = (body: object) => bank.ask(analyst, 'POST', '/v1/fraud/trials', body)
  const attempt = async (body: object) => {
    const answer = await ask(body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  return { bank, ada, bob, ask, attempt }
}

const rupees = (minor: bigint) => ({ currency: 'INR', minor: minor.toString() })

/** Everything that was stored of decisions, but for what every bank names anew. */
const decided = (bank: TestBank) =>
  bank.db.query('select verdict, probability, score, features, contributions from fraud.decision order by seq')

test('a trial says what would be decided, in the customer’s words too, and what would let it pass', async () => {
  const { bank, ada, bob, attempt } = await openTown()
  await using _ = bank
  const tried = await attempt({ kind: 'send', amount: rupees(80_000n), payer: ada.number, payee: bob.product })
  assert.deepEqual([tried.verdict, tried.probability.toFixed(3)], ['review', '0.800'])
  assert.deepEqual(tried.counterfactual, { passesBelow: '29900', passesLaterDays: null })
  assert.ok(tried.reasons.length > 0)
  const share = tried.computed.find(({ feature }: { feature: string }) => feature === 'balance-share')
  assert.equal(share.number.toFixed(3), '0.800')
  const real = (await bank.send(ada, bob, 80_000n)).body
  assert.deepEqual(real.state, 'in_review')

  const small = await attempt({ kind: 'send', amount: rupees(100n), payer: ada.number, payee: bob.product })
  assert.deepEqual([small.verdict, small.reasons, small.counterfactual], ['allow', [], null])
})

test('with the model that ships, base and contributions add up to the score, for every kind and for strangers', async () => {
  const { bank, ada, bob, attempt } = await openTown({ isShippedModel: true })
  await using _ = bank
  for (const kind of ['send', 'withdrawal', 'card'])
    for (const payer of [undefined, ada.number])
      for (const payee of kind === 'withdrawal' ? [undefined] : [undefined, bob.number]) {
        const tried = await attempt({ kind, amount: rupees(90_000n), payer, payee })
        const sum = tried.contributions.reduce((all: number, { logOdds }: { logOdds: number }) => all + logOdds, 0)
        assert.ok(Math.abs(tried.base + sum - tried.score) < 1e-6, `${kind} ${payer} ${payee}`)
        assert.equal(tried.computed.length, featureNames.length)
        const share = tried.computed.find(({ feature }: { feature: string }) => feature === 'balance-share')
        assert.equal(share.number === null, payer === undefined || kind === 'card')
      }
})

test('a value in place of a computed one is what the model is given, also where it is tried what would pass', async () => {
  const { bank, ada, bob, attempt } = await openTown()
  await using _ = bank
  const asked = { kind: 'send', amount: rupees(80_000n), payer: ada.number, payee: bob.number }
  const blocked = await attempt({ ...asked, overrides: { 'balance-share': 0.97 } })
  assert.deepEqual([blocked.verdict, blocked.counterfactual], ['block', { passesBelow: null, passesLaterDays: null }])
  const share = blocked.computed.find(({ feature }: { feature: string }) => feature === 'balance-share')
  assert.equal(share.number.toFixed(3), '0.800')

  assert.equal((await attempt({ ...asked, overrides: { 'balance-share': 0.1 } })).verdict, 'allow')
  const unknown = await attempt({ ...asked, overrides: { 'payee-age': null } })
  assert.equal(
    unknown.contributions.find(({ feature }: { feature: string }) => feature === 'payee-age').value,
    'not known',
  )
})

test('a rule of staff that holds has its part in a trial', async () => {
  const { bank, ada, bob, attempt } = await openTown()
  await using _ = bank
  const [writer, other] = [await bank.person('analyst', 'Meera'), await bank.person('administrator', 'Farah')]
  const [rule, proposal] = [bank.newId(), bank.newId()]
  const body = { name: 'Nothing small', condition: 'amount < 10.00 INR', effect: 'block', note: '' }
  const written = await bank.ask(writer, 'PUT', `/v1/fraud/rules/${rule}/versions/1`, body)
  const now = bank.clock()
  const { number } = written.body
  await bank.db.query(
    `insert into fraud.proposal (id, rule, rule_version, reason, asked_by, asked_at, ended_by, ended_at, outcome)
     values ($1, $2, $3, 'a test', $4, $5, $6, $5, 'granted')`,
    [proposal, rule, number, writer.id, now, other.id],
  )
  await bank.fraud.refresh()
  const tried = await attempt({ kind: 'send', amount: rupees(500n), payer: ada.number, payee: bob.number })
  assert.deepEqual(
    [tried.verdict, tried.ownVerdict, tried.rules],
    ['block', 'allow', [{ number, rule, name: body.name, effect: 'block' }]],
  )
})

test('trials leave no trace: the same again answers the same, and later payments are scored as if there had been none', async () => {
  const lives: unknown[] = []
  for (const tries of [0, 5]) {
    const { bank, ada, bob, attempt } = await openTown({ probability, seed: 7 })
    await using _ = bank
    const asked = { kind: 'send', amount: rupees(70_000n), payer: ada.number, payee: bob.number }
    const answers = new Set<string>()
    for (let times = 0; times < tries; times++) answers.add(JSON.stringify(await attempt(asked)))
    assert.equal(answers.size, Math.min(tries, 1))
    await bank.send(ada, bob, 1_000n)
    for (let times = 0; times < tries; times++) await attempt({ ...asked, payee: undefined })
    await bank.send(ada, bob, 60_000n)
    const { window } = bank.fraud.memory()
    lives.push([window, await decided(bank)])
  }
  assert.deepEqual(lives[1], lives[0])
})

test('what cannot be tried is refused with its reason', async () => {
  const { bank, ada, bob, ask } = await openTown()
  await using _ = bank
  const asked = { kind: 'send', amount: rupees(1_000n), payer: ada.number, payee: bob.number }
  const cases: [object, number, string][] = [
    [{ overrides: { 'no-such-thing': 1 } }, 422, 'no-such-feature'],
    [{ overrides: { 'payee-age': 1e13 } }, 400, 'invalid-input'],
    [{ overrides: { 'payee-age': '7' } }, 400, 'invalid-input'],
    [
      { overrides: Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, 1])) },
      400,
      'invalid-input',
    ],
    [{ amount: rupees(9_007_199_254_740_992n) }, 400, 'invalid-input'],
    [{ amount: rupees(0n) }, 400, 'invalid-input'],
    [{ amount: { currency: 'EUR', minor: '100' } }, 422, 'currency-differs'],
    [{ payer: '000000000000' }, 404, 'no-such-payer'],
    [{ payee: bank.newId() }, 404, 'no-such-payee'],
    [{ payee: ada.product }, 422, 'same-account'],
    [{ kind: 'withdrawal' }, 422, 'cash-has-no-payee'],
    [{ kind: 'deposit' }, 400, 'invalid-input'],
  ]
  for (const [change, status, code] of cases) {
    const answer = await ask({ ...asked, ...change })
    assert.deepEqual([answer.status, answer.code], [status, code], JSON.stringify(change).slice(0, 80))
  }
  assert.equal((await bank.ask(ada, 'POST', '/v1/fraud/trials', asked)).status, 403)
})
