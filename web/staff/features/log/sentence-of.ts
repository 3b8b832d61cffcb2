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

/** Which sentence a kind is said by. */
const sentences: Readonly<Record<string, Choose>> = {
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
  policy: always('policy'),
  rule: always('rule'),
  'in-force': orEnds('inForce', 'inForceEnds', 'outcome'),
  'review-signature': always('reviewSignature'),
  'case-entry': always('caseEntry'),
  answer: always('answer'),
  statement: always('statement'),
  pause: ({ fields }) => (fields.ending ? 'pauseEnds' : fields.choice ? 'pauseChosen' : 'pause'),
  'payment-event': always('paymentEvent'),
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
  configuration: always('configuration'),
  keys: always('keys'),
}

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '')
}

/** Whoever is not named did it without a person: a clock, a command. */
const nobody = '—'

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
  const missing = ['who', 'asked_by', 'written_by', 'ended_by', 'staff', 'owner', 'added_by'].map((name) => [
    name,
    nobody,
  ])
  return { key, values: { ...Object.fromEntries(missing), ...Object.fromEntries(given) } }
}
