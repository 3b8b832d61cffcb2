import { type CurrencyCode, currencies } from '#platform/money'
import type { SentenceKey } from './sentence-words.ts'

export interface LeafSaid {
  readonly kind: string
  readonly count: number
  readonly content: string | null
}

type Fields = Readonly<Record<string, unknown>>

interface Content {
  readonly change?: string
  readonly fields: Fields
}

type Choose = (content: Content) => SentenceKey

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '')
}

const always =
  (key: SentenceKey): Choose =>
  () =>
    key
/** The second where the row is gone, or one of the fields says that it is over. */
const orEnds =
  (key: SentenceKey, ends: SentenceKey, ...over: readonly string[]): Choose =>
  ({ change, fields }) =>
    change === 'delete' || over.some((name) => fields[name] !== undefined) ? ends : key
const byFact =
  (name: string, yes: SentenceKey, no: SentenceKey): Choose =>
  ({ fields }) =>
    fields[name] ? yes : no

/** By what a field says; a value that nobody has thought of is said by its kind. */
const byValue =
  (name: string, keys: Readonly<Record<string, SentenceKey>>): Choose =>
  ({ fields }) =>
    keys[textOf(fields[name])] ?? 'other'
/** The first of these that has come to be; the last that happens stands first. */
const byLast =
  (key: SentenceKey, later: readonly (readonly [string, SentenceKey])[]): Choose =>
  ({ fields }) =>
    later.find(([name]) => fields[name] !== undefined)?.[1] ?? key

const ofLockers: Readonly<Record<string, Choose>> = {
  'locker-box': ({ change, fields }) => (fields.locked_at ? 'boxLocked' : change === 'insert' ? 'box' : 'boxFree'),
  'locker-kiosk': orEnds('kiosk', 'kioskEnds', 'revoked_at'),
  'locker-holder': byLast('holder', [
    ['ended_at', 'holderEnds'],
    ['declined_at', 'holderDeclined'],
    ['consented_at', 'holderConsented'],
  ]),
  'locker-enrollment': byLast('enrollment', [
    ['ended_at', 'enrollmentEnds'],
    ['granted_at', 'enrollmentGranted'],
  ]),
  'locker-attempt': orEnds('visit', 'visitDenied', 'denial'),
  'locker-step': always('door'),
  'locker-opening': byLast('opening', [['outcome', 'openingEnds']]),
  'locker-offline-opening': byFact('was_right', 'openedAlone', 'openedWrongly'),
  'locker-permit': always('permit'),
  'locker-entry': always('entry'),
  'locker-alarm': byLast('alarm', [
    ['over_at', 'alarmOver'],
    ['taken_by', 'alarmTaken'],
  ]),
  'locker-incident': orEnds('incident', 'incidentAnswer', 'answer'),
  'locker-picture': orEnds('picture', 'pictureEnds', 'removed_at'),
  'locker-policy': always('lockerPolicy'),
  'locker-policy-proposal': orEnds('lockerProposal', 'lockerProposalEnds', 'decision'),
  'locker-release': orEnds('release', 'releaseEnds', 'decision'),
}

/** Which sentence a kind is said by. */
export const sentences: Readonly<Record<string, Choose>> = {
  role: orEnds('role', 'roleEnds'),
  'role-permission': orEnds('permission', 'permissionEnds'),
  'person-lock': byFact('is_locked', 'lock', 'lockEnds'),
  signature: byFact('passkey', 'signature', 'signaturePlain'),
  proposal: orEnds('proposal', 'proposalEnds', 'outcome'),
  'taken-right': ({ fields }) =>
    fields.reviewed_by ? 'takenRightReviewed' : fields.ended_at ? 'takenRightEnds' : 'takenRight',
  reading: always('reading'),
  consent: orEnds('consent', 'consentEnds', 'ended_at'),
  'typing-consent': orEnds('typing', 'typingEnds'),
  intervention: always('intervention'),
  passkey: ({ fields }) =>
    fields.removed_at ? 'passkeyRemoved' : fields.suspected_at ? 'passkeySuspected' : 'passkey',
  client: orEnds('client', 'clientEnds', 'revoked_at'),
  'service-client': orEnds('serviceClient', 'serviceClientEnds', 'revoked_at'),
  'service-key': orEnds('serviceKey', 'serviceKeyEnds', 'revoked_at'),
  model: always('model'),
  promotion: orEnds('promotion', 'promotionEnds', 'outcome'),
  training: always('training'),
  'training-schedule': always('trainingSchedule'),
  'back-test': always('backTest'),
  policy: always('policy'),
  rule: always('rule'),
  'in-force': orEnds('inForce', 'inForceEnds', 'outcome'),
  'review-signature': always('reviewSignature'),
  'case-entry': always('caseEntry'),
  answer: always('answer'),
  label: ({ fields }) =>
    fields.told_by === undefined ? 'labelPutAside' : fields.is_fraud ? 'labelFraud' : 'labelGood',
  statement: always('statement'),
  pause: ({ fields }) => (fields.ending ? 'pauseEnds' : fields.choice ? 'pauseChosen' : 'pause'),
  'payment-event': always('paymentEvent'),
  cash: byFact('payee', 'cashIn', 'cashOut'),
  'standing-order': always('standingOrder'),
  'saved-payee': orEnds('savedPayee', 'savedPayeeEnds'),
  freeze: byFact('is_frozen', 'freeze', 'freezeEnds'),
  'limit-change': always('limit'),
  'halt-change': byFact('is_halted', 'halt', 'haltEnds'),
  holiday: orEnds('holiday', 'holidayEnds'),
  chart: always('chart'),
  period: orEnds('period', 'periodEnds', 'reopened_at'),
  reopening: orEnds('reopening', 'reopeningEnds', 'outcome'),
  webhook: orEnds('webhook', 'webhookEnds', 'off_at', 'removed_at'),
  charge: always('charge'),
  'charge-move': byValue('kind', { capture: 'chargeTaken', refund: 'chargeGivenBack' }),
  dispute: byLast('dispute', [
    ['outcome', 'disputeEnds'],
    ['credited_at', 'disputeCredit'],
    ['answered_at', 'disputeAnswer'],
  ]),
  'dispute-evidence': byValue('side', { payer: 'evidenceOfPayer', merchant: 'evidenceOfMerchant' }),
  'dispute-proposal': orEnds('disputeProposal', 'disputeProposalEnds', 'outcome'),
  'fee-schedule': orEnds('fees', 'feesEnd', 'outcome'),
  'corridor-change': orEnds('corridor', 'corridorEnds', 'outcome'),
  'reference-rate': always('rate'),
  'abroad-answer': always('abroadAnswer'),
  reconciliation: always('bankStatement'),
  'reconciliation-break': always('difference'),
  ...ofLockers,
  configuration: always('configuration'),
  'log-export': always('logExport'),
  keys: always('keys'),
}

/** Whoever is not named did it without a person: a clock, a command. What a row leaves open is not known. */
const nobody = '—'
const mayBeOpen = [
  'who',
  'asked_by',
  'written_by',
  'ended_by',
  'staff',
  'owner',
  'added_by',
  'taken_by',
  'set_up_by',
  'consented_by',
  'box',
  'branch',
  'person',
  'locked_why',
  'note',
]

/** An amount as the row has it, in the units that people say. */
const amountOf = ({ currency, minor }: Fields): string => {
  if (typeof currency !== 'string' || minor === undefined) return nobody
  const exponent = currencies[currency as CurrencyCode]?.exponent ?? 0
  const [, sign, digits] = /^(-?)(\d+)$/.exec(textOf(minor)) ?? []
  if (digits === undefined) return nobody
  const padded = digits.padStart(exponent + 1, '0')
  const whole = padded.slice(0, padded.length - exponent)
  return `${currency} ${sign}${whole}${exponent === 0 ? '' : `.${padded.slice(-exponent)}`}`
}

export interface Sentence {
  readonly key: SentenceKey
  readonly values: Readonly<Record<string, string | number>>
}

/** How a leaf is said; the values are as the leaf has them. */
export const sentenceOf = ({ kind, count, content }: LeafSaid): Sentence => {
  if (content === null) return { key: kind === 'decision' ? 'decisions' : 'transfers', values: { count } }
  const parsed = JSON.parse(content) as { change?: string; fields?: Fields }
  const said: Content = { ...(parsed.change && { change: parsed.change }), fields: parsed.fields ?? {} }
  const key = sentences[kind]?.(said) ?? 'other'
  if (key === 'other') return { key, values: { kind: kind.replaceAll('-', ' ') } }
  const given = Object.entries(said.fields).map(([name, value]) => [name, textOf(value)])
  const missing = mayBeOpen.map((name) => [name, nobody])
  return {
    key,
    values: { ...Object.fromEntries(missing), ...Object.fromEntries(given), amount: amountOf(said.fields) },
  }
}
