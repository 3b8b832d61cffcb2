import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { trial } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'
import { Empty } from '../../../kit/empty.tsx'
import { Part, StaffPage } from '../../page.tsx'
import { askedOf, type Draft, emptyDraft, faultsOf, offeredOf } from './draft.ts'
import { TryForm } from './try-form.tsx'
import styles from './try-it.module.css'
import { type Attempted, TryResult } from './try-result.tsx'
import { useTryWords } from './try-words.ts'

/** Fields that a refusal of the bank is about. */
const fieldOf = {
  'no-such-payer': ['payer', 'noSuchParty'],
  'no-such-payee': ['payee', 'noSuchParty'],
  'same-account': ['payee', 'sameAccount'],
  'currency-differs': ['currency', 'currencyDiffers'],
} as const

const refusedField = (error: unknown) =>
  error instanceof Problem && error.code in fieldOf ? fieldOf[error.code as keyof typeof fieldOf] : null

const useAttempts = () => {
  const [attempted, setAttempted] = useState<Attempted | null>(null)
  const mutation = useMutation({
    mutationFn: (draft: Draft) => call(trial, { body: askedOf(draft) }),
    onSuccess: (now, { currency }) => setAttempted((last) => ({ now, before: last?.now ?? null, currency })),
  })
  const result = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Beside the form it is in sight already; below it, it may be far away.
    if (attempted && !matchMedia('(min-width: 900px)').matches) result.current?.scrollIntoView()
  }, [attempted])
  return { attempted, result, ...mutation }
}

/** A prediction by hand: a payment is described, and what the bank would decide is seen with its reasons. */
export const TryItPage = () => {
  const say = useTryWords()
  const [draft, setDraft] = useState(emptyDraft)
  const [isSent, setSent] = useState(false)
  const { attempted, result, mutate, isPending, error, reset } = useAttempts()
  const faults = faultsOf(draft)
  const refused = refusedField(error)
  const predict = (): void => {
    setSent(true)
    if (Object.keys(faults).length === 0 && !isPending) mutate(draft)
  }
  const said = Object.entries(isSent ? faults : {}).map(([field, fault]) => [field, say(fault)])
  const told = attempted && {
    verdict: say(attempted.now.verdict),
    probability: attempted.now.probability.toFixed(2),
  }
  return (
    <StaffPage title={say('title')} lead={say('lead')}>
      <div className={styles.bench}>
        <TryForm
          draft={draft}
          change={(change) => {
            setDraft({ ...draft, ...change })
            reset()
          }}
          errors={{ ...Object.fromEntries(said), ...(refused && { [refused[0]]: say(refused[1]) }) }}
          problem={refused ? null : error}
          isBusy={isPending}
          tried={attempted?.now ?? null}
          offered={attempted ? offeredOf(attempted.now, Object.keys(draft.overrides)) : []}
          onPredict={predict}
        />
        <div ref={result}>
          <p className="vh" role="status">
            {told && say('said', told)}
          </p>
          {attempted ? (
            <TryResult {...attempted} />
          ) : (
            <Part title={say('result')}>
              <Empty>{say('nothing')}</Empty>
            </Part>
          )}
        </div>
      </div>
    </StaffPage>
  )
}
