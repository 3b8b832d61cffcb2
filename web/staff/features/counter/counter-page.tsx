import { useState } from 'react'
import type { Person } from '#wire/identity'
import type { PaymentView } from '#wire/payments'
import { Part, StaffPage } from '../../page.tsx'
import { CashPanel } from './cash-panel.tsx'
import { useCounterWords } from './counter-words.ts'
import { FindCustomer } from './find-customer.tsx'
import { SettlePanel } from './settle-panel.tsx'
import { SlipField } from './slip-field.tsx'
import { SlipsTable } from './slips-table.tsx'

type Open =
  | { readonly kind: 'nothing' }
  /** `slip` is what the customer has shown, '' where it was not asked for yet. */
  | { readonly kind: 'slip'; readonly payment: PaymentView; readonly slip: string }
  | { readonly kind: 'customer'; readonly customer: Person }

const panelOf = (open: Open, close: () => void) => {
  if (open.kind === 'slip')
    return (
      <SettlePanel key={`${open.payment.id} ${open.slip}`} payment={open.payment} shown={open.slip} onClose={close} />
    )
  if (open.kind === 'customer') return <CashPanel key={open.customer.id} customer={open.customer} onClose={close} />
  return null
}

/** The counter: cash by slip, announced cash, and cash without a slip. */
export const CounterPage = () => {
  const say = useCounterWords()
  const [open, setOpen] = useState<Open>({ kind: 'nothing' })
  return (
    <StaffPage title={say('counter')} lead={say('lead')} panel={panelOf(open, () => setOpen({ kind: 'nothing' }))}>
      <SlipField onFound={(payment, slip) => setOpen({ kind: 'slip', payment, slip })} />
      <Part title={say('announced')}>
        <SlipsTable onChoose={(payment) => setOpen({ kind: 'slip', payment, slip: '' })} />
      </Part>
      <Part title={say('without')}>
        <FindCustomer onChoose={(customer) => setOpen({ kind: 'customer', customer })} />
      </Part>
    </StaffPage>
  )
}
