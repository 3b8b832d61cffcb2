import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Person } from '#wire/identity'
import { longDay } from '../../../kit/dates.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { ListTable, More } from '../../list-table.tsx'
import { StaffPage } from '../../page.tsx'
import { customersQuery } from '../../queries.ts'
import { SearchField, useSearchText } from '../../search-field.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { useCustomerWords } from './customer-words.ts'

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
  const query = useInfiniteQuery({ ...customersQuery(search), placeholderData: (before) => before })
  const { data, error, refetch } = query
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />
  const customers = data.pages.flatMap((page) => page.items)
  if (customers.length === 0) return <Empty>{say('none')}</Empty>
  return (
    <>
      <ListTable
        isLinked
        caption={say('list')}
        headings={[say('name'), say('email'), { title: say('since'), isAtEnd: true }]}
      >
        {customers.map((customer) => (
          <Row key={customer.id} customer={customer} />
        ))}
      </ListTable>
      <More query={query} />
    </>
  )
}

/** Customers, found by a part of their name, or their whole email or phone number. */
export const CustomersPage = () => {
  const say = useCustomerWords()
  const navigate = useNavigate()
  const { search: first } = useSearch({ strict: false }) as { search?: string }
  const { search, ...field } = useSearchText(first)
  // The address keeps the search, so that the way back from a customer leads to the same list.
  useEffect(() => {
    navigate({ to: '/customers', search: { search }, replace: true })
  }, [search, navigate])
  return (
    <StaffPage title={say('customers')}>
      <SearchField label={say('search')} {...field} />
      <Customers search={search} />
    </StaffPage>
  )
}
