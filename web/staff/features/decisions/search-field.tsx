import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { uuidPattern } from '#platform/id'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { customersQuery, type DecisionFilter } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import styles from './decisions.module.css'
import { useDecisionsWords } from './decisions-words.ts'

const TYPING_MS = 250
const MOST = 6

type Searched = Pick<DecisionFilter, 'payment' | 'number' | 'customer'>

const nothing: Searched = { payment: undefined, number: undefined, customer: undefined }

/** What a text asks for by itself; undefined for a name, of which the customer must be chosen. */
const readSearch = (text: string): Searched | undefined => {
  const plain = text.trim()
  if (plain === '') return nothing
  if (uuidPattern.test(plain)) return { ...nothing, payment: plain }
  const digits = plain.replaceAll(' ', '')
  return /^\d{12}$/.test(digits) ? { ...nothing, number: digits } : undefined
}

const Choice = ({ name, onChoose }: { name: string; onChoose: (customer: string, name: string) => void }) => {
  const say = useDecisionsWords()
  const { data, error } = useInfiniteQuery(customersQuery(name))
  const found = data?.pages[0]?.items.slice(0, MOST)
  return (
    <div role="status" className={styles.whom}>
      {error && <StaffProblem error={error} />}
      {found?.length === 0 && <p className="small soft">{say('noCustomer')}</p>}
      {found && found.length > 0 && (
        <>
          <p className="small">{say('whom')}</p>
          <p className={styles.names}>
            {found.map((customer) => (
              <Button key={customer.id} onClick={() => onChoose(customer.id, customer.name)}>
                {customer.name}
              </Button>
            ))}
          </p>
        </>
      )}
    </div>
  )
}

/** One field for a payment's number, an account number, or the name of a customer. */
export const SearchField = ({ value, onSearch }: { value: Searched; onSearch: (searched: Searched) => void }) => {
  const say = useDecisionsWords()
  const [text, setText] = useState(value.payment ?? value.number ?? '')
  const [settled] = useDebouncedValue(text, TYPING_MS)
  const [chosen, setChosen] = useState<string>()
  const isName = readSearch(settled) === undefined && settled !== chosen
  const type = (next: string): void => {
    setText(next)
    const read = readSearch(next)
    if (read) onSearch(read)
  }
  return (
    <div className={styles.search}>
      <TextField label={say('search')} hint={say('searchHint')} type="search" value={text} onChange={type} />
      {isName && (
        <Choice
          name={settled}
          onChoose={(customer, name) => {
            setChosen(name)
            setText(name)
            onSearch({ ...nothing, customer })
          }}
        />
      )}
    </div>
  )
}
