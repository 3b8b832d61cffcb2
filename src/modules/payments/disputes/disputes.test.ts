import assert from 'node:assert/strict'
import { test } from 'node:test'
import { houseAccount } from '#modules/ledger'
import { dayMs } from '#platform/time'
import { type Person, password } from '#testing/bank'
import { openShop } from '../charges/test-shop.ts'
import { later } from '../test-later.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

const openCourt = async () => {
  const shop = await openShop()
  const { bank, authorized, capture } = shop
  const [priya, omar] = [await bank.person('analyst', 'Priya'), await bank.person('analyst', 'Omar')]
  const taken = async (minor: bigint) => {
    const id = await authorized(minor)
    await capture(id, minor)
    return id
  }
  const open = (charge: string, minor: bigint, id = bank.newId(), who = shop.asha) =>
    bank.ask(who, 'PUT', `/v1/disputes/${id}`, {
      charge,
      minor: minor.toString(),
      reason: 'not-received',
      words: 'It never came.',
    })
  const act = (who: Person, id: string, what: string, body?: object) =>
    bank.ask(who, 'POST', `/v1/disputes/${id}/${what}`, body)
  const propose = (dispute: string, what: string, who: Person = priya, id = bank.newId()) =>
    bank.ask(who, 'PUT', `/v1/dispute-proposals/${id}`, {
      dispute,
      what,
      note: 'Looked at both sides',
      proof: { password },
    })
  const decide = (id: string, who: Person = omar, decision = 'grant') =>
    bank.ask(who, 'POST', `/v1/dispute-proposals/${id}/decision`, {
      decision,
      ...(decision === 'grant' && { proof: { password } }),
    })
  /** Proposed by one, granted by the other. */
  const agree = async (dispute: string, what: string) => {
    const id = bank.newId()
    const asked = await propose(dispute, what, priya, id)
    return asked.status === 200 ? decide(id) : asked
  }
  const advanced = async () => bank.balance(houseAccount('disputes', 'INR'))
  const sums = async () => [
    await bank.balance(shop.asha.product),
    await bank.balance(shop.shop.product),
    await advanced(),
  ]
  const bring = async (who: Person, dispute: string, bytes: Buffer, type = 'image/png', id = bank.newId()) => {
    const url = `/v1/disputes/${dispute}/evidence/${id}?name=Photo`
    const answer = await bank.http.server.inject({
      method: 'PUT',
      url,
      headers: { ...who.headers, 'content-type': type },
      payload: bytes,
    })
    return { status: answer.statusCode, body: answer.json(), id }
  }
  return { ...shop, priya, omar, taken, open, act, propose, decide, agree, sums, bring }
}

test('the payer is credited, the merchant answers, and two people decide for the payer: the merchant pays the advance', async () => {
  const { bank, shop, asha, taken, open, act, agree, sums, read } = await openCourt()
  await using _ = bank
  const charge = await taken(10_000n)
  const { body } = await open(charge, 4_000n)
  assert.deepEqual(
    [body.state, body.side, body.who, body.words, (await read(charge)).disputed],
    ['open', 'payer', 'Shop', 'It never came.', '4000'],
  )
  assert.equal((await agree(body.id, 'credit')).body.isCredited, true)
  assert.deepEqual(await sums(), [94_000n, 10_000n, -4_000n])
  assert.equal((await agree(body.id, 'credit')).code, 'dispute-credited')
  assert.equal((await agree(body.id, 'payer')).code, 'dispute-not-due')
  assert.equal((await act(shop, body.id, 'answer', { words: 'We sent it.' })).body.answer, 'We sent it.')
  assert.equal((await act(shop, body.id, 'answer', { words: 'Again.' })).code, 'dispute-answered')
  const decided = (await agree(body.id, 'payer')).body
  assert.deepEqual([decided.outcome, decided.state, decided.note], ['payer', 'ended', 'Looked at both sides'])
  assert.deepEqual(await sums(), [94_000n, 6_000n, 0n])
  assert.equal((await agree(body.id, 'merchant')).code, 'dispute-over')
  assert.equal((await bank.ask(asha, 'GET', `/v1/disputes/${body.id}`)).body.outcome, 'payer')
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a decision for the merchant reverses what the payer was credited with, and the charge can be given back again', async () => {
  const { bank, shop, taken, open, act, agree, sums, refund } = await openCourt()
  await using _ = bank
  const charge = await taken(10_000n)
  const { body } = await open(charge, 10_000n)
  assert.equal((await refund(charge, 1n)).code, 'exceeds-captured')
  await agree(body.id, 'credit')
  await act(shop, body.id, 'answer', { words: 'It was signed for.' })
  assert.equal((await agree(body.id, 'merchant')).body.outcome, 'merchant')
  assert.deepEqual(await sums(), [90_000n, 10_000n, 0n])
  await refund(charge, 10_000n)
  assert.deepEqual(await sums(), [100_000n, 0n, 0n])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('where the payer has spent the credit, the reversal is refused and the dispute stays open; the bank can bear it', async () => {
  const { bank, asha, ravi, priya, omar, taken, open, propose, decide, agree, sums } = await openCourt()
  await using _ = bank
  const { body } = await open(await taken(10_000n), 10_000n)
  await agree(body.id, 'credit')
  await bank.send(asha, ravi, 100_000n)
  const id = bank.newId()
  await propose(body.id, 'merchant', priya, id)
  assert.equal((await decide(id)).code, 'exceeds-available')
  assert.equal((await bank.ask(asha, 'GET', `/v1/disputes/${body.id}`)).body.state, 'open')
  const { proposals } = (await bank.ask(omar, 'GET', `/v1/dispute-cases/${body.id}`)).body
  assert.deepEqual(
    proposals.map(({ outcome, refusal }: Record<string, string>) => [outcome, refusal]),
    [
      ['granted', null],
      ['refused', 'exceeds-available'],
    ],
  )
  assert.equal((await decide(id)).code, 'dispute-proposal-ended')
  assert.equal((await agree(body.id, 'bank')).body.outcome, 'bank')
  assert.deepEqual(await sums(), [0n, 10_000n, -10_000n])
})

test('what the bank bears is written off by two, once: from its claims to its losses, and nobody else is moved', async () => {
  const { bank, omar, taken, open, propose, decide, agree, sums } = await openCourt()
  await using _ = bank
  const { body } = await open(await taken(10_000n), 4_000n)
  assert.equal((await agree(body.id, 'write-off')).code, 'dispute-not-borne')
  await agree(body.id, 'credit')
  await agree(body.id, 'bank')
  const listed = async () =>
    (await bank.ask(omar, 'GET', '/v1/dispute-cases?state=borne')).body.items.map(({ id }: { id: string }) => id)
  assert.deepEqual([await listed(), await sums()], [[body.id], [94_000n, 10_000n, -4_000n]])
  const id = bank.newId()
  await propose(body.id, 'write-off', undefined, id)
  const [waiting] = (await bank.ask(omar, 'GET', '/v1/approvals')).body.items
  assert.deepEqual([waiting.id, waiting.kind], [id, 'payments.dispute'])
  const answers = await Promise.all([decide(id), decide(id), decide(id)])
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.deepEqual([await listed(), await sums()], [[], [94_000n, 10_000n, 0n]])
  assert.equal(await bank.balance(houseAccount('write-offs', 'INR')), -4_000n)
  assert.equal((await agree(body.id, 'write-off')).code, 'dispute-written-off')
  const { writtenOffAt, captured } = (await bank.ask(omar, 'GET', `/v1/dispute-cases/${body.id}`)).body
  assert.deepEqual([writtenOffAt, captured], [bank.clock().toISOString(), { currency: 'INR', minor: '10000' }])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a proposal that another ending overtakes is over, and waits for nobody', async () => {
  const { bank, shop, omar, taken, open, act, propose, decide } = await openCourt()
  await using _ = bank
  const { body } = await open(await taken(1_000n), 1_000n)
  const id = bank.newId()
  await propose(body.id, 'credit', undefined, id)
  await act(shop, body.id, 'acceptance')
  assert.equal((await decide(id)).code, 'dispute-proposal-ended')
  assert.deepEqual((await bank.ask(omar, 'GET', '/v1/approvals')).body.items, [])
  const [row] = await bank.db.query('select outcome, refusal from payments.dispute_proposal')
  assert.deepEqual(row, { outcome: 'refused', refusal: 'dispute-over' })
})

test('a merchant who does not answer in seven days can be decided against, straight from their money to the payer', async () => {
  const { bank, shop, asha, priya, omar, taken, open, agree, sums } = await openCourt()
  await using _ = bank
  const { body } = await open(await taken(3_000n), 3_000n)
  await later(bank, 7 * dayMs, shop, asha, priya, omar)
  assert.equal((await agree(body.id, 'payer')).body.outcome, 'payer')
  assert.deepEqual(await sums(), [100_000n, 0n, 0n])
})

test('the merchant gives it back, or the payer lets it be; each ends it once', async () => {
  const { bank, shop, asha, taken, open, act, agree, sums, read } = await openCourt()
  await using _ = bank
  const [one, other] = [(await open(await taken(2_000n), 1_500n)).body, (await open(await taken(2_000n), 2_000n)).body]
  assert.equal((await act(asha, one.id, 'acceptance')).code, 'no-such-dispute')
  assert.equal((await act(shop, one.id, 'acceptance')).body.outcome, 'accepted')
  assert.equal((await act(shop, one.id, 'acceptance')).body.outcome, 'accepted')
  assert.deepEqual(await sums(), [97_500n, 2_500n, 0n])
  await agree(other.id, 'credit')
  assert.equal((await act(asha, other.id, 'withdraw')).body.outcome, 'withdrawn')
  assert.deepEqual(await sums(), [97_500n, 2_500n, 0n])
  assert.deepEqual([(await read(other.charge)).disputed, (await read(one.charge)).disputed], ['0', '1500'])
})

test('one decides nothing alone: the same person, a missing signature, a denied and a withdrawn proposal move no money', async () => {
  const { bank, priya, omar, taken, open, propose, decide, sums } = await openCourt()
  await using _ = bank
  const { body } = await open(await taken(1_000n), 1_000n)
  const before = await sums()
  const id = bank.newId()
  assert.equal(
    (await bank.ask(priya, 'PUT', `/v1/dispute-proposals/${id}`, { dispute: body.id, what: 'credit', note: 'Please' }))
      .code,
    'proof-needed',
  )
  await propose(body.id, 'credit', priya, id)
  assert.equal((await decide(id, priya)).code, 'second-person-needed')
  assert.equal((await propose(body.id, 'credit', omar)).code, 'dispute-proposal-waits')
  assert.equal((await decide(id, omar, 'deny')).status, 200)
  assert.equal((await decide(id)).code, 'dispute-proposal-ended')
  const second = bank.newId()
  await propose(body.id, 'credit', priya, second)
  assert.equal((await bank.ask(omar, 'POST', `/v1/dispute-proposals/${second}/withdraw`)).code, 'not-your-request')
  await bank.ask(priya, 'POST', `/v1/dispute-proposals/${second}/withdraw`)
  assert.equal((await decide(second)).code, 'dispute-proposal-ended')
  assert.deepEqual(await sums(), before)
})

test('granted at once by two, and accepted in the same instant: the money goes back once', async () => {
  const { bank, shop, taken, open, act, propose, decide, sums } = await openCourt()
  await using _ = bank
  const farah = await bank.person('administrator', 'Farah')
  for (let round = 1n; round <= 4n; round++) {
    const { body } = await open(await taken(1_000n), 1_000n)
    await act(shop, body.id, 'answer', { words: 'It was sent.' })
    const id = bank.newId()
    await propose(body.id, 'payer', undefined, id)
    const answers = await Promise.all([decide(id), decide(id, farah), act(shop, body.id, 'acceptance')])
    assert.ok(answers.some(({ status }) => status === 200))
    assert.deepEqual(await sums(), [100_000n, 0n, 0n])
  }
})

test('no more is disputed than was taken and not given back, once at a time, by who paid, for 120 days', async () => {
  const { bank, shop, asha, ravi, taken, refund, open } = await openCourt()
  await using _ = bank
  const charge = await taken(5_000n)
  await refund(charge, 1_000n)
  assert.equal((await open(charge, 4_001n)).code, 'exceeds-captured')
  assert.equal((await open(charge, 4_000n, bank.newId(), ravi)).code, 'no-such-charge')
  const id = bank.newId()
  const [one, again] = [await open(charge, 3_000n, id), await open(charge, 3_000n, id)]
  assert.deepEqual(one.body, again.body)
  assert.equal((await open(charge, 2_000n, id)).code, 'dispute-differs')
  assert.equal((await open(charge, 500n)).code, 'dispute-open')
  assert.equal((await refund(charge, 1_001n)).code, 'exceeds-captured')
  await refund(charge, 1_000n)
  const old = await taken(100n)
  await later(bank, 120 * dayMs, shop, asha)
  assert.equal((await open(old, 100n)).code, 'dispute-too-late')
})

test('files are what they are said to be, five of a side, sealed, and read by the sides and the staff alone', async () => {
  const { bank, shop, asha, ravi, priya, taken, open, bring } = await openCourt()
  await using _ = bank
  const { body } = await open(await taken(1_000n), 1_000n)
  const first = await bring(asha, body.id, png)
  assert.deepEqual(
    first.body.evidence.map(({ side, name, type, size }: Record<string, unknown>) => [side, name, type, size]),
    [['payer', 'Photo', 'image/png', 16]],
  )
  assert.equal((await bring(asha, body.id, png, 'application/pdf')).body.code, 'evidence-unfit')
  assert.equal((await bring(asha, body.id, Buffer.from('<script>'))).body.code, 'evidence-unfit')
  assert.equal((await bring(asha, body.id, png, 'image/svg+xml')).status, 415)
  assert.equal((await bring(asha, body.id, Buffer.concat([png, Buffer.alloc(4 * 1024 * 1024)]))).status, 413)
  assert.equal((await bring(ravi, body.id, png)).body.code, 'no-such-dispute')
  for (let more = 0; more < 4; more++) await bring(asha, body.id, png)
  assert.equal((await bring(asha, body.id, png)).body.code, 'too-much-evidence')
  assert.equal((await bring(shop, body.id, Buffer.from('%PDF-1.7 of the shop'), 'application/pdf')).status, 200)
  const photo = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(4 * 1024 * 1024 - 4, 7)])
  assert.equal((await bring(shop, body.id, photo, 'image/jpeg')).body.evidence.at(-1).size, 4 * 1024 * 1024)
  assert.equal((await bring(shop, body.id, Buffer.from('RIFF\x04\x00\x00\x00WEBPVP8 '), 'image/webp')).status, 200)
  assert.equal(
    (await bring(shop, body.id, Buffer.from('RIFF\x04\x00\x00\x00WAVEfmt '), 'image/webp')).body.code,
    'evidence-unfit',
  )
  assert.equal((await bring(asha, body.id, png, 'image/png', first.id)).body.evidence.length, 8)
  const read = (who: Person, path = 'disputes') =>
    bank.http.server.inject({
      method: 'GET',
      url: `/v1/${path}/${body.id}/evidence/${first.id}`,
      headers: { ...who.headers },
    })
  const got = await read(shop)
  assert.deepEqual([got.statusCode, got.headers['content-type'], got.rawPayload.equals(png)], [200, 'image/png', true])
  assert.deepEqual([(await read(ravi)).statusCode, (await read(priya, 'dispute-cases')).statusCode], [404, 200])
  const [{ sealed }] = await bank.db.query<{ sealed: Buffer }>(
    'select sealed from payments.dispute_evidence where id = $1',
    [first.id],
  )
  assert.ok(!sealed.includes(png) && !sealed.includes(png.toString('base64')))
})

test('the staff see what waits, the first to be decided first, and the looks are written down', async () => {
  const { bank, asha, priya, taken, open } = await openCourt()
  await using _ = bank
  const one = (await open(await taken(1_000n), 1_000n)).body
  bank.pass(1000)
  const other = (await open(await taken(1_000n), 1_000n)).body
  const { items } = (await bank.ask(priya, 'GET', '/v1/dispute-cases?state=waiting')).body
  assert.deepEqual(
    items.map(({ id }: { id: string }) => id),
    [one.id, other.id],
  )
  assert.deepEqual(
    [items[0].payer.name, items[0].merchant.name, items[0].isDue, items[0].captured],
    ['Asha', 'Shop', false, { currency: 'INR', minor: '1000' }],
  )
  await bank.ask(priya, 'GET', `/v1/dispute-cases/${one.id}`)
  const looks = (await bank.ask(asha, 'GET', '/v1/me/readings')).body.items
  assert.deepEqual([...new Set(looks.map(({ what }: { what: string }) => what))], ['case'])
})

test('both sides are told of each turn', async () => {
  const { bank, shop, asha, taken, open, act, agree } = await openCourt()
  await using _ = bank
  const { body } = await open(await taken(1_000n), 1_000n)
  await agree(body.id, 'credit')
  await act(shop, body.id, 'answer', { words: 'It was sent.' })
  await agree(body.id, 'merchant')
  const told = async (who: typeof asha) =>
    (await bank.ask(who, 'GET', '/v1/notifications')).body.items
      .map(({ kind }: { kind: string }) => kind)
      .filter((kind: string) => kind.startsWith('dispute'))
  assert.deepEqual(await told(asha), ['dispute-decided', 'dispute-answered', 'dispute-credited'])
  assert.deepEqual(await told(shop), ['dispute-decided', 'dispute-opened'])
})
