import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PolicyOfKindView } from '#wire/fraud'
import { writePolicy } from '#wire/fraud'
import { call } from '../../../../api/call.ts'
import { Button } from '../../../../kit/button.tsx'
import { type CurrencyCode, signOf } from '../../../../kit/currency.ts'
import { SelectField, TextAreaField, TextField } from '../../../../kit/field.tsx'
import { Part } from '../../../page.tsx'
import { useSaying } from '../../../said.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import styles from '../rules.module.css'
import type { PolicyDraft } from './policy-draft.ts'
import { usePolicyWords } from './policy-words.ts'

const currencies: readonly CurrencyCode[] = ['INR', 'EUR', 'USD', 'GBP', 'JPY', 'KWD']
const thresholds = ['challenge', 'review', 'block'] as const

type FormProps = { readonly kind: PolicyOfKindView['kind']; readonly draft: PolicyDraft }

const Thresholds = ({ draft: { texts, wrong, change } }: Pick<FormProps, 'draft'>) => {
  const say = usePolicyWords()
  const errorOf = (key: (typeof thresholds)[number]) => {
    if (wrong.has(key)) return say('wrong')
    return key === 'block' && wrong.has('thresholds') ? say('rising') : undefined
  }
  return (
    <Part title={say('thresholds')}>
      <div className={`${styles.numbers} ${styles.form}`}>
        {thresholds.map((key) => (
          <TextField
            key={key}
            label={say(key)}
            hint={say('probabilityHint')}
            value={texts[key]}
            onChange={(value) => change({ [key]: value })}
            error={errorOf(key)}
          />
        ))}
      </div>
    </Part>
  )
}

const Around = ({ draft: { texts, wrong, change, currency, changeCurrency } }: Pick<FormProps, 'draft'>) => {
  const say = usePolicyWords()
  const field = (
    key: 'lossChallenge' | 'lossReview' | 'secondPersonFrom' | 'unscored' | 'below' | 'share' | 'answerMinutes',
    word: string,
    hint?: string,
  ) => (
    <TextField
      label={word}
      hint={hint}
      value={texts[key]}
      onChange={(value) => change({ [key]: value })}
      error={wrong.has(key) ? say('wrong') : undefined}
    />
  )
  const sign = signOf(currency)
  return (
    <Part title={say('around')}>
      <div className={`${styles.numbers} ${styles.form}`}>
        <SelectField
          label={say('currency')}
          value={currency}
          onChange={(value) => changeCurrency(value as CurrencyCode)}
          options={currencies.map((value) => ({ value, label: value }))}
        />
        {field('lossChallenge', `${say('lossChallenge')}, ${sign}`, say('lossHint'))}
        {field('lossReview', `${say('lossReview')}, ${sign}`, say('lossHint'))}
        {field('secondPersonFrom', `${say('second')}, ${sign}`)}
        {field('unscored', `${say('unscored')}, ${sign}`, say('unscoredMore'))}
        {field('share', say('explore'), say('exploreHint'))}
        {field('below', `${say('below')}, ${sign}`)}
        {field('answerMinutes', say('answer'))}
      </div>
    </Part>
  )
}

/** Where a policy is written; amounts are those of one currency at a time. */
export const PolicyForm = ({ kind, draft }: FormProps) => {
  const say = usePolicyWords()
  const tell = useSaying()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: (policy: NonNullable<PolicyDraft['policy']>) =>
      call(writePolicy, { params: { kind }, body: { policy, note: note.trim() } }),
    onSuccess: async () => {
      await client.invalidateQueries()
      tell(say('written'), '/policy')
    },
  })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (draft.policy) mutate(draft.policy)
      }}
    >
      <Thresholds draft={draft} />
      <Around draft={draft} />
      <div className={styles.form}>
        <TextAreaField label={say('note')} hint={say('noteHint')} value={note} onChange={setNote} maxLength={500} />
        {error && <StaffProblem error={error} />}
        <div className={styles.acts}>
          <Button type="submit" look="go" busy={isPending} disabled={!draft.policy}>
            {say('write')}
          </Button>
        </div>
      </div>
    </form>
  )
}
