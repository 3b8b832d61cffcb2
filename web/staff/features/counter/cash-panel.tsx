import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '#wire/identity'
import type { Product } from '#wire/products'
import { AmountField } from '../../../kit/amount-field.tsx'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Picks } from '../../../kit/picks.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Panel, PanelForm } from '../../panel.tsx'
import { firstNameOf } from '../../person.tsx'
import { accountsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { type CashOrder, useCash } from './cash-order.ts'
import { type Direction, readCash } from './cash-read.ts'
import { useCounterWords } from './counter-words.ts'

type CashPanelProps = { readonly customer: Person; readonly onClose: () => void }

const useAccountOptions = (accounts: readonly Product[]) => {
  const say = useCounterWords()
  const language = useLanguage()
  return accounts.map(({ id, name, number, currency, available, isFrozen }) => {
    const values = { name, ends: number.slice(-4), amount: formatMoney(moneyOf(currency, available), language) }
    return { value: id, label: say(isFrozen ? 'frozen' : 'available', values) }
  })
}

const useDirections = (name: string) => {
  const say = useCounterWords()
  return [
    { value: 'deposit', title: say('payIn'), detail: say('payInMore', { name }) },
    { value: 'withdrawal', title: say('payOut'), detail: say('payOutMore', { name }) },
  ] as const
}

const CashForm = ({ accounts, customer, onClose }: CashPanelProps & { accounts: readonly Product[] }) => {
  const say = useCounterWords()
  const language = useLanguage()
  const [direction, setDirection] = useState<Direction>('deposit')
  const [accountId, setAccountId] = useState(accounts[0]?.id ?? '')
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const account = accounts.find(({ id }) => id === accountId) ?? accounts[0]
  const { mutate, isPending, error, waits } = useCash(customer, onClose)
  const options = useAccountOptions(accounts)
  const directions = useDirections(firstNameOf(customer.name))
  if (!account) return <p>{say('noAccounts', { name: customer.name })}</p>
  const read = readCash(text, account, direction)
  const amount = read.minor === null ? '' : formatMoney({ currency: account.currency, minor: read.minor }, language)
  const send = (): void => {
    setTried(true)
    if (read.minor === null || read.wrong) return
    const order: CashOrder = { direction, account, minor: read.minor, note: note.trim() }
    mutate(order)
  }
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      {waits}
      <Button type="submit" look="go" wide busy={isPending}>
        {say(direction === 'deposit' ? 'payInAct' : 'payOutAct', { amount })}
      </Button>
      <p>{say('written')}</p>
    </>
  )
  return (
    <PanelForm onSubmit={send} foot={foot}>
      <Picks legend={say('direction')} options={directions} value={direction} onChange={setDirection} />
      <SelectField label={say('which')} value={account.id} onChange={setAccountId} options={options} />
      <AmountField
        label={say('howMuch')}
        currency={account.currency}
        text={text}
        onText={setText}
        error={isTried && read.wrong ? say(read.wrong) : undefined}
      />
      <TextField label={say('purpose')} value={note} onChange={setNote} maxLength={140} />
    </PanelForm>
  )
}

/** Where cash is paid in or out for a customer who stands at the counter. */
export const CashPanel = ({ customer, onClose }: CashPanelProps) => {
  const say = useCounterWords()
  const { data: accounts, error } = useQuery(accountsQuery(customer.id))
  return (
    <Panel title={say('cashFor', { name: customer.name })} onClose={onClose} isCalled>
      {!accounts && (error ? <StaffProblem error={error} /> : <Loading rows={3} />)}
      {accounts && <CashForm accounts={accounts} customer={customer} onClose={onClose} />}
    </Panel>
  )
}
