/** Corridors of the demo, and rates that are specimens: made up, of the day on which the bank was started. */
import type { Clock } from '#platform/time'
import type { CorridorRules } from '#wire/payments'
import type { Bank } from '../app.ts'

const rates = { USD: '1.1600', GBP: '0.8800', JPY: '180.00', INR: '103.50' }

const written = (day: string): string =>
  `<Envelope><Cube><Cube time="${day}">${Object.entries(rates)
    .map(([currency, rate]) => `<Cube currency="${currency}" rate="${rate}"/>`)
    .join('')}</Cube></Cube></Envelope>`

const usual: CorridorRules = {
  isOpen: true,
  from: ['INR', 'USD', 'EUR', 'GBP'],
  least: '100',
  most: '1000000',
  spreadBasisPoints: 50,
  feeCurrency: 'INR',
  feeFixed: '10000',
  feeBasisPoints: 10,
  feeMost: '150000',
  purposes: ['family', 'education', 'travel', 'medical', 'goods', 'services', 'gift'],
  account: 'iban',
  cutOff: '15:30',
  days: 1,
  ratesGoodForDays: 5,
}

const corridors: readonly (readonly [string, Partial<CorridorRules>])[] = [
  ['DE-EUR', {}],
  ['GB-GBP', {}],
  ['JP-JPY', { account: 'bank-and-account', most: '1500000', days: 2 }],
  ['US-USD', { account: 'bank-and-account' }],
]

/** At each start, since rates grow old; corridors that are there stay as they are. */
export const openCorridors = async ({ payments: { abroad } }: Bank, clock: Clock): Promise<void> => {
  for (const [id, rules] of corridors) await abroad.openFirst(id, { ...usual, ...rules })
  if (abroad.ratesFrom === undefined)
    await abroad.takeRates(written(clock().toISOString().slice(0, 10)), 'specimen rates of the demo')
}
