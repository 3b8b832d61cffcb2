import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Person } from '#wire/identity'
import type { Order } from '#wire/payments'
import { putPayment } from '#wire/payments'
import type { Product } from '#wire/products'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Problem } from '../../../api/problem.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { usePaymentWords } from '../../payment-words.ts'
import { useSaying } from '../../said.tsx'
import type { Direction } from './cash-read.ts'
import { useCounterWords } from './counter-words.ts'

/** Cash that goes into an account or comes out of it. */
export type CashOrder = {
  readonly direction: Direction
  readonly account: Product
  readonly minor: bigint
  readonly note: string
}

const orderOf = ({ direction, account, minor, note }: CashOrder): Order => {
  const shared = { amount: { currency: account.currency, minor: minor.toString() }, note: note || undefined }
  return direction === 'deposit'
    ? { kind: 'deposit', to: account.number, ...shared }
    : { kind: 'withdrawal', from: account.id, ...shared }
}

// The same order keeps its id however often it is sent, so that cash is written once; another order gets another id. So
// does one that the bank refused: a refused id stays refused.
const useOrderId = () => {
  const last = useRef({ order: '', id: '' })
  return {
    idFor: (order: Order): string => {
      const text = JSON.stringify(order)
      if (last.current.order !== text) last.current = { order: text, id: newId() }
      return last.current.id
    },
    forget: (): void => {
      last.current = { order: '', id: '' }
    },
  }
}

const isFinal = (error: unknown): boolean => error instanceof Problem && error.status >= 400 && error.status < 500

/** Writes cash at the counter. `waits` is a sentence where the bank did not write it at once. */
export const useCash = (customer: Person, onDone: () => void) => {
  const say = useCounterWords()
  const sayPayment = usePaymentWords()
  const tell = useSaying()
  const client = useQueryClient()
  const language = useLanguage()
  const { idFor, forget } = useOrderId()
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (cash: CashOrder) => {
      const order = orderOf(cash)
      return call(putPayment, { params: { id: idFor(order) }, body: order })
    },
    onSuccess: ({ state }, { account, minor, direction }) => {
      if (state !== 'settled') return
      const amount = formatMoney({ currency: account.currency, minor }, language)
      tell(say(direction === 'deposit' ? 'countedNow' : 'handedNow', { amount, name: customer.name }), '/counter')
      onDone()
    },
    onError: (failure) => {
      if (isFinal(failure)) forget()
    },
    onSettled: () => client.invalidateQueries(),
  })
  const waits = data && data.state !== 'settled' ? say('waitsNow', { state: sayPayment(data.state) }) : null
  return { mutate, isPending, error, waits }
}
