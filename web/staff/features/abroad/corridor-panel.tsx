import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CorridorRules, CorridorView } from '#wire/payments'
import { askCorridorChange, corridorId, corridorRules } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useSigning } from '../../signing.tsx'
import { useAbroadWords } from './abroad-words.ts'
import { arrivalOf, minorIn, textOf } from './amount-texts.ts'

/** What a new corridor begins with. */
const usual: CorridorRules = {
  isOpen: true,
  from: ['INR', 'EUR', 'USD', 'GBP'],
  least: '100',
  most: '1000000',
  spreadBasisPoints: 50,
  feeCurrency: 'INR',
  feeFixed: '10000',
  feeBasisPoints: 0,
  feeMost: null,
  purposes: [],
  account: 'bank-and-account',
  cutOff: '15:30',
  days: 1,
  ratesGoodForDays: 5,
}

const currencies = corridorRules.shape.from.element.options

const numbers = [
  ['spreadBasisPoints', 'spreadLabel'],
  ['feeFixed', 'feeFixedLabel'],
  ['feeBasisPoints', 'feePointsLabel'],
  ['least', 'leastLabel'],
  ['most', 'mostLabel'],
  ['days', 'daysLabel'],
  ['ratesGoodForDays', 'ageLabel'],
] as const

type NumberName = (typeof numbers)[number][0]
type Texts = Readonly<Record<NumberName | 'cutOff' | 'id', string>>

/** Amounts, and in which currency each is. */
const isAmount = (name: NumberName): name is 'feeFixed' | 'least' | 'most' =>
  name === 'feeFixed' || name === 'least' || name === 'most'

const textsOf = (rules: CorridorRules, id: string): Texts => ({
  id,
  cutOff: rules.cutOff,
  spreadBasisPoints: String(rules.spreadBasisPoints),
  feeFixed: textOf(rules.feeFixed, rules.feeCurrency),
  feeBasisPoints: String(rules.feeBasisPoints),
  least: textOf(rules.least, arrivalOf(id, currencies)),
  most: textOf(rules.most, arrivalOf(id, currencies)),
  days: String(rules.days),
  ratesGoodForDays: String(rules.ratesGoodForDays),
})

const isWhole = (text: string): boolean => /^(0|[1-9]\d{0,11})$/.test(text.trim())

const isRight = (name: NumberName, texts: Texts, feeCurrency?: FeeCurrency): boolean =>
  isAmount(name) ? minorOf(name, texts, feeCurrency) !== null : isWhole(texts[name])

const minorOf = (name: 'feeFixed' | 'least' | 'most', texts: Texts, feeCurrency?: FeeCurrency): string | null =>
  minorIn(texts[name], name === 'feeFixed' ? feeCurrency : arrivalOf(texts.id, currencies))

type FeeCurrency = NonNullable<CorridorRules['feeCurrency']>

/** The currency of the fixed fee. Of rules from before that name none, it is the payer's until one is chosen. */
const FeeCurrencyField = ({ value, onChange }: { value?: FeeCurrency; onChange: (value: FeeCurrency) => void }) => {
  const say = useAbroadWords()
  const none = value === undefined ? [{ value: '', label: say('feeCurrencyNone') }] : []
  return (
    <SelectField
      label={say('feeCurrencyLabel')}
      value={value ?? ''}
      options={[...none, ...currencies.map((code) => ({ value: code, label: code }))]}
      onChange={(code) => onChange(code as FeeCurrency)}
    />
  )
}

const rulesOf = (before: CorridorRules, texts: Texts, isOpen: boolean, feeCurrency?: FeeCurrency): CorridorRules => ({
  ...before,
  ...(feeCurrency && { feeCurrency }),
  isOpen,
  cutOff: texts.cutOff,
  spreadBasisPoints: Number(texts.spreadBasisPoints),
  feeFixed: minorOf('feeFixed', texts, feeCurrency) ?? before.feeFixed,
  feeBasisPoints: Number(texts.feeBasisPoints),
  least: minorOf('least', texts) ?? before.least,
  most: minorOf('most', texts) ?? before.most,
  days: Number(texts.days),
  ratesGoodForDays: Number(texts.ratesGoodForDays),
})

const useAsk = (onClose: () => void) => {
  const signing = useSigning()
  const say = useAbroadWords()
  const tell = useSaying()
  const client = useQueryClient()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  const asking = useMutation({
    mutationFn: async (asked: { corridor: string; rules: CorridorRules; reason: string }) => {
      const proof = await signing.prove({ kind: 'payments.corridor', subject: id, asked })
      return call(askCorridorChange, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: async () => {
      await client.invalidateQueries()
      tell(say('asked'), '/abroad')
      onClose()
    },
  })
  return { ...asking, signing }
}

/** Where somebody asks for a corridor to be opened or changed, and signs it. */
export const CorridorPanel = ({ corridor, onClose }: { corridor: CorridorView | null; onClose: () => void }) => {
  const say = useAbroadWords()
  const before = corridor?.rules ?? usual
  const [texts, setTexts] = useState(() => textsOf(before, corridor?.id ?? ''))
  const [isOpen, setOpen] = useState(before.isOpen)
  const [feeCurrency, setFeeCurrency] = useState(before.feeCurrency)
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error, signing } = useAsk(onClose)
  const isId = corridorId.safeParse(texts.id.trim()).success
  const isReady = (): boolean => {
    setTried(true)
    return isId && numbers.every(([name]) => isRight(name, texts, feeCurrency))
  }
  return (
    <ReasonedPanel
      title={corridor ? say('changeTitle', { corridor: corridor.id }) : say('addTitle')}
      intro={<p className="small soft">{say('changeMore')}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('whyMissing')}
      act={say('askAct')}
      sending={{ isPending, error }}
      signing={signing}
      isReady={isReady}
      onSend={(reason) =>
        mutate({ corridor: texts.id.trim(), rules: rulesOf(before, texts, isOpen, feeCurrency), reason })
      }
      onClose={onClose}
    >
      {!corridor && (
        <TextField
          label={say('idLabel')}
          value={texts.id}
          maxLength={6}
          error={isTried && !isId ? say('idMissing') : undefined}
          onChange={(id) => setTexts({ ...texts, id: id.toUpperCase() })}
        />
      )}
      <Picks
        legend={say('isOpen')}
        options={[
          { value: 'open', title: say('giveQuotes') },
          { value: 'closed', title: say('giveNone') },
        ]}
        value={isOpen ? 'open' : 'closed'}
        onChange={(value) => setOpen(value === 'open')}
      />
      {numbers.map(([name, label]) => (
        <TextField
          key={name}
          label={say(label)}
          inputMode="numeric"
          value={texts[name]}
          error={
            isTried && !isRight(name, texts, feeCurrency)
              ? say(isAmount(name) ? 'amountMissing' : 'numberMissing')
              : undefined
          }
          onChange={(text) => setTexts({ ...texts, [name]: text })}
        />
      ))}
      <FeeCurrencyField value={feeCurrency} onChange={setFeeCurrency} />
      <TextField
        type="time"
        label={say('cutOffLabel')}
        value={texts.cutOff}
        onChange={(cutOff) => setTexts({ ...texts, cutOff })}
      />
    </ReasonedPanel>
  )
}
