import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { hourMs } from '#platform/time'
import { type Person, type TestBank, testBank } from '#testing/bank'

const probability = (share: number) => (share < 0.3 ? 0.01 : share < 0.6 ? 0.6 : share < 0.95 ? 0.8 : 0.99)

interface Heard {
  readonly id: string
  readonly kind: string
  readonly link: string
  readonly other: string | null
  readonly expectedLoss: string | null
}

const toStaff = '/v1/alerts'
const toEverybody = '/v1/notifications/stream'

/** Someone who hears what they are told at a server. */
const follow = async (address: string, who: Person, path: string, after?: string) => {
  const stop = new AbortController()
  const headers = { ...who.headers, ...(after ? { 'last-event-id': after } : {}) }
  const answer = await fetch(`${address}${path}`, { headers, signal: stop.signal })
  assert.equal(answer.status, 200)
  const heard: Heard[] = []
  const reading = (async () => {
    let text = ''
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += part
      const whole = text.split('\n\n')
      text = whole.pop() ?? ''
      for (const event of whole) {
        const [, id, data] = /^id: (\d+)\nevent: .+\ndata: (.+)$/.exec(event) ?? []
        if (data) heard.push({ ...JSON.parse(data), id })
      }
    }
  })().catch(() => {})
  const hear = async (count: number) => {
    for (let times = 0; times < 400 && heard.length < count; times++) await wait(10)
    return heard.map(({ kind }) => kind)
  }
  return { heard, hear, ended: reading, leave: () => stop.abort() }
}

const listen = (bank: Pick<TestBank, 'http'>) => bank.http.server.listen({ host: '127.0.0.1', port: 0 })

test('a customer is told at once what becomes of their payments, staff what waits for them, and nobody else anything', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const [analyst, teller] = [await bank.person('analyst', 'Priya'), await bank.person('teller', 'Tara')]
  const address = await listen(bank)
  const [toAda, toBob, toAnalyst, toTeller, inOffice] = await Promise.all([
    follow(address, ada, toEverybody),
    follow(address, bob, toEverybody),
    follow(address, analyst, toStaff),
    follow(address, teller, toStaff),
    follow(address, ada, toStaff),
  ])

  await bank.send(ada, bob, 1_000n)
  const held = (await bank.send(ada, bob, 80_000n)).body.id
  await bank.ask(analyst, 'POST', `/v1/reviews/${held}`, { decision: 'return', note: 'A mule account.' })
  await bank.send(ada, bob, 99_000n)
  assert.deepEqual(await toAda.hear(3), ['held', 'returned', 'stopped'])
  assert.equal(toAda.heard[0].link, `/payments/${held}`)
  assert.deepEqual(await toAnalyst.hear(1), ['review'])
  assert.equal(toAnalyst.heard[0].expectedLoss, '64000')
  assert.deepEqual(await toBob.hear(1), ['arrived'])
  assert.equal(toBob.heard[0].other, 'Ada')
  assert.deepEqual([toTeller.heard, inOffice.heard], [[], []])
})

test('whoever was away is told the rest, from any server; the end of the waiting time is told too', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const second = await bank.openSecond()
  const [address, other] = [await listen(bank), await listen(second)]
  const first = await follow(address, ada, toEverybody)
  const { id } = (await bank.send(ada, bob, 50_000n)).body
  assert.deepEqual(await first.hear(1), ['challenged'])
  first.leave()
  await bank.ask(ada, 'POST', `/v1/payments/${id}/challenge`, { choice: 'wait' })

  const [again, live] = [
    await follow(other, ada, toEverybody, first.heard[0].id),
    await follow(other, ada, toEverybody),
  ]
  assert.deepEqual(await again.hear(1), ['waiting'])
  bank.pass(12 * hourMs)
  await bank.payments.endDue()
  assert.deepEqual([await again.hear(2), await live.hear(1)], [['waiting', 'gone'], ['gone']])
  await second.http.server.close()
  await again.ended
})

test('of many notices while one was away each is told once and in order', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 1_000_000n), await bank.holder('Bob')]
  const address = await listen(bank)
  const ids = await Promise.all(
    Array.from({ length: 230 }, async () => (await bank.send(ada, bob, 500_000n)).body.id as string),
  )
  const stream = await follow(address, ada, toEverybody, '0')
  await stream.hear(230)
  assert.deepEqual(new Set(stream.heard.map(({ link }) => link)), new Set(ids.map((id) => `/payments/${id}`)))
  const places = stream.heard.map(({ id }) => Number(id))
  assert.deepEqual(
    places,
    [...places].sort((one, next) => one - next),
  )
  assert.equal(stream.heard.length, 230)
})

test('alerts of more than a week ago are forgotten', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  await bank.send(ada, bob, 80_000n)
  bank.pass(7 * 24 * hourMs)
  await bank.fraud.tidy()
  assert.equal((await bank.db.query('select 1 from fraud.alert')).length, 1)
  bank.pass(1)
  await bank.fraud.tidy()
  assert.equal((await bank.db.query('select 1 from fraud.alert')).length, 0)
})
