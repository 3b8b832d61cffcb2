import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Dispute } from '#wire/payments'
import { acceptDispute, answerDispute, withdrawDispute } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { disputeQuery } from '../../../api/charge-queries.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { dayAndTime, longDay } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { TextAreaField } from '../../../kit/field.tsx'
import { Figure } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './disputes.module.css'
import { useDisputeWords } from './disputes-words.ts'
import { Files } from './files.tsx'

type Props = { readonly dispute: Dispute }
const LEAST = 3

const About = ({ dispute }: Props) => {
  const say = useDisputeWords()
  const language = useLanguage()
  const { amount, reason, state, outcome, openedAt, answerUntil, decideUntil, endedAt } = dispute
  const day = (at: string) => longDay(new Date(at), language, new Date())
  const facts: [string, string][] = [
    [say('fact_state'), say(`state_${state}`)],
    [say('fact_reason'), say(`reason_${reason}`)],
  ]
  if (outcome) facts.push([say('fact_outcome'), say(`outcome_${outcome}`)])
  facts.push([say('fact_opened'), dayAndTime(new Date(openedAt), language)])
  if (state === 'open') facts.push([say('fact_answerUntil'), day(answerUntil)])
  if (state !== 'ended') facts.push([say('fact_decideUntil'), day(decideUntil)])
  if (endedAt) facts.push([say('fact_ended'), dayAndTime(new Date(endedAt), language)])
  return (
    <div className={styles.about}>
      <p className={styles.figure}>
        <Figure amount={moneyOf(amount.currency, amount.minor)} size="asked" />
      </p>
      <Facts facts={facts} />
    </div>
  )
}

const Said = ({ dispute: { words, answer, note } }: Props) => {
  const say = useDisputeWords()
  const said = [
    ['payerSays', words],
    ['shopSays', answer ?? say('noAnswer')],
    ['bankSays', note],
  ] as const
  return said.map(([key, text]) =>
    text === '' ? null : (
      <Section key={key} title={say(key)} ruled>
        <p className={styles.says}>{text}</p>
      </Section>
    ),
  )
}

const Answer = ({ dispute: { id } }: Props) => {
  const say = useDisputeWords()
  const refresh = useRefreshMoney()
  const [words, setWords] = useState('')
  const [isTried, setTried] = useState(false)
  const isShort = words.trim().length < LEAST
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(answerDispute, { params: { id }, body: { words: words.trim() } }),
    onSettled: refresh,
  })
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isShort) mutate()
      }}
    >
      <TextAreaField
        label={say('answer')}
        hint={say('answerHint')}
        value={words}
        maxLength={1000}
        onChange={setWords}
        error={isTried && isShort ? say('wordsMissing') : undefined}
      />
      {error && <ProblemNote error={error} />}
      <div>
        <Button type="submit" look="go" busy={isPending}>
          {say('answerAct')}
        </Button>
      </div>
    </form>
  )
}

const useEnd = ({ id, side }: Dispute) => {
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: () => call(side === 'payer' ? withdrawDispute : acceptDispute, { params: { id } }),
    onSettled: refresh,
  })
}

const Acts = ({ dispute }: Props) => {
  const say = useDisputeWords()
  const language = useLanguage()
  const { side, state, charge, amount } = dispute
  const { mutate, isPending, error } = useEnd(dispute)
  return (
    <>
      {error && <ProblemNote error={error} />}
      {state !== 'ended' && (
        <Button look={side === 'payer' ? 'plain' : 'quiet'} wide busy={isPending} onClick={() => mutate()}>
          {side === 'payer'
            ? say('withdraw')
            : say('accept', { amount: formatMoney(moneyOf(amount.currency, amount.minor), language) })}
        </Button>
      )}
      <ButtonLink to={`/charges/${charge}`} look="plain" wide>
        {say('toCharge')}
      </ButtonLink>
    </>
  )
}

const Shown = ({ dispute }: Props) => {
  const say = useDisputeWords()
  const { side, who, state, answer, isCredited } = dispute
  const isOpen = state !== 'ended'
  return (
    <Page
      title={say(side === 'payer' ? 'byYou' : 'ofYou', { name: who })}
      back="/disputes"
      acts={<Acts dispute={dispute} />}
    >
      <About dispute={dispute} />
      {isCredited && isOpen && side === 'payer' && (
        <Note tone="go" lead={say('credited')}>
          {say('creditedMore')}
        </Note>
      )}
      <Said dispute={dispute} />
      {isOpen && side === 'merchant' && answer === null && <Answer dispute={dispute} />}
      <Files dispute={dispute} />
    </Page>
  )
}

/** One dispute, as the side that looks at it sees it. */
export const DisputePage = () => {
  const say = useDisputeWords()
  const { id } = useParams({ strict: false })
  const { data: dispute, error, refetch } = useQuery(disputeQuery(id ?? ''))
  if (dispute) return <Shown dispute={dispute} />
  return (
    <Page title={say('dispute')} back="/disputes">
      {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </Page>
  )
}
