import { useQuery } from '@tanstack/react-query'
import type { PaymentView } from '#wire/payments'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { Moment } from '../../moment.tsx'
import { slipsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { useCounterWords } from './counter-words.ts'

/** Whose cash it is, and the account that it goes into or comes from. */
export const partyOf = (payment: PaymentView) => payment.from ?? payment.to

type RowProps = { readonly payment: PaymentView; readonly onChoose: (payment: PaymentView) => void }

const Row = ({ payment, onChoose }: RowProps) => {
  const say = useCounterWords()
  const party = partyOf(payment)
  return (
    <tr>
      <td className={table.lead}>
        <span className="strong">{party?.name}</span>
        <span className={table.sub}>{say('account', { ends: party?.ends ?? '' })}</span>
      </td>
      <td>{say(payment.kind === 'withdrawal' ? 'withdrawal' : 'deposit')}</td>
      <td className={table.tight}>
        <Moment at={payment.createdAt} />
      </td>
      <td className={`${table.end} ${table.figure} strong`}>
        <Money amount={moneyOf(payment.amount.currency, payment.amount.minor)} line="waiting" />
      </td>
      <td className={`${table.end} ${table.button}`}>
        <Button onClick={() => onChoose(payment)}>
          {say('choose')}
          <span className="vh"> {party?.name}</span>
        </Button>
      </td>
    </tr>
  )
}

/** Cash that customers announced, oldest first. The slip is not shown: the customer has it. */
export const SlipsTable = ({ onChoose }: Pick<RowProps, 'onChoose'>) => {
  const say = useCounterWords()
  const { data: waiting, error, refetch } = useQuery(slipsQuery)
  if (!waiting) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />
  if (waiting.length === 0) return <p className={table.note}>{say('announcedNone')}</p>
  return (
    <table className={table.table}>
      <caption className="vh">{say('announcedList')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('customer')}</th>
          <th scope="col">{say('what')}</th>
          <th scope="col">{say('since')}</th>
          <th scope="col" className={table.end}>
            {say('amount')}
          </th>
          <th scope="col">
            <span className="vh">{say('choose')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {waiting.map((payment) => (
          <Row key={payment.id} payment={payment} onChoose={onChoose} />
        ))}
      </tbody>
    </table>
  )
}
