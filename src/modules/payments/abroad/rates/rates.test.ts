import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CallbackFailed } from '#platform/callback'
import { dayMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { eurofxref, openAbroad, quote, signInAgain, usualRates } from '../test-abroad.ts'
import { NoRates, readEurofxref } from './eurofxref.ts'
import { createFetchRates } from './fetch.ts'

test('the file of the European Central Bank is read: one day, and each currency for one euro', () => {
  const { day, perEuro } = readEurofxref(eurofxref('2026-02-27', usualRates))
  assert.equal(day, '2026-02-27')
  assert.deepEqual(Object.fromEntries(perEuro), usualRates)
})

test('what is not such a file is refused by what is wrong with it', () => {
  const good = eurofxref('2026-02-27', usualRates)
  const wrong: [string, RegExp][] = [
    ['', /no day|document/],
    ['<a/>', /no day/],
    [good.replace('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE a [<!ENTITY x "y">]>'), /document type/],
    [good.replace("time='2026-02-27'", "time='2026-02-30'"), /day is none/],
    [good.replace("rate='1.0800'", "rate='0.0000'"), /USD is no number above zero/],
    [good.replace("rate='1.0800'", "rate='-1'"), /USD is no number/],
    [good.replace("rate='1.0800'", "rate='1e3'"), /USD is no number/],
    [good.replace("currency='GBP'", "currency='USD'"), /USD stands twice/],
    [good.replace("currency='GBP'", "currency='pounds'"), /no currency/],
    [good.replace('</gesmes:Envelope>', ''), /./],
    [eurofxref('2026-02-27', {}), /no rates/],
    [`${good}${' '.repeat(256 * 1024)}`, /larger/],
  ]
  for (const [text, why] of wrong)
    assert.throws(
      () => readEurofxref(text),
      (error) => error instanceof NoRates && why.test(error.message),
      `${why}`,
    )
})

test('a day keeps its rates with its source; others for it, a day to come and a leap are refused', async () => {
  await using bank = await testBank()
  const take = bank.payments.abroad.takeRates
  assert.deepEqual(await take(eurofxref('2026-02-27', usualRates), 'a file'), { day: '2026-02-27', count: 5 })
  assert.deepEqual(await take(eurofxref('2026-02-27', usualRates), 'the same'), { day: '2026-02-27', count: 0 })
  await assert.rejects(take(eurofxref('2026-02-27', { ...usualRates, USD: '1.09' }), 'x'), { code: 'rates-differ' })
  await assert.rejects(take(eurofxref('2026-03-04', usualRates), 'x'), { code: 'rates-broken' })
  await assert.rejects(take(eurofxref('2026-03-02', { ...usualRates, INR: '113' }), 'x'), { code: 'rates-leap' })
  await take(eurofxref('2026-03-02', { ...usualRates, INR: '112.5' }), 'the next day')
  const rows = await bank.db.query<{ currency: string; source: string; per_euro: string }>(
    "select currency, source, per_euro from payments.reference_rate where day = '2026-03-02' order by currency",
  )
  assert.deepEqual(
    rows.map(({ currency, per_euro }) => `${currency} ${per_euro}`),
    ['EUR 1', 'GBP 0.8500', 'INR 112.5', 'JPY 160.00', 'USD 1.0800'],
  )
})

test('rates come from a file or over TLS from the open internet, and a failure says why', async () => {
  const taken: string[] = []
  const take = async (text: string, source: string) => {
    taken.push(source)
    return { day: readEurofxref(text).day, count: 1 }
  }
  const text = eurofxref('2026-02-27', usualRates)
  const path = join(tmpdir(), `bank-test-rates-${process.pid}.xml`)
  await writeFile(path, text)
  const answering = (status: number, body: string) => ({
    get: async () => ({ status, body: Buffer.from(body), ms: 1 }),
  })
  const fetch = (from: string | undefined, callbacks = answering(200, text)) =>
    createFetchRates({ from, callbacks, take })()
  assert.equal(await fetch(undefined), null)
  assert.equal((await fetch(path))?.day, '2026-02-27')
  assert.equal((await fetch('https://rates.example/daily.xml'))?.day, '2026-02-27')
  assert.deepEqual(taken, [path, 'https://rates.example/daily.xml'])
  await assert.rejects(fetch('https://rates.example/', answering(503, 'no')), { code: 'rates-not-fetched' })
  const refusing = {
    get: async () => {
      throw new CallbackFailed('address-not-allowed')
    },
  }
  await assert.rejects(fetch('https://rates.example/', refusing), /address-not-allowed/)
})

test('the address of the rates may be neither plain nor private', async () => {
  for (const from of [
    'http://rates.example/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://10.0.0.1/x',
    'https://169.254.169.254/x',
  ]) {
    const { createCallbacks } = await import('#platform/callback')
    const fetch = createFetchRates({ from, callbacks: createCallbacks(), take: async () => ({ day: '', count: 0 }) })
    await assert.rejects(fetch(), /address-not-allowed/, from)
  }
})

test('a rate that is too old is not quoted by, and one that is missing is said to be', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  assert.equal((await quote(bank, ada, 100_000n)).status, 200)
  await bank.db.query("delete from payments.reference_rate where currency = 'JPY'")
  assert.equal((await quote(bank, ada, 100_000n, { corridor: 'JP-JPY' })).code, 'rate-missing')
  // Of Friday the 27th, good for five days: up to Wednesday the 4th.
  bank.pass(2 * dayMs)
  assert.equal((await quote(bank, await signInAgain(bank, ada), 100_000n)).status, 200)
  bank.pass(dayMs)
  const stale = await quote(bank, await signInAgain(bank, ada), 100_000n)
  assert.equal(stale.code, 'rate-stale')
  assert.match(stale.body.detail, /2026-02-27/)
})
