import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaymentView } from '#wire/payments'
import { slips } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { TextField } from '../../../kit/field.tsx'
import { Filters } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useCounterWords } from './counter-words.ts'
import { isSlip, readSlip } from './slip.ts'

type SlipFieldProps = { readonly onFound: (payment: PaymentView, slip: string) => void }

const useSlipSearch = (onFound: SlipFieldProps['onFound']) => {
  const client = useQueryClient()
  const [missing, setMissing] = useState('')
  const [error, setError] = useState<unknown>(null)
  const search = async (slip: string): Promise<void> => {
    const found = await client.fetchQuery({
      queryKey: ['slips', slip],
      staleTime: 0,
      queryFn: ({ signal }) => call(slips, { query: { slip }, signal }),
    })
    const [payment] = found.items
    if (payment) onFound(payment, slip)
    else setMissing(slip)
  }
  return {
    missing,
    error,
    look: (slip: string): void => {
      setError(null)
      search(slip).catch(setError)
    },
  }
}

/** Finds announced cash by what the customer shows; looks it up as soon as all six characters are there. */
export const SlipField = ({ onFound }: SlipFieldProps) => {
  const say = useCounterWords()
  const [text, setText] = useState('')
  const { missing, error, look } = useSlipSearch((payment, slip) => {
    setText('')
    onFound(payment, slip)
  })
  const write = (typed: string): void => {
    const slip = readSlip(typed)
    setText(slip)
    if (isSlip(slip) && slip !== text) look(slip)
  }
  return (
    <>
      <Filters>
        <TextField
          label={say('slip')}
          hint={say('slipHint')}
          value={text}
          onChange={write}
          autoComplete="off"
          error={text !== '' && text === missing ? say('slipUnknown') : undefined}
        />
      </Filters>
      {error !== null && <StaffProblem error={error} />}
    </>
  )
}
