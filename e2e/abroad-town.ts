/** A bank that sends money abroad. */
import type { CorridorRules } from '#wire/payments'
import type { OpenBank } from './open-bank.ts'

const rules: CorridorRules = {
  isOpen: true,
  from: ['INR', 'EUR'],
  least: '100',
  most: '1000000',
  spreadBasisPoints: 50,
  feeFixed: '10000',
  feeBasisPoints: 10,
  feeMost: null,
  purposes: ['family', 'education'],
  account: 'iban',
  cutOff: '23:59',
  days: 1,
  ratesGoodForDays: 5,
}

/** Two corridors, and rates of the bank's own today. */
export const openAbroad = async (bank: OpenBank): Promise<void> => {
  const { abroad } = bank.payments
  await abroad.openFirst('DE-EUR', rules)
  await abroad.openFirst('US-USD', { ...rules, account: 'bank-and-account', purposes: [] })
  await abroad.takeRates(ratesFile(bank.clock()), 'European Central Bank')
}

export const ratesFile = (at: Date): string =>
  `<Envelope><Cube><Cube time="${at.toISOString().slice(0, 10)}"><Cube currency="USD" rate="1.08"/><Cube currency="INR" rate="90"/></Cube></Cube></Envelope>`
