import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FieldError, TextField } from '../../../kit/field.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { customersQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { useCareWords } from './care-words.ts'

const [TYPING_MS, MOST] = [250, 6]

type ChoiceProps = {
  readonly value: string
  readonly onChange: (person: string) => void
  readonly isMissing: boolean
}

/** Chooses a customer by a part of the name. */
export const CustomerChoice = ({ value, onChange, isMissing }: ChoiceProps) => {
  const say = useCareWords()
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), TYPING_MS)
  const { data, error } = useInfiniteQuery({ ...customersQuery(settled || undefined), enabled: settled !== '' })
  const found = data?.pages.flatMap((page) => page.items).slice(0, MOST) ?? []
  return (
    <>
      <TextField
        type="search"
        label={say('customer')}
        hint={say('customerHint')}
        value={text}
        onChange={setText}
        maxLength={120}
      />
      {error && <StaffProblem error={error} />}
      {found.length > 0 && (
        <Picks
          legend={say('customer')}
          legendHidden
          options={found.map(({ id, name, email }) => ({ value: id, title: name, detail: email ?? undefined }))}
          value={value}
          onChange={onChange}
        />
      )}
      {isMissing && <FieldError>{say('customerMissing')}</FieldError>}
    </>
  )
}
