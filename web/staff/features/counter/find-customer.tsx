import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '#wire/identity'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { TextField } from '../../../kit/field.tsx'
import { Filters } from '../../page.tsx'
import { customersQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { useCounterWords } from './counter-words.ts'

const TYPING_MS = 250
const SHOWN = 8

const Found = ({ search, onChoose }: { search: string; onChoose: (customer: Person) => void }) => {
  const say = useCounterWords()
  const { data, error } = useInfiniteQuery({ ...customersQuery(search), placeholderData: (before) => before })
  if (!data) return error ? <StaffProblem error={error} /> : <Loading rows={2} />
  const customers = data.pages.flatMap((page) => page.items).slice(0, SHOWN)
  if (customers.length === 0) return <p className={table.note}>{say('findNone')}</p>
  return (
    <table className={table.table}>
      <caption className="vh">{say('found')}</caption>
      <tbody>
        {customers.map((customer) => (
          <tr key={customer.id}>
            <th scope="row" className={table.lead}>
              <span className="strong">{customer.name}</span>
              <span className={table.sub}>{customer.email}</span>
            </th>
            <td className={`${table.end} ${table.button}`}>
              <Button onClick={() => onChoose(customer)}>
                {say('choose')}
                <span className="vh"> {customer.name}</span>
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Finds the customer who stands at the counter without a slip. */
export const FindCustomer = ({ onChoose }: { onChoose: (customer: Person) => void }) => {
  const say = useCounterWords()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), TYPING_MS)
  return (
    <>
      <Filters>
        <TextField type="search" label={say('find')} value={text} onChange={setText} maxLength={120} />
      </Filters>
      {search !== '' && <Found search={search} onChoose={onChoose} />}
    </>
  )
}
