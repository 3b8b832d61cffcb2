import { useNavigate, useSearch } from '@tanstack/react-router'
import { paymentKind, paymentState } from '#wire/payments'
import { SelectField } from '../../../kit/field.tsx'
import { Filters, StaffPage } from '../../page.tsx'
import { PaymentTable } from '../../payment-table.tsx'
import { usePaymentWords } from '../../payment-words.ts'
import type { PaymentFilter } from '../../queries.ts'
import { usePaymentsWords } from './payments-words.ts'

/** Every payment of the bank, by state and kind. */
export const PaymentsPage = () => {
  const say = usePaymentsWords()
  const sayPayment = usePaymentWords()
  const navigate = useNavigate()
  const { state, kind } = useSearch({ strict: false }) as PaymentFilter
  const filter = (next: { state?: string; kind?: string }) =>
    navigate({ to: '/payments', search: { state: state, kind: kind, ...next }, replace: true })
  return (
    <StaffPage title={say('payments')}>
      <Filters>
        <SelectField
          label={sayPayment('state')}
          value={state ?? ''}
          onChange={(value) => filter({ state: value || undefined })}
          options={[
            { value: '', label: say('anyState') },
            ...paymentState.options.map((value) => ({ value, label: sayPayment(value) })),
          ]}
        />
        <SelectField
          label={sayPayment('kind')}
          value={kind ?? ''}
          onChange={(value) => filter({ kind: value || undefined })}
          options={[
            { value: '', label: say('anyKind') },
            ...paymentKind.options.map((value) => ({ value, label: sayPayment(value) })),
          ]}
        />
      </Filters>
      <PaymentTable state={state} kind={kind} />
    </StaffPage>
  )
}
