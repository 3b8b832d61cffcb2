import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { StandingOrder } from '#wire/payments'
import type { Product } from '#wire/products'
import { standingOrderQuery } from '../../../api/people-queries.ts'
import { productsQuery } from '../../../api/queries.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { isOfProof, useProving } from '../../../prove/use-proving.ts'
import { FromAndProof } from './from-and-proof.tsx'
import { useSetOrder } from './set-order.ts'
import styles from './standing.module.css'
import { useStandingWords } from './standing-words.ts'
import { useSum } from './sum.tsx'
import { draftOf, HowMuch, termsOf, When } from './terms-form.tsx'

const FORM = 'standing-change'

/** Today where the reader is, as a date field writes it. */
const today = (): string => new Date().toLocaleDateString('sv-SE')

type ChangeProps = { readonly order: StandingOrder; readonly products: readonly Product[] }

const ChangeForm = ({ order, products }: ChangeProps) => {
  const say = useStandingWords()
  const sum = useSum()
  const { id, currency, payee, state } = order
  const [draft, setDraft] = useState(() => draftOf(order, today()))
  const [isTried, setTried] = useState(false)
  const proving = useProving()
  const { mutate, isPending, error } = useSetOrder(proving, () => id)
  const payable = products.filter((product) => product.currency === currency)
  const from = payable.find((product) => product.id === draft.from)
  // By its own id: the payee of an order stays.
  const terms = termsOf(draft, id, from)
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const parts = { draft, set, currency, isTried }
  return (
    <Page
      title={say('changeTitle', { name: payee })}
      back={`/standing-orders/${id}`}
      acts={
        <>
          {error && !isOfProof(error) && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={isPending}>
            {say('changeAct')}
          </Button>
          <ButtonLink to={`/standing-orders/${id}`} look="plain" wide>
            {say('changeNot')}
          </ButtonLink>
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
        <div className={styles.form}>
          <Note tone="know">{say(state === 'paused' ? 'changeResumes' : 'changeMore')}</Note>
        </div>
        <HowMuch {...parts} />
        <When {...parts} />
        <FromAndProof
          from={from}
          payable={payable}
          onFrom={(account) => set({ from: account })}
          proving={proving}
          isTried={isTried}
          error={error}
          what={
            proving.signs && terms
              ? say('signs', { what: sum({ ...terms, currency }), name: payee, about: proving.signs.about ?? '' })
              : undefined
          }
        />
      </form>
    </Page>
  )
}

/** Changes amount, dates, retries and account of a standing order, with proof; its payee stays. */
export const ChangeStandingOrderPage = () => {
  const say = useStandingWords()
  const { id } = useParams({ strict: false })
  const { data: order, error } = useQuery(standingOrderQuery(id ?? ''))
  const { data: products, error: productsError } = useQuery(productsQuery)
  // Read once: what is typed must not be undone when the order is asked for again.
  if (order && products && order.state !== 'ended')
    return <ChangeForm key={order.id} order={order} products={products} />
  const problem = error ?? productsError
  return (
    <Page title={order?.payee ?? say('title')} back={`/standing-orders/${id}`}>
      {problem ? <ProblemNote error={problem} /> : order ? <p>{say('state_ended')}</p> : <Loading rows={5} />}
    </Page>
  )
}
