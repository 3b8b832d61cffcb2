import { queryOptions, useQuery } from '@tanstack/react-query'
import { customerProfile } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { FactRow, Part } from '../../page.tsx'
import { usePermissions } from '../../person.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { useCustomerWords } from './customer-words.ts'

const AGAIN_MS = 10_000

const codeOf = (error: unknown) => (error instanceof Problem ? error.code : '')

const profileQuery = (id: string) =>
  queryOptions({
    queryKey: ['profile', id],
    // Somebody else may open it, and within the hour it shuts again.
    refetchInterval: AGAIN_MS,
    retry: false,
    queryFn: ({ signal }) => call(customerProfile, { params: { id }, signal }),
  })

const Shut = ({ error, onAsk }: { error: unknown; onAsk: () => void }) => {
  const say = useCustomerWords()
  if (codeOf(error) === 'no-such-customer') return <p className={table.note}>{say('profileNone')}</p>
  if (codeOf(error) !== 'second-person-needed') return <StaffProblem error={error} />
  return (
    <>
      <p className={table.note}>{say('profileShut')}</p>
      <p>
        <Button onClick={onAsk}>{say('profileAsk')}</Button>
      </p>
    </>
  )
}

const Open = ({ customer, onAsk }: { customer: string; onAsk: () => void }) => {
  const say = useCustomerWords()
  const { data, error } = useQuery(profileQuery(customer))
  if (error) return <Shut error={error} onAsk={onAsk} />
  if (!data) return <Loading rows={1} />
  const { lines, postalCode, place, country } = data.address
  return (
    <>
      <FactRow
        facts={[
          [say('birthDate'), data.birthDate],
          [say('address'), [...lines, `${postalCode} ${place}`, country].join(', ')],
        ]}
      />
      <p className={table.note}>
        {say('profileUntil')} <Moment at={data.openUntil} />
      </p>
    </>
  )
}

/** Birth date and address, which two people open. */
export const Profile = (props: { customer: string; onAsk: () => void }) => {
  const say = useCustomerWords()
  const permissions = usePermissions()
  return permissions.has('sealed:read') ? (
    <Part title={say('profile')}>
      <Open {...props} />
    </Part>
  ) : null
}
