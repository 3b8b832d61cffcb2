import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Product } from '#wire/products'
import { useOrderId } from '../../../api/order-id.ts'
import { productsQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { FieldError } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { MoreButton, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { CheckFinding } from '../../../payee/check-finding.tsx'
import { PersonPicker, type Picked } from '../../../payee/person-picker.tsx'
import { isOfProof, useProving } from '../../../prove/use-proving.ts'
import { FromAndProof } from './from-and-proof.tsx'
import { useSetOrder } from './set-order.ts'
import styles from './standing.module.css'
import { useStandingWords } from './standing-words.ts'
import { useSum } from './sum.tsx'
import { emptyDraft, HowMuch, termsOf, When } from './terms-form.tsx'

const FORM = 'standing'

type WhomProps = {
  readonly payee: Picked | undefined
  readonly onPayee: (payee: Picked | undefined) => void
  readonly own: readonly Product[]
  readonly isTried: boolean
}

const Whom = ({ payee, onPayee, own, isTried }: WhomProps) => {
  const say = useStandingWords()
  return (
    <Section title={say('whom')} ruled>
      {payee ? (
        <div className={styles.form}>
          <p>
            <b>{payee.name}</b>, {payee.detail}
          </p>
          {payee.match && <CheckFinding match={payee.match} name={payee.name} />}
          <div>
            <MoreButton onClick={() => onPayee(undefined)}>{say('change')}</MoreButton>
          </div>
        </div>
      ) : (
        <>
          {own.length > 1 && (
            <div className={styles.form}>
              <p className="small soft">{say('own')}</p>
              <div className={styles.acts}>
                {own.map(({ id, name, number, currency }) => (
                  <Button
                    key={id}
                    onClick={() => onPayee({ to: number, name, detail: `…${number.slice(-4)}`, currency })}
                  >
                    {name}
                  </Button>
                ))}
              </div>
            </div>
          )}
          <PersonPicker onPick={onPayee} except={[]} />
          {isTried && <FieldError>{say('whomMissing')}</FieldError>}
        </>
      )}
    </Section>
  )
}

const OrderForm = ({ products }: { products: readonly Product[] }) => {
  const say = useStandingWords()
  const sum = useSum()
  const [draft, setDraft] = useState(emptyDraft)
  const [payee, setPayee] = useState<Picked>()
  const [isTried, setTried] = useState(false)
  const proving = useProving()
  const { idOf } = useOrderId()
  const { mutate, isPending, error } = useSetOrder(proving, idOf)
  const payable = products.filter(
    ({ currency, number }) => !payee || (currency === payee.currency && number !== payee.to),
  )
  const from = payable.find(({ id }) => id === draft.from) ?? payable[0]
  const currency = from?.currency ?? 'INR'
  const terms = termsOf(draft, payee?.to, from)
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const signs = proving.signs && terms && payee
  return (
    <Page
      title={say('add')}
      back="/standing-orders"
      acts={
        <>
          {error && !isOfProof(error) && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={isPending}>
            {say('order')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          focusFirstError(event.currentTarget)
          if (terms && proving.isReady) mutate(terms)
        }}
      >
        <Whom payee={payee} onPayee={setPayee} own={products} isTried={isTried} />
        <HowMuch draft={draft} set={set} currency={currency} isTried={isTried} />
        <When draft={draft} set={set} currency={currency} isTried={isTried} />
        <FromAndProof
          from={from}
          payable={payable}
          onFrom={(id) => set({ from: id })}
          proving={proving}
          isTried={isTried}
          error={error}
          what={
            signs
              ? say('signs', { what: sum({ ...terms, currency }), name: payee.name, about: proving.signs?.about ?? '' })
              : undefined
          }
        />
      </form>
    </Page>
  )
}

/** Orders payments by the calendar, with proof. */
export const NewStandingOrderPage = () => {
  const say = useStandingWords()
  const { data: products, error, refetch } = useQuery(productsQuery)
  if (products?.length) return <OrderForm products={products} />
  return (
    <Page title={say('add')} back="/standing-orders">
      {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </Page>
  )
}
