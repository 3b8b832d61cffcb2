/** A bank with rates and corridors, for tests. */

import { type Holder, password, type TestBank, type TestBankOptions, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'
import type { CorridorRules } from '../wire.ts'
import { writeCorridor } from './corridors/rows.ts'

export const eurofxref = (
  day: string,
  rates: Readonly<Record<string, string>>,
) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube><Cube time='${day}'>${Object.entries(rates)
    .map(([currency, rate]) => `<Cube currency='${currency}' rate='${rate}'/>`)
    .join('')}</Cube></Cube>
</gesmes:Envelope>`

export const usualRates = { USD: '1.0800', INR: '90.0000', GBP: '0.8500', JPY: '160.00', CHF: '0.9500' }

export const usualRules: CorridorRules = {
  isOpen: true,
  from: ['INR', 'EUR'],
  least: '100',
  most: '10000000',
  spreadBasisPoints: 50,
  feeFixed: '10000',
  feeBasisPoints: 10,
  feeMost: '100000',
  purposes: [],
  account: 'iban',
  cutOff: '15:30',
  days: 1,
  ratesGoodForDays: 5,
}

export const iban = 'DE89370400440532013000'

/** Grants are not what these tests are about. */
export const program = (bank: TestBank) => bank.service('abroad:work')

/** A Monday, at nine in Greenwich. Ada has 10,000 rupees. */
export const openAbroad = async (options: TestBankOptions = {}, rules: Partial<CorridorRules> = {}) => {
  const bank = await testBank(options)
  await bank.payments.abroad.takeRates(eurofxref('2026-02-27', usualRates), 'a test')
  const open = (id: string, more: Partial<CorridorRules> = {}) =>
    writeCorridor(bank.db, id, { ...usualRules, ...rules, ...more }, { asked: null, granted: null }, bank.clock())
  await open('DE-EUR')
  await open('US-USD', { account: 'bank-and-account' })
  await open('JP-JPY', { account: 'bank-and-account' })
  const ada = await bank.holder('Ada', 1_000_000n)
  return { bank, ada, open }
}

export type Town = Awaited<ReturnType<typeof openAbroad>>

export const quote = async (
  bank: TestBank,
  who: Holder,
  minor: bigint,
  more: { corridor?: string; side?: 'pays' | 'gets'; from?: string } = {},
) =>
  bank.ask(who, 'POST', '/v1/quotes', {
    from: who.product,
    corridor: 'DE-EUR',
    side: 'pays',
    minor: minor.toString(),
    ...more,
  })

export const sendBy = (bank: TestBank, who: Holder, sealed: string, more: object = {}, id = bank.newId()) =>
  bank
    .ask(who, 'PUT', `/v1/payments-abroad/${id}`, {
      quote: sealed,
      name: 'Marie Curie',
      account: iban,
      note: 'Books',
      ...more,
    })
    .then((answer) => ({ ...answer, id }))

/** What the house's own account shows, credits less debits. */
export const houseBalance = async (bank: TestBank, account: string): Promise<bigint> =>
  (await bank.balance(account)) ?? 0n

/** The same person with a session of now; one from hours ago has ended. */
export const signInAgain = async (bank: TestBank, who: Holder): Promise<Holder> => {
  const payload = { email: `${who.name.toLowerCase()}@bank.test`, password }
  const answer = await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload })
  return {
    ...who,
    headers: { ...who.headers, ...browserHeaders(answer.headers['set-cookie']?.toString().split(';')[0] ?? '') },
  }
}
