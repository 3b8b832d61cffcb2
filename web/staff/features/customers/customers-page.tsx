import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Person } from '#wire/identity'
import { Button } from '../../../kit/button.tsx'
import { longDay } from '../../../kit/dates.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { TextField } from '../../../kit/field.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Filters, StaffPage } from '../../page.tsx'
import { customersQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffWords } from '../../staff-words.ts'
import table from '../../table.module.css'
import { useCustomerWords } from './customer-words.ts'

const TYPING_MS = 250

const Row = ({ customer }: { customer: Person }) => {
  const say = useCustomerWords()
  const language = useLanguage()
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to={`/customers/${customer.id}`}>
          {customer.name}
        </Link>
      </td>
      <td>{customer.email ?? <span className="mut">{say('noSignIn')}</span>}</td>
      <td className={table.end}>{longDay(new Date(customer.createdAt), language, new Date())}</td>
    </tr>
  )
}

const Customers = ({ search }: { search: string | undefined }) => {
  const say = useCustomerWords()
  const sayMore = useStaffWords()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...customersQuery(search),
    placeholderData: (before) => before,
  })
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />
  const customers = data.pages.flatMap((page) => page.items)
  if (customers.length === 0) return <Empty>{say('none')}</Empty>
  return (
    <>
      <table className={`${table.table} ${table.linked}`}>
        <caption className="vh">{say('list')}</caption>
        <thead>
          <tr className="l-one">
            <th scope="col">{say('name')}</th>
            <th scope="col">{say('email')}</th>
            <th scope="col" className={table.end}>
              {say('since')}
            </th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer) => (
            <Row key={customer.id} customer={customer} />
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <p className={table.more}>
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {sayMore('more')}
          </Button>
        </p>
      )}
    </>
  )
}

/** Customers, found by a part of their name, or their whole email or phone number. */
export const CustomersPage = () => {
  const say = useCustomerWords()
  const navigate = useNavigate()
  const { search } = useSearch({ strict: false }) as { search?: string }
  const [text, setText] = useState(search ?? '')
  const [settled] = useDebouncedValue(text.trim(), TYPING_MS)
  // The address keeps the search, so that the way back from a customer leads to the same list.
  useEffect(() => {
    navigate({ to: '/customers', search: { search: settled || undefined }, replace: true })
  }, [settled, navigate])
  return (
    <StaffPage title={say('customers')}>
      <Filters>
        <TextField type="search" label={say('search')} value={text} onChange={setText} maxLength={120} />
      </Filters>
      <Customers search={settled || undefined} />
    </StaffPage>
  )
}
