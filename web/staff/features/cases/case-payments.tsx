import { Link } from '@tanstack/react-router'
import type { CasePaymentView } from '#wire/fraud'
import { VerdictChip } from '../../../kit/chip.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Money } from '../../../kit/money.tsx'
import { Moment } from '../../moment.tsx'
import { scoreText } from '../../payment-table.tsx'
import table from '../../table.module.css'
import { useCaseWords } from './case-words.ts'

const chips = { genuine: 'passed', fraud: 'stopped', unclear: 'asked' } as const

const State = ({ it }: { it: CasePaymentView }) => {
  const say = useCaseWords()
  if (it.decided === 'released') return <VerdictChip verdict="passed">{say('released')}</VerdictChip>
  if (it.decided === 'returned') return <VerdictChip verdict="returned">{say('returned')}</VerdictChip>
  if (it.decided) return <VerdictChip verdict={chips[it.decided]}>{say(it.decided)}</VerdictChip>
  if (it.endedAt) return <VerdictChip verdict="returned">{say('ended')}</VerdictChip>
  return <VerdictChip verdict={it.said ? 'asked' : 'held'}>{say(it.said ? 'toAnswer' : 'waits')}</VerdictChip>
}

/** Where it is decided; of a stopped one, why it was stopped. */
const placeOf = ({ payment, said, endedAt }: CasePaymentView): string => {
  if (said) return `/decisions/${payment}`
  return endedAt === null ? `/reviews/${payment}` : `/payments/${payment}`
}

const Row = ({ it }: { it: CasePaymentView }) => {
  const say = useCaseWords()
  const { currency, minor } = it.amount
  const isOpen = it.endedAt === null && !it.said
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to={placeOf(it)}>
          {it.payer}
          {isOpen && <span className="vh">, {say('decideIt')}</span>}
        </Link>
        <span className={table.sub}>{say('to', { name: it.payee ?? say('cash') })}</span>
      </td>
      <td className={table.tight}>
        <Moment at={it.at} />
      </td>
      <td>
        <State it={it} />
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('score')} </span>
        {it.probability === null ? '–' : scoreText(it.probability)}
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('loss')} </span>
        <Money amount={moneyOf(currency, it.expectedLoss)} />
      </td>
      <td className={`${table.end} ${table.figure} strong`}>
        <Money amount={moneyOf(currency, minor)} line={isOpen ? 'waiting' : undefined} />
      </td>
    </tr>
  )
}

/** The payments of a case; those that wait lead to where they are decided. */
export const CasePayments = ({ payments }: { payments: readonly CasePaymentView[] }) => {
  const say = useCaseWords()
  return (
    <table className={`${table.table} ${table.linked}`}>
      <caption className="vh">{say('paymentsOf')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('who')}</th>
          <th scope="col">{say('opened')}</th>
          <th scope="col">{say('state')}</th>
          <th scope="col" className={table.end}>
            {say('score')}
          </th>
          <th scope="col" className={table.end} title={say('lossMore')}>
            {say('loss')}
          </th>
          <th scope="col" className={table.end}>
            {say('amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {payments.map((it) => (
          <Row key={it.payment} it={it} />
        ))}
      </tbody>
    </table>
  )
}
