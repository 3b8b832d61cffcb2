import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testIdentity } from '../test-identity.ts'
import { blank, otherProcess, watched } from '../test-work.ts'
import { browser, customer, email, phone } from './test-recovery.ts'

const minute = 60_000
const hour = 60 * minute

test('whether somebody has an email or a phone is told by no answer and by no work', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  const eyes = watched(bank)
  const pairs = [
    [{ email }, { email: 'nobody@example.com' }],
    [{ phone }, { phone: '+911111111111' }],
  ]
  for (const pair of pairs) {
    const ids = pair.map(() => bank.newId())
    const both = []
    for (const [index, given] of pair.entries())
      both.push(await eyes.of(`/v1/recoveries/${ids[index]}`, { ...given, language: 'en' }))
    const [known, unknown] = both
    assert.equal(blank(known.body, ids[0]), blank(unknown.body, ids[1]))
    assert.deepEqual([known.status, known.work], [unknown.status, unknown.work])
    assert.ok(known.work.statements.length > 8)
    const tries = []
    for (const [index, { kept }] of both.entries())
      for (const channel of ['mail', 'sms'])
        tries.push(await eyes.of(`/v1/recoveries/${ids[index]}/codes/${channel}`, { code: '000000' }, kept))
    assert.deepEqual(
      tries.map(({ body }) => body.code),
      Array(4).fill('code-wrong'),
    )
    assert.deepEqual(tries[0].work, tries[2].work)
    assert.deepEqual(tries[1].work, tries[3].work)
    await bank.identity.deliver('mail')
    await bank.identity.deliver('sms')
    bank.pass(minute)
    const again = []
    for (const [index, { kept }] of both.entries())
      again.push(await eyes.of(`/v1/recoveries/${ids[index]}/codes`, { channel: 'mail' }, kept, 'POST'))
    assert.deepEqual([again[0].status, again[0].work], [again[1].status, again[1].work])
    bank.pass(2 * hour)
  }
  assert.equal(
    bank.outbox.messages.some(({ to }) => to === 'nobody' || to === '+911111111111'),
    false,
  )
  assert.match(bank.outbox.messages.find(({ to }) => to === 'nobody@example.com')?.text ?? '', /no account has it/)
  await eyes.close()
})

test('a phone whose codes are used up does not tell whose email it goes with', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  for (let tries = 0; tries < 6; tries++) await browser(bank, bank.newId(), `192.0.2.${tries}`).begin({ phone })
  const byMail = await browser(bank).begin({ email })
  assert.equal(byMail.status, 200)
  assert.deepEqual(
    byMail.body.codes.map(({ channel }: { channel: string }) => channel),
    ['mail', 'sms'],
  )
  const sent = bank.outbox.messages.filter(({ to }) => to === phone).length
  await bank.identity.deliver('sms')
  assert.equal(bank.outbox.messages.filter(({ to }) => to === phone).length, sent + 6)
})

test('six recoveries a day begin with one email, whoever begins them from wherever', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  const codes: (string | undefined)[] = []
  for (let turn = 0; turn < 7; turn++) {
    bank.pass(2 * hour)
    codes.push((await browser(bank, bank.newId(), `192.0.2.${turn}`).begin()).code)
  }
  assert.deepEqual(codes, [...Array(6).fill(undefined), 'too-many-attempts'])
  assert.equal((await browser(bank).begin({ email: 'ravi@example.com' })).code, undefined)
  bank.pass(13 * hour)
  assert.equal((await browser(bank).begin()).code, undefined)
})

test('guessing both codes goes no further after a restart, in another process, or with new recoveries', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  const restarted = otherProcess(bank)
  let tried = 0
  for (let turn = 0; turn < 24; turn++) {
    bank.pass(hour)
    const eve = browser(bank, bank.newId(), `192.0.2.${turn}`)
    if ((await eve.begin()).status !== 200) continue
    for (let guesses = 0; guesses < 7; guesses++) {
      const url = `/v1/recoveries/${eve.id}/codes/mail`
      const headers = { cookie: eve.cookie(), 'x-bankserver': '1' }
      const payload = { code: '000000' }
      const answer = await restarted.inject({ method: 'PUT', url, payload, headers })
      if (answer.json().code === 'code-wrong') tried++
      if ((await eve.prove('mail', '000000')).code === 'code-wrong') tried++
    }
  }
  await restarted.close()
  assert.ok(tried >= 5 && tried <= 20, `${tried} codes tried of a million in a day`)
})
