import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { dayMs } from '#platform/time'
import { type Holder, type Person, password, type TestBank, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'
import { judgeXml } from '#testing/xmllint'

const march = { from: '2026-03-01', to: '2026-03-04', language: 'en' }

/** Signs in once more: a session does not last for days. */
const renew = async (bank: TestBank, who: Holder): Promise<Holder> => {
  const payload = { email: `${who.name.toLowerCase()}@bank.test`, password }
  const { headers } = await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload })
  return { ...who, headers: { ...who.headers, ...browserHeaders(String(headers['set-cookie']).split(';')[0]) } }
}

const openTown = async () => {
  const bank = await testBank()
  let [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob', 5_000n)]
  const pay = (from: Holder, to: Holder, minor: string, note: string) =>
    bank.ask(from, 'PUT', `/v1/payments/${bank.newId()}`, {
      kind: 'send',
      from: from.product,
      to: to.number,
      amount: { currency: 'INR', minor },
      note,
    })
  const nextDay = async () => {
    bank.pass(dayMs)
    ada = await renew(bank, ada)
    bob = await renew(bank, bob)
  }
  await pay(ada, bob, '2500', '=1+1')
  await nextDay()
  await pay(bob, ada, '300', 'किराया <& "rent">')
  await nextDay()
  await pay(ada, bob, '10000', '')
  await nextDay()
  return { bank, ada, bob, pay }
}

/** Takes a statement of the account; the answer as bytes. */
const take = async (bank: TestBank, who: Person, product: string, body: object) => {
  const url = `/v1/products/${product}/statement-files`
  const answer = await bank.http.server.inject({ method: 'POST', url, headers: who.headers, payload: body })
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload, text: answer.body }
}

test('the sums of a period say what was there, what came, what went, and what is left', async () => {
  const { bank, ada } = await openTown()
  await using _ = bank
  const ask = (from: string, to: string, who: Person = ada) =>
    bank.ask(who, 'GET', `/v1/products/${ada.product}/statement?from=${from}&to=${to}`)
  assert.deepEqual((await ask('2026-03-03', '2026-03-04')).body, {
    currency: 'INR',
    from: '2026-03-03',
    to: '2026-03-04',
    opening: '97500',
    in: { count: 1, total: '300' },
    out: { count: 1, total: '10000' },
    closing: '87800',
  })
  const whole = (await ask('1970-01-01', '2026-03-05')).body
  assert.deepEqual([whole.opening, whole.closing, whole.in.count, whole.out.count], ['0', '87800', 2, 2])
  assert.equal((await ask('2026-03-04', '2026-03-03')).code, 'no-such-days')
  assert.equal((await ask('2026-03-04', '2026-03-06')).code, 'no-such-days')
  assert.equal((await ask('2026-02-30', '2026-03-04')).code, 'invalid-input')
  assert.equal((await ask('2026-03-03', '2026-03-04', await bank.holder('Eve'))).code, 'no-such-product')
})

test('a statement leaves only with proof of just this account, these days and this format, and is written down', async () => {
  const { bank, ada } = await openTown()
  await using _ = bank
  const wanted = { ...march, format: 'csv' }
  const bare = await take(bank, ada, ada.product, wanted)
  assert.deepEqual([bare.status, JSON.parse(bare.text).code], [403, 'deed-unproved'])
  const device = await bank.givePasskey(ada)
  const begin = async (body: object) =>
    (await bank.ask(ada, 'POST', `/v1/products/${ada.product}/statement-step-ups`, body)).body
  const stepUp = await begin(wanted)
  assert.equal(stepUp.signs.act, 'export')
  assert.equal(stepUp.signs.about, `${ada.number} 2026-03-01 2026-03-04 csv`)
  const proof = { stepUp: stepUp.id, credential: device.use(stepUp.options) }
  const longer = await take(bank, ada, ada.product, { ...wanted, from: '2026-01-01', proof })
  assert.equal(JSON.parse(longer.text).code, 'passkey-refused')
  const again = await begin(wanted)
  const good = { stepUp: again.id, credential: device.use(again.options) }
  assert.equal((await take(bank, ada, ada.product, { ...wanted, proof: good })).status, 200)
  assert.equal(JSON.parse((await take(bank, ada, ada.product, { ...wanted, proof: good })).text).code, 'ceremony-over')
  const { items } = (await bank.ask(ada, 'GET', '/v1/statement-files')).body
  assert.deepEqual(
    items.map(({ product, format, from, to }: Record<string, string>) => [product, format, from, to]),
    [[ada.product, 'csv', '2026-03-01', '2026-03-04']],
  )
  assert.deepEqual((await bank.ask(await bank.holder('Eve'), 'GET', '/v1/statement-files')).body.items, [])
})

test('a CSV is a file with names and notes, and no formula', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const { status, headers, text } = await take(bank, ada, ada.product, { ...march, format: 'csv', proof: { password } })
  assert.equal(status, 200)
  assert.equal(headers['content-type'], 'text/csv; charset=utf-8; header=present')
  assert.equal(
    headers['content-disposition'],
    `attachment; filename="statement-${ada.number}-2026-03-01-2026-03-04.csv"`,
  )
  assert.equal(headers['cache-control'], 'no-store')
  const lines = text.split('\r\n')
  assert.equal(lines.length, 8)
  assert.match(lines[3], /^2,2026-03-02,09:00:00,Transfer,Bob,'=1\+1,25\.00,,975\.00,INR,[\da-f-]{36}$/)
  assert.match(lines[4], /Bob,"किराया <& ""rent"">",,3\.00,978\.00/)
  const other = await take(bank, bob, ada.product, { ...march, format: 'csv', proof: { password } })
  assert.equal(JSON.parse(other.text).code, 'no-such-product')
})

test('a camt.053 adds up, escapes what people wrote, and passes the schema of ISO 20022', async (context) => {
  const { bank, ada } = await openTown()
  await using _ = bank
  const { status, headers, text } = await take(bank, ada, ada.product, {
    ...march,
    from: '2026-03-02',
    format: 'camt.053',
    proof: { password },
  })
  assert.deepEqual([status, headers['content-type']], [200, 'application/xml'])
  assert.equal(text.match(/<Ntry>/g)?.length, 4)
  assert.match(text, /<Ustrd>किराया &lt;&amp; "rent"&gt;<\/Ustrd>/)
  assert.match(
    text,
    /<Cd>OPBD<\/Cd>[\s\S]*?<Amt Ccy="INR">0\.00<\/Amt>[\s\S]*?<Cd>CLBD<\/Cd>[\s\S]*?<Amt Ccy="INR">878\.00/,
  )
  assert.match(text, /<TtlCdtNtries>\s*<NbOfNtries>2<\/NbOfNtries>\s*<Sum>1003\.00<\/Sum>/)
  const judged = await judgeXml(text, 'camt.053.001.08')
  if (judged !== 'valid' && 'skipped' in judged) context.skip(judged.skipped)
  else assert.deepEqual(judged, 'valid')
})

/** The objects of a PDF as text, streams inflated. */
const readPdf = (bytes: Buffer): string => {
  const raw = bytes.toString('latin1')
  return raw.replaceAll(/stream\n([\s\S]*?)\nendstream/g, (whole, body: string) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
    } catch {
      return whole
    }
  })
}

test('a PDF says its language and title, embeds its fonts, has the structure of a table, and numbers its pages', async () => {
  const { bank, ada, bob, pay } = await openTown()
  await using _ = bank
  for (let times = 0; times < 40; times++) await pay(ada, bob, '100', `Tea, the cup number ${times}, with नमस्ते`)
  const wanted = { ...march, to: '2026-03-05', format: 'pdf', proof: { password } }
  const { status, headers, bytes } = await take(bank, ada, ada.product, { ...wanted, language: 'hi' })
  assert.deepEqual(
    [status, headers['content-type'], bytes.subarray(0, 8).toString()],
    [200, 'application/pdf', '%PDF-1.7'],
  )
  assert.match(bytes.toString('latin1').slice(-8), /%%EOF/)
  const text = readPdf(bytes)
  assert.match(text, /\/Lang \(hi\)/)
  assert.match(text, /\/DisplayDocTitle true/)
  assert.match(text, /\/Marked true/)
  assert.match(text, /pdfuaid:part>1</)
  for (const kind of ['H1', 'H2', 'Table', 'TR', 'TH', 'TD']) assert.match(text, new RegExp(`/S /${kind}\\b`), kind)
  assert.equal(text.match(/\/S \/TR\b/g)?.length, 4 + 1 + 1 + 44 + 1)
  assert.equal(text.match(/\/Type \/Page\b/g)?.length, 3)
  const embedded = text.match(/\/FontFile2 \d+ 0 R/g)?.length ?? 0
  assert.ok(embedded >= 4, `${embedded} fonts`)
  assert.doesNotMatch(text, /\/Subtype \/Type1\b/)
  assert.match(text, /PublicSans/)
  assert.match(text, /NotoSansDevanagari/)
  const read = [...text.matchAll(/\/ActualText \(\xfe\xff((?:\\[\s\S]|[^\\)])*)\)/g)].map(([, said]) => unwrap(said))
  assert.ok(read.includes('खाते का विवरण'), 'what is read aloud is said in letters, in their order')
  assert.ok(read.some((said) => said.endsWith('नमस्ते')))
})

/** A text of a PDF, in UTF-16, with what stands escaped in it. */
const unwrap = (said: string): string => {
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  const bytes = said.replaceAll(/\\([\s\S])/g, (_, found: string) => escapes[found] ?? found)
  return Buffer.from(bytes, 'latin1').swap16().toString('utf16le')
}

test('a reader that leaves in the middle ends the work and gives the connection back', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada', 10_000n)
  const address = await bank.http.server.listen({ host: '127.0.0.1', port: 0 })
  const leave = async () => {
    const leaving = new AbortController()
    const { status } = await fetch(`${address}/v1/products/${ada.product}/statement-files`, {
      method: 'POST',
      headers: { ...ada.headers, 'content-type': 'application/json', origin: address },
      body: JSON.stringify({ ...march, to: '2026-03-02', format: 'csv', proof: { password } }),
      signal: leaving.signal,
    })
    leaving.abort()
    return status
  }
  // Two files may be on their way, so the third is there when the bank has noticed that the readers are gone.
  const untilTaken = async (take: () => Promise<number>) => {
    let status = await take()
    for (let tries = 0; tries < 500 && status === 429; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      status = await take()
    }
    return status
  }
  for (let round = 0; round < 3; round++) assert.equal(await untilTaken(leave), 200)
  const open = `select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`
  while ((await bank.db.query(open)).length > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  const wanted = { ...march, to: '2026-03-02', format: 'csv', proof: { password } }
  assert.equal(await untilTaken(async () => (await take(bank, ada, ada.product, wanted)).status), 200)
})
