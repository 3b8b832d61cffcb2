import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { testBank } from '#testing/bank'

test('a customer has links, notes, names and codes looked at; staff and strangers do not', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada')
  const { status, body } = await bank.ask(ada, 'POST', '/v1/safety/check', {
    note: 'pay at hdfcbnak.com',
    payee: 'SBI Customer Care',
  })
  assert.equal(status, 200)
  assert.deepEqual(
    body.findings.map(({ code, about }: { code: string; about: string }) => [code, about]),
    [
      ['link-look-alike', 'link'],
      ['payee-brand', 'payee'],
    ],
  )
  assert.deepEqual([body.severity, body.pauseSeconds], ['danger', 15])
  assert.deepEqual((await bank.ask(ada, 'POST', '/v1/safety/check', {})).body, {
    findings: [],
    severity: 'none',
    pauseSeconds: 0,
  })
  assert.equal((await bank.ask(ada, 'POST', '/v1/safety/check', { links: ['x'.repeat(2049)] })).code, 'invalid-input')
  const teller = await bank.person('teller', 'Tom')
  assert.equal((await bank.ask(teller, 'POST', '/v1/safety/check', {})).status, 403)
})

test('nobody asks more than 120 times in a minute, and a minute later may again', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada'), await bank.holder('Bob')]
  const ask = (who: typeof ada) => bank.ask(who, 'POST', '/v1/safety/check', { note: 'rent' })
  for (let tries = 0; tries < 120; tries++) assert.equal((await ask(ada)).status, 200)
  assert.deepEqual([(await ask(ada)).code, (await ask(bob)).status], ['too-many-attempts', 200])
  bank.pass(minuteMs)
  assert.equal((await ask(ada)).status, 200)
})
