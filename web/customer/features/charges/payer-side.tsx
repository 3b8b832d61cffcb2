import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Charge } from '#wire/payments'
import { acceptCharge, declineCharge } from '#wire/payments'
import type { Product } from '#wire/products'
import { call } from '../../../api/call.ts'
import { productsQuery, useRefreshMoney } from '../../../api/queries.ts'
import { ShownWarning, useGuard } from '../../../guard/shown-warning.tsx'
import { Warned } from '../../../guard/warned.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { momentInWords } from '../../../kit/dates.ts'
import { FieldError, SelectField } from '../../../kit/field.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { About, Moves } from './about.tsx'
import styles from './charges.module.css'
import { useChargeWords } from './charges-words.ts'

type Props = { readonly charge: Charge; readonly signature: string | undefined }

const useAccept = ({ charge: { id }, signature }: Props) => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: (from: string) => call(acceptCharge, { params: { id }, body: { from, signature } }),
    onSuccess: async (payment) => {
      if (payment.state === 'authorized' || payment.state === 'settled')
        await navigate({ to: '/charges/$id', params: { id } })
      else await navigate({ to: '/payments/$id', params: { id: payment.id } })
      await refresh()
    },
  })
}

const useDecline = (id: string) => {
  const refresh = useRefreshMoney()
  return useMutation({ mutationFn: () => call(declineCharge, { params: { id } }), onSettled: refresh })
}

type FromProps = {
  readonly payable: readonly Product[]
  readonly from: Product | undefined
  readonly onFrom: (id: string) => void
}

const From = ({ charge: { amount }, payable, from, onFrom }: FromProps & { charge: Charge }) => {
  const say = useChargeWords()
  const language = useLanguage()
  if (!from) return <FieldError>{say('noCurrency', { currency: amount.currency })}</FieldError>
  return (
    <SelectField
      label={say('from')}
      value={from.id}
      options={payable.map(({ id, name, currency, available }) => ({
        value: id,
        label: `${name}, ${formatMoney(moneyOf(currency, available), language)}`,
      }))}
      onChange={onFrom}
    />
  )
}

/** A charge that can be accepted: what it means, from which account, and the two answers. */
const Open = (props: Props) => {
  const { charge, signature } = props
  const say = useChargeWords()
  const language = useLanguage()
  const { data: products } = useQuery(productsQuery)
  const [chosen, setChosen] = useState('')
  const [accept, decline] = [useAccept(props), useDecline(charge.id)]
  const { amount, who, isSale, holdDays } = charge
  const payable = products?.filter(({ currency }) => currency === amount.currency) ?? []
  const from = payable.find(({ id }) => id === chosen) ?? payable[0]
  const name = who ?? ''
  const error = accept.error ?? decline.error
  const checked = useGuard(charge.note, name)
  const [isWarned, setWarned] = useState(false)
  const press = (account: string): void => {
    if (checked && checked.pauseSeconds > 0) setWarned(true)
    else accept.mutate(account)
  }
  return (
    <Page
      title={say('asksFor', { name })}
      back="/charges"
      acts={
        <>
          {error && <ProblemNote error={error} />}
          {from && checked && isWarned && (
            <Warned checked={checked} busy={accept.isPending} onGo={() => accept.mutate(from.id)} />
          )}
          {from && !isWarned && (
            <Button look="go" big wide busy={accept.isPending} onClick={() => press(from.id)}>
              {say('accept', { amount: formatMoney(moneyOf(amount.currency, amount.minor), language) })}
            </Button>
          )}
          {signature === undefined && (
            <Button look="plain" wide busy={decline.isPending} onClick={() => decline.mutate()}>
              {say('decline')}
            </Button>
          )}
        </>
      }
    >
      <About charge={charge} />
      <div className={styles.form}>
        <ShownWarning checked={checked} name={name} />
        {products && <From charge={charge} payable={payable} from={from} onFrom={setChosen} />}
        <p>{isSale ? say('acceptSale', { name }) : say('acceptMore', { name, days: holdDays })}</p>
        <Note tone="know">{say('onlyKnown')}</Note>
      </div>
    </Page>
  )
}

const Later = ({ charge }: { charge: Charge }) => {
  const say = useChargeWords()
  const language = useLanguage()
  const { who, state, payment, captureUntil, captured, refunded, disputed } = charge
  const name = who ?? ''
  const canDispute = BigInt(captured) - BigInt(refunded) - BigInt(disputed) > 0n
  return (
    <Page
      title={say('youPaid', { name })}
      back="/charges"
      acts={
        <>
          {state === 'paying' && payment && (
            <ButtonLink to={`/payments/${payment}`} look="go" big wide>
              {say('toPayment')}
            </ButtonLink>
          )}
          {canDispute && (
            <ButtonLink to={`/disputes/new/${charge.id}`} look="plain" wide>
              {say('dispute')}
            </ButtonLink>
          )}
        </>
      }
    >
      <About charge={charge} />
      {state === 'paying' && <Note tone="wait">{say('waitsForYou')}</Note>}
      {state === 'authorized' && captureUntil && (
        <Note tone="wait" lead={say('setAsideFor', { name })}>
          {say('heldMore', { time: momentInWords(new Date(captureUntil), new Date(), language) })}
        </Note>
      )}
      <Moves charge={charge} />
    </Page>
  )
}

/** What a payer sees and does with a charge. */
export const PayerSide = (props: Props) =>
  props.charge.state === 'open' ? <Open {...props} /> : <Later charge={props.charge} />
