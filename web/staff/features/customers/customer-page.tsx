import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Person } from '#wire/identity'
import type { Product } from '#wire/products'
import { longDay } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { languages } from '../../../kit/language.ts'
import { useLanguage } from '../../../kit/words.ts'
import { FactRow, Part, StaffPage } from '../../page.tsx'
import { PaymentTable } from '../../payment-table.tsx'
import { customerQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { Access, type Intervening } from './access.tsx'
import { AccessPanel } from './access-panel.tsx'
import { Accounts } from './accounts.tsx'
import { useCustomerWords } from './customer-words.ts'
import { FreezePanel } from './freeze-panel.tsx'
import { Halted } from './halted.tsx'
import { Phones } from './phones.tsx'
import { Profile } from './profile.tsx'
import { ProfilePanel } from './profile-panel.tsx'

const Crumb = ({ name }: { name: string }) => {
  const say = useCustomerWords()
  return (
    <span>
      <Link to="/customers">{say('customers')}</Link> {name && `/ ${name}`}
    </span>
  )
}

const Facts = ({ customer }: { customer: Person }) => {
  const say = useCustomerWords()
  const language = useLanguage()
  return (
    <FactRow
      facts={[
        [say('email'), customer.email ?? say('noSignIn')],
        [say('since'), longDay(new Date(customer.createdAt), language, new Date())],
        [say('language'), languages.find(({ code }) => code === customer.language)?.name ?? customer.language],
      ]}
    />
  )
}

const Customer = ({ customer }: { customer: Person }) => {
  const say = useCustomerWords()
  const [chosen, setChosen] = useState<Product | Intervening | 'profile' | null>(null)
  const close = () => setChosen(null)
  return (
    <StaffPage
      title={customer.name}
      crumb={<Crumb name={customer.name} />}
      panel={
        chosen === 'profile' ? (
          <ProfilePanel customer={customer} onClose={close} />
        ) : typeof chosen === 'string' ? (
          <AccessPanel key={chosen} customer={customer} what={chosen} onClose={close} />
        ) : (
          chosen && <FreezePanel key={chosen.id} account={chosen} onClose={close} />
        )
      }
    >
      <Facts customer={customer} />
      <Halted customer={customer.id} />
      <Part title={say('accounts')}>
        <Accounts customer={customer} onChoose={setChosen} />
      </Part>
      <Access customer={customer} onChoose={setChosen} />
      <Phones customer={customer.id} />
      <Profile customer={customer.id} onAsk={() => setChosen('profile')} />
      <Part title={say('payments')}>
        <PaymentTable customer={customer.id} />
      </Part>
    </StaffPage>
  )
}

/** One customer: who they are, their accounts, their payments. */
export const CustomerPage = () => {
  const say = useCustomerWords()
  const { id = '' } = useParams({ strict: false })
  const { data: customer, error, refetch } = useQuery(customerQuery(id))
  if (customer) return <Customer key={id} customer={customer} />
  return (
    <StaffPage title={say('customers')} crumb={<Crumb name="" />}>
      {error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </StaffPage>
  )
}
