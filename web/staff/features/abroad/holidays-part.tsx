import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type CurrencyCode, currencyCodes } from '#platform/money'
import { addHoliday, removeHoliday } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Empty } from '../../../kit/empty.tsx'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { Part } from '../../page.tsx'
import { usePermissions } from '../../person.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './abroad.module.css'
import { holidaysQuery } from './abroad-queries.ts'
import { useAbroadWords } from './abroad-words.ts'

const AddForm = ({ currency }: { currency: CurrencyCode }) => {
  const say = useAbroadWords()
  const client = useQueryClient()
  const [draft, setDraft] = useState({ day: '', name: '' })
  const [isTried, setTried] = useState(false)
  const isMissing = draft.day === '' || draft.name.trim() === ''
  const adding = useMutation({
    mutationFn: () => call(addHoliday, { params: { currency, day: draft.day }, body: { name: draft.name.trim() } }),
    onSuccess: async () => {
      setDraft({ day: '', name: '' })
      setTried(false)
      await client.invalidateQueries()
    },
  })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isMissing) adding.mutate()
      }}
    >
      <div className={styles.acts}>
        <TextField
          type="date"
          label={say('holidayDay')}
          value={draft.day}
          onChange={(day) => setDraft({ ...draft, day })}
        />
        <TextField
          label={say('holidayName')}
          value={draft.name}
          maxLength={80}
          error={isTried && isMissing ? say('holidayMissing') : undefined}
          onChange={(name) => setDraft({ ...draft, name })}
        />
        <Button type="submit" busy={adding.isPending}>
          {say('addHoliday')}
        </Button>
      </div>
      {adding.error && <StaffProblem error={adding.error} />}
    </form>
  )
}

/** Days on which the banks of a currency are closed, by rule and added. */
export const HolidaysPart = () => {
  const say = useAbroadWords()
  const client = useQueryClient()
  const mayAdd = usePermissions().has('books:close')
  const [currency, setCurrency] = useState<CurrencyCode>('INR')
  const [year] = useState(() => String(new Date().getFullYear()))
  const { data: items, error } = useQuery(holidaysQuery(currency, year))
  const removing = useMutation({
    mutationFn: (day: string) => call(removeHoliday, { params: { currency, day } }),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <Part title={say('holidays')}>
      <p className={table.note}>{say('holidaysLead')}</p>
      <div className={styles.acts}>
        <SelectField
          label={say('currency')}
          value={currency}
          onChange={(value) => setCurrency(currencyCodes.find((code) => code === value) ?? 'INR')}
          options={currencyCodes.map((code) => ({ value: code, label: code }))}
        />
      </div>
      {error && <StaffProblem error={error} />}
      {items?.length === 0 && <Empty>{say('noHolidays', { year })}</Empty>}
      {items && items.length > 0 && (
        <table className={`${table.table} ${table.linked}`}>
          <thead>
            <tr>
              <th>{say('holidayDay')}</th>
              <th>{say('holidayName')}</th>
              <th>{say('source')}</th>
              <th>
                <span className="vh">{say('removeHoliday')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ day, name, isAdded }) => (
              <tr key={`${day} ${name}`}>
                <td className={table.lead}>{day}</td>
                <td>{name}</td>
                <td>{say(isAdded ? 'added' : 'byRule')}</td>
                <td className={`${table.end} ${table.button}`}>
                  {isAdded && mayAdd && (
                    <Button busy={removing.isPending} onClick={() => removing.mutate(day)}>
                      {say('removeHoliday')}
                      <span className="vh"> {name}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayAdd && <AddForm currency={currency} />}
    </Part>
  )
}
