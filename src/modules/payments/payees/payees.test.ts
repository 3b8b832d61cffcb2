import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testBank } from '#testing/bank'

test('the name behind an account number is confirmed, with how often it was paid', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  await bank.send(ada, bob, 10n)
  await bank.send(ada, bob, 10n)

  const { body } = await bank.ask(ada, 'GET', `/v1/payees/${bob.number}`)
  assert.deepEqual([body.name, body.currency, body.timesPaid, body.isOwn], ['Bob', 'INR', 2, false])
  const [first] = (await bank.ask(ada, 'GET', '/v1/payees')).body.items
  assert.deepEqual([first.name, first.timesPaid], ['Bob', 2])
  assert.deepEqual((await bank.ask(bob, 'GET', '/v1/payees')).body.items, [])
})

test('a slip of the finger in an account number is no account, and names cannot be harvested', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada'), await bank.holder('Bob')]
  const slipped = bob.number.replace(/^./, (digit) => (digit === '9' ? '8' : '9'))
  assert.equal((await bank.ask(ada, 'GET', `/v1/payees/${slipped}`)).code, 'no-such-account')

  const answers = []
  for (let tries = 0; tries < 65; tries++) answers.push(await bank.ask(ada, 'GET', `/v1/payees/${bob.number}`))
  assert.equal(answers.filter((answer) => answer.status === 200).length, 59)
  assert.deepEqual([answers[64].status, answers[64].code], [429, 'too-many-attempts'])
  assert.equal((await bank.ask(bob, 'GET', `/v1/payees/${ada.number}`)).status, 200)
})

test('payments that cannot move do not tell the names of strangers without end', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada'), await bank.holder('Bob')]
  const answers = []
  for (let tries = 0; tries < 65; tries++) answers.push(await bank.send(ada, bob, 1n))
  assert.equal(answers.filter((answer) => answer.code === 'exceeds-available').length, 60)
  assert.deepEqual([answers[64].status, answers[64].code], [429, 'too-many-attempts'])
})
