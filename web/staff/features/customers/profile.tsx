import { queryOptions, useQuery } from '@tanstack/react-query'
import { customerProfile, customerProfileOpening } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { FactRow, Part } from '../../page.tsx'
import { usePermissions } from '../../person.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { useCustomerWords } from './customer-words.ts'

const AGAIN_MS = 10_000

const openingQuery = (id: string) =>
  queryOptions({
    queryKey: ['profile-opening', id],
    // Somebody else may open it, and within the hour it shuts again.
    refetchInterval: AGAIN_MS,
    queryFn: ({ signal }) => call(customerProfileOpening, { params: { id }, signal }),
  })

/** Each look is kept and told to the customer, so it is looked at once for each opening. */
const profileQuery = (id: string, openUntil: string) =>
  queryOptions({
    queryKey: ['profile', id, openUntil],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) => call(customerProfile, { params: { id }, signal }),
  })

const Shut = ({ isKept, onAsk }: { isKept: boolean; onAsk: () => void }) => {
  const say = useCustomerWords()
  if (!isKept) return <p className={table.note}>{say('profileNone')}</p>
  return (
    <>
      <p className={table.note}>{say('profileShut')}</p>
      <p>
        <Button onClick={onAsk}>{say('profileAsk')}</Button>
      </p>
    </>
  )
}

const Open = ({ customer, openUntil }: { customer: string; openUntil: string }) => {
  const say = useCustomerWords()
  const { data, error } = useQuery(profileQuery(customer, openUntil))
  if (error) return <StaffProblem error={error} />
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

const OpenOrShut = ({ customer, onAsk }: { customer: string; onAsk: () => void }) => {
  const { data, error } = useQuery(openingQuery(customer))
  if (error) return <StaffProblem error={error} />
  if (!data) return <Loading rows={1} />
  if (data.openUntil === null) return <Shut isKept={data.isKept} onAsk={onAsk} />
  return <Open customer={customer} openUntil={data.openUntil} />
}

/** Birth date and address, which two people open. */
export const Profile = (props: { customer: string; onAsk: () => void }) => {
  const say = useCustomerWords()
  const permissions = usePermissions()
  return permissions.has('sealed:read') ? (
    <Part title={say('profile')}>
      <OpenOrShut {...props} />
    </Part>
  ) : null
}
