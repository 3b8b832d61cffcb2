/** Why a payment was stopped, in sentences for the customer; strongest first. */
import type { AttemptKind } from './attempt.ts'
import { featureNames } from './features/catalog.ts'
import { originTells } from './reasons-of-origin.ts'
import { digits, reason, type Tell, type Values } from './telling.ts'
import type { Reason } from './wire.ts'
import { counted, timesInWords } from './words.ts'

const unusualAmount: Tell = (values) => {
  const ratio = values['amount-to-usual']
  if (ratio >= 1.5)
    return reason('unusual-amount', `this is ${timesInWords(ratio)} your usual amount`, { times: digits(ratio) })
  return null
}

const largest: Tell = (values) =>
  values['amount-to-largest'] > 1
    ? reason('largest-amount', 'this is more than you paid at once in the last 90 days')
    : null

const rareAmount: Tell = (values) =>
  values['amount-tail'] >= 1.7 ? reason('rare-amount', 'few people pay as much at once') : null

const moreThanBefore: Tell = (values, kind) => {
  const ratio = values['amount-to-pair']
  if (!(ratio >= 1.5)) return newPayee(values, kind)
  return reason('more-than-before', `this is ${timesInWords(ratio)} what you paid here before`, {
    times: digits(ratio),
  })
}

const balance: Tell = (values) => {
  const share = values['balance-share']
  if (!(share >= 0.5)) return null
  const part = share >= 0.9 ? 'nearly all the money' : 'more than half of the money'
  return reason('most-of-balance', `this is ${part} in your account`, { percent: digits(100 * share) })
}

const newPayee: Tell = (values, kind) => {
  if (values['times-paid'] !== 0) return null
  return reason('new-payee', kind === 'card' ? 'you have never paid here before' : 'you have never paid this person')
}

const manyPayments: Tell = (values) => {
  const [hour, day] = [values['attempts-1h'], values['attempts-1d']]
  if (hour >= 3)
    return reason('many-payments', `you made ${counted(hour, 'payment')} within an hour`, { count: digits(hour) })
  if (day < 5) return null
  return reason('many-payments-in-a-day', `you made ${counted(day, 'payment')} within a day`, { count: digits(day) })
}

const spentToday: Tell = (values) => {
  const ratio = values['spent-to-usual']
  if (!(ratio >= 2)) return null
  return reason('much-in-a-day', `you are paying ${timesInWords(ratio)} as much as on a usual day`, {
    times: digits(ratio),
  })
}

const newPayees: Tell = (values) => {
  const count = values['new-payees-1d']
  return count >= 2
    ? reason('many-new-payees', `you tried ${counted(count, 'new payee')} within a day`, { count: digits(count) })
    : null
}

const unusualHour: Tell = (values) =>
  values['hour-share'] < 0.5 ? reason('unusual-hour', 'you rarely pay at this hour') : null

const smallBefore: Tell = (values) =>
  values['earlier-to-usual'] < 0.5 ? reason('small-payments-before', 'small payments came just before this one') : null

const reported: Tell = (values) =>
  values['payee-frauds'] > 0 || values['payee-fraud-share'] > 0
    ? reason('payee-reported', 'payments to this payee were reported as fraud')
    : null

const payerReported: Tell = (values) =>
  values['payer-frauds'] > 0 ? reason('payer-reported', 'other payments of yours were reported as fraud') : null

const youngPayee: Tell = (values) => {
  const age = values['payee-age']
  if (!(age < 60)) return null
  const clause =
    age < 1 ? 'this account was opened within the last day' : `this account is only ${counted(age, 'day')} old`
  return reason('young-payee', clause, { days: digits(Math.floor(age)) })
}

const crowd: Tell = (values) => {
  const count = values['payee-new-payers-1d']
  if (!(count >= 3)) return null
  return reason('payee-new-payers', `${counted(count, 'new payer')} paid this account within a day`, {
    count: digits(count),
  })
}

const passesOn: Tell = (values) =>
  values['payee-passed-on'] >= 0.5
    ? reason('payee-passes-on', 'this account behaves like those that are used for fraud')
    : null

const passesTogether: Tell = (values) =>
  values['frauds-at-payee-devices'] > 0
    ? reason('payee-passes-on', 'this account behaves like those that are used for fraud')
    : null

const sharersReported: Tell = (values) =>
  values['frauds-of-payee-sharers'] > 0
    ? reason('payers-reported', 'others who paid this account were victims of fraud')
    : null

const oddForPayee: Tell = (values) =>
  values['amount-to-payee-usual'] >= 2
    ? reason('unusual-for-payee', 'this payee usually receives much smaller amounts')
    : null

const credential: Tell = (values) => {
  const age = values['credential-age']
  if (!(age < 14)) return null
  const when = age < 1 ? 'within the last day' : `${counted(age, 'day')} ago`
  return reason('changed-password', `your password was changed ${when}`, { days: digits(age) })
}

const idle: Tell = (values) => {
  const days = values['idle-time']
  return days >= 30 ? reason('long-idle', `you paid nothing for ${counted(days, 'day')}`, { days: digits(days) }) : null
}

const passingOn: Tell = (values) => {
  const share = values['amount-to-received']
  return share >= 0.5 ? reason('passing-on', 'this is most of the money that you received today') : null
}

const tells: Readonly<Record<string, Tell>> = {
  ...originTells,
  'amount-to-usual': unusualAmount,
  'amount-deviation-30d': unusualAmount,
  'amount-deviation-7d': unusualAmount,
  'amount-to-largest': largest,
  'amount-tail': rareAmount,
  'amount-to-pair': moreThanBefore,
  'amount-to-payee-usual': oddForPayee,
  'amount-deviation-payee': oddForPayee,
  'balance-share': balance,
  'attempts-1m': manyPayments,
  'attempts-10m': manyPayments,
  'attempts-1h': manyPayments,
  'attempts-1d': manyPayments,
  'attempts-to-usual': manyPayments,
  'spent-to-usual': spentToday,
  'earlier-to-usual': smallBefore,
  'new-payees-1d': newPayees,
  'hour-share': unusualHour,
  'times-paid': newPayee,
  'days-since-paid': newPayee,
  'payee-age': youngPayee,
  'payee-new-payers-1h': crowd,
  'payee-new-payers-1d': crowd,
  'payee-attempts-1h': crowd,
  'payee-attempts-1d': crowd,
  'payee-passed-on': passesOn,
  'payee-frauds': reported,
  'payee-victims': reported,
  'payee-fraud-share': reported,
  'payee-since-fraud': reported,
  'payee-since-report': reported,
  'payer-frauds': payerReported,
  'payer-fraud-payees': payerReported,
  'payer-since-fraud': payerReported,
  'credential-age': credential,
  'idle-time': idle,
  'amount-to-received': passingOn,
  'amount-to-median': unusualAmount,
  'amount-to-mean-7d': unusualAmount,
  'amount-to-mean-30d': unusualAmount,
  'payer-tail': unusualAmount,
  'amount-log': rareAmount,
  hour: unusualHour,
  night: unusualHour,
  'payee-delayed-frauds-1d': reported,
  'payee-delayed-frauds-7d': reported,
  'payee-delayed-frauds-30d': reported,
  'payee-run-frauds': reported,
  'payee-run-share': reported,
  'payee-plain-frauds': reported,
  'payee-since-first-fraud': reported,
  'payer-frauds-made-14d': payerReported,
  'payee-component': passesTogether,
  'frauds-at-payee-devices': passesTogether,
  'frauds-of-payee-sharers': sharersReported,
}

const most = 3
/** Said where nothing more exact can be. */
export const unusual = reason('unusual-pattern', 'this does not look like your other payments')

const ofPayee = new Set(
  'new-payee young-payee payee-reported payee-new-payers payee-passes-on payers-reported wrong-name'.split(' '),
)
const ofAmount = new Set(
  'unusual-amount largest-amount rare-amount more-than-before most-of-balance much-in-a-day unusual-for-payee'.split(
    ' ',
  ),
)
const subjectOf = (code: string): string => {
  if (ofPayee.has(code)) return 'payee'
  return ofAmount.has(code) ? 'amount' : 'manner'
}

interface Weighed {
  readonly told: Reason
  readonly logOdds: number
}

/** Features by name, looked up as they are asked for: most never are. */
const byName = Object.create(
  null,
  Object.fromEntries(
    featureNames.map((name, index) => [
      name,
      {
        get(this: { readonly features: Float32Array }) {
          return this.features[index]
        },
      },
    ]),
  ),
)

const valuesOf = (features: Float32Array): Values => Object.create(byName, { features: { value: features } })

/** What speaks against a payment, each sentence weighed by all features that say it, strongest first. */
const weigh = (features: Float32Array, contributions: ArrayLike<number>, kind: AttemptKind): Weighed[] => {
  const values = valuesOf(features)
  const found = new Map<string, Weighed>()
  for (const [index, name] of featureNames.entries()) {
    const told = contributions[index] > 0 ? tells[name]?.(values, kind) : null
    if (!told) continue
    const before = found.get(told.code)?.logOdds ?? 0
    found.set(told.code, { told, logOdds: before + contributions[index] })
  }
  return [...found.values()].sort((left, right) => right.logOdds - left.logOdds)
}

/** Of each subject its strongest before any second one: three ways to say that it is much are one reason. */
const vary = (weighed: readonly Weighed[]): Reason[] => {
  const reasons = weighed.map(({ told }) => told)
  const isFirst = ({ code }: Reason, index: number) =>
    reasons.findIndex((other) => subjectOf(other.code) === subjectOf(code)) === index
  return [...reasons.filter(isFirst), ...reasons.filter((reason, index) => !isFirst(reason, index))]
}

/** At most three reasons, strongest first; none is never said. A new payee comes before the amount, as people would say it. */
export const reasonsOf = (features: Float32Array, contributions: ArrayLike<number>, kind: AttemptKind): Reason[] => {
  const [first, second, ...others] = vary(weigh(features, contributions, kind))
  if (!first) return [unusual]
  if (second?.code === 'new-payee') return [second, first, ...others].slice(0, most)
  return [first, second, ...others].filter((reason) => reason !== undefined).slice(0, most)
}

/** Where the payment could not be scored and waits because of its amount. */
export const notScored = reason('not-scored', 'a person looks at this payment before it moves')

/** The first two reasons in one sentence. */
export const sentenceOf = (reasons: readonly Reason[]): string => {
  const [first, second] = reasons
  if (!first) return ''
  if (!second) return first.sentence
  return `${first.sentence.slice(0, -1)}, and ${second.sentence.charAt(0).toLowerCase()}${second.sentence.slice(1)}`
}
