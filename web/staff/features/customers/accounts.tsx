import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Person } from '#wire/identity'
import type { Product } from '#wire/products'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Money } from '../../../kit/money.tsx'
import { usePermissions } from '../../person.tsx'
import { accountsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './accounts.module.css'
import { useCustomerWords } from './customer-words.ts'

type RowProps = { readonly account: Product; readonly onChoose: ((account: Product) => void) | undefined }

const Row = ({ account, onChoose }: RowProps) => {
  const say = useCustomerWords()
  const money = (minor: string) => moneyOf(account.currency, minor)
  return (
    <tr>
      <td className={table.lead}>
        <span className="strong">{account.name}</span>
        <span className={table.sub}>
          {say(account.kind)}, {account.number}
        </span>
        {account.isFrozen && (
          <span className={styles.frozen}>
            <Icon of={IconLock} size={16} />
            {say('frozen')}
          </span>
        )}
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('balance')} </span>
        <Money amount={money(account.balance)} line="written" />
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('onHold')} </span>
        <Money amount={money(account.onHold)} line={account.onHold === '0' ? 'none' : 'waiting'} />
      </td>
      <td className={`${table.end} strong`}>
        <span className={table.word}>{say('available')} </span>
        <Money amount={money(account.available)} />
      </td>
      {onChoose && (
        <td className={table.end}>
          <Button look={account.isFrozen ? 'quiet' : 'stop'} onClick={() => onChoose(account)}>
            {say(account.isFrozen ? 'endFreeze' : 'freeze')}
          </Button>
        </td>
      )}
    </tr>
  )
}

type AccountsProps = { readonly customer: Person; readonly onChoose: (account: Product) => void }

/** The accounts of a customer with balance, what is on hold and what can be spent; some roles may freeze them. */
export const Accounts = ({ customer, onChoose }: AccountsProps) => {
  const say = useCustomerWords()
  const { data: accounts, error, refetch } = useQuery(accountsQuery(customer.id))
  const mayFreeze = usePermissions().has('products:freeze')
  if (!accounts) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={2} />
  if (accounts.length === 0) return <p className={table.more}>{say('noAccounts', { name: customer.name })}</p>
  return (
    <table className={`${table.table} ${styles.accounts}`}>
      <caption className="vh">{say('accountsOf', { name: customer.name })}</caption>
      <thead>
        <tr>
          <th scope="col">{say('account')}</th>
          <th scope="col" className={table.end}>
            {say('balance')}
          </th>
          <th scope="col" className={table.end}>
            {say('onHold')}
          </th>
          <th scope="col" className={table.end}>
            {say('available')}
          </th>
          {mayFreeze && (
            <th scope="col">
              <span className="vh">{say('act')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <Row key={account.id} account={account} onChoose={mayFreeze ? onChoose : undefined} />
        ))}
      </tbody>
    </table>
  )
}
