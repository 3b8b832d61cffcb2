import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { MoneyRequest } from '#wire/payments'
import { blockRequester, cancelRequest, declineRequest, payRequest, remindOfRequest } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { requestQuery } from '../../../api/people-queries.ts'
import { productsQuery, useRefreshMoney } from '../../../api/queries.ts'
import { ShownWarning, useGuard } from '../../../guard/shown-warning.tsx'
import { Warned } from '../../../guard/warned.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { dayAndTime, longDay, momentInWords } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { FieldError, SelectField } from '../../../kit/field.tsx'
import { Figure } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './requests.module.css'
import { useRequestsWords } from './requests-words.ts'

const useAct = (id: string) => {
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: (what: 'decline' | 'cancel' | 'remind') => {
      const endpoint = { decline: declineRequest, cancel: cancelRequest, remind: remindOfRequest }[what]
      return call(endpoint, { params: { id } })
    },
    onSuccess: refresh,
  })
}

const usePay = (id: string) => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: (from: string) => call(payRequest, { params: { id }, body: { from } }),
    onSuccess: async (payment) => {
      await navigate({ to: '/payments/$id', params: { id: payment.id } })
      await refresh()
    },
  })
}

const useBlock = (id: string) => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: () => call(blockRequester, { params: { id } }),
    onSuccess: async () => {
      await navigate({ to: '/requests' })
      await refresh()
    },
  })
}

const About = ({ request }: { request: MoneyRequest }) => {
  const say = useRequestsWords()
  const language = useLanguage()
  const { amount, note, people, state, createdAt, expiresAt } = request
  return (
    <>
      <p className={styles.figure}>
        <Figure amount={moneyOf(amount.currency, amount.minor)} size="asked" />
      </p>
      {note && <p className={styles.note}>{note}</p>}
      {people > 1 && <p className="small soft">{say('people', { count: people })}</p>}
      <Facts
        facts={[
          [say('fact_state'), say(`state_${state}`)],
          [say('fact_asked'), dayAndTime(new Date(createdAt), language)],
          ...(state === 'open'
            ? ([[say('fact_until'), longDay(new Date(expiresAt), language, new Date())]] as const)
            : []),
        ]}
      />
    </>
  )
}

const ToMe = ({ request }: { request: MoneyRequest }) => {
  const say = useRequestsWords()
  const language = useLanguage()
  const { id, who, amount, state, payment } = request
  const { data: products } = useQuery(productsQuery)
  const [chosen, setChosen] = useState('')
  const [act, pay, block] = [useAct(id), usePay(id), useBlock(id)]
  const payable = products?.filter(({ currency }) => currency === amount.currency) ?? []
  const from = payable.find((product) => product.id === chosen) ?? payable[0]
  const isOpen = state === 'open'
  const checked = useGuard(request.note, who)
  const [isWarned, setWarned] = useState(false)
  const error = pay.error ?? act.error ?? block.error
  const press = (account: string): void => {
    // What the guard found pauses whoever pays, as it does where they write the note themselves.
    if (checked && checked.pauseSeconds > 0) setWarned(true)
    else pay.mutate(account)
  }
  return (
    <Page
      title={say('asksYou', { name: who })}
      back="/requests"
      acts={
        isOpen ? (
          <>
            {error && <ProblemNote error={error} />}
            {from && checked && isWarned && (
              <Warned checked={checked} busy={pay.isPending} onGo={() => pay.mutate(from.id)} />
            )}
            {from && !isWarned && (
              <Button look="go" big wide busy={pay.isPending} onClick={() => press(from.id)}>
                {say('pay', { amount: formatMoney(moneyOf(amount.currency, amount.minor), language) })}
              </Button>
            )}
            <Button look="plain" wide busy={act.isPending} onClick={() => act.mutate('decline')}>
              {say('decline')}
            </Button>
          </>
        ) : payment ? (
          <ButtonLink to={`/payments/${payment}`} look="go" big wide>
            {say('payment')}
          </ButtonLink>
        ) : undefined
      }
    >
      <About request={request} />
      {isOpen && (
        <div className={styles.form}>
          <ShownWarning checked={checked} name={who} />
          {products && !from && <FieldError>{say('noAccount', { currency: amount.currency })}</FieldError>}
          {from && (
            <SelectField
              label={say('from')}
              value={from.id}
              options={payable.map((product) => ({
                value: product.id,
                label: `${product.name}, ${formatMoney(moneyOf(product.currency, product.available), language)}`,
              }))}
              onChange={setChosen}
            />
          )}
          <Note tone="know">{say('onlyKnown')}</Note>
          <div>
            <Button look="plain" busy={block.isPending} onClick={() => block.mutate()}>
              {say('block', { name: who })}
            </Button>
          </div>
        </div>
      )}
    </Page>
  )
}

const ByMe = ({ request }: { request: MoneyRequest }) => {
  const say = useRequestsWords()
  const language = useLanguage()
  const { id, who, state, remindFrom, remindersLeft } = request
  const act = useAct(id)
  const from = remindFrom === null ? null : new Date(remindFrom)
  const canRemind = from !== null && from.getTime() <= Date.now()
  return (
    <Page
      title={say('youAsk', { name: who })}
      back="/requests"
      acts={
        state === 'open' ? (
          <>
            {act.error && <ProblemNote error={act.error} />}
            {canRemind && (
              <Button look="go" big wide busy={act.isPending} onClick={() => act.mutate('remind')}>
                {say('remind', { name: who })}
              </Button>
            )}
            <Button look="plain" wide busy={act.isPending} onClick={() => act.mutate('cancel')}>
              {say('cancel')}
            </Button>
          </>
        ) : undefined
      }
    >
      <About request={request} />
      {state === 'open' && (
        <div className={styles.form}>
          <p className="small soft">{say('remindersLeft', { count: remindersLeft })}</p>
          {from && !canRemind && (
            <p className="small soft">{say('remindFrom', { time: momentInWords(from, new Date(), language) })}</p>
          )}
        </div>
      )}
    </Page>
  )
}

/** One request: pay or decline it, remind of it or take it back. */
export const RequestPage = () => {
  const say = useRequestsWords()
  const { id } = useParams({ strict: false })
  const { data: request, error, refetch } = useQuery(requestQuery(id ?? ''))
  if (request) return request.side === 'to-me' ? <ToMe request={request} /> : <ByMe request={request} />
  return (
    <Page title={say('title')} back="/requests">
      {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </Page>
  )
}
