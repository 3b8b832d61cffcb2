import { queryOptions, useQuery } from '@tanstack/react-query'
import { haltOfCustomer } from '#wire/products'
import { call } from '../../../api/call.ts'
import { Note } from '../../../kit/note.tsx'
import { Moment } from '../../moment.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useCustomerWords } from './customer-words.ts'

const haltQuery = (id: string) =>
  queryOptions({
    queryKey: ['halt', id],
    queryFn: ({ signal }) => call(haltOfCustomer, { params: { id }, signal }),
  })

/** Says that the customer has frozen their own accounts, which explains why nothing leaves them. */
export const Halted = ({ customer }: { customer: string }) => {
  const say = useCustomerWords()
  const { data: halt, error, refetch } = useQuery(haltQuery(customer))
  if (error) return <StaffProblem error={error} onRetry={() => refetch()} />
  if (!halt?.since) return null
  return (
    <Note tone="wait" lead={say('haltedLead')}>
      {say('halted')} <Moment at={halt.since} width="long" />
    </Note>
  )
}
