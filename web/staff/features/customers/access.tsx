import { queryOptions, useQuery } from '@tanstack/react-query'
import type { CustomerAccess, Intervention } from '#wire/identity'
import { customerAccess } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { EventList } from '../../event-list.tsx'
import { Part } from '../../page.tsx'
import { usePermissions } from '../../person.tsx'
import { SessionsTable } from '../../sessions-table.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import styles from './access.module.css'
import { useAccessWords } from './access-words.ts'

/** What staff do to a customer's ways in. */
export type Intervening = Intervention['what']

const accessQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer-access', id],
    queryFn: ({ signal }) => call(customerAccess, { params: { id }, signal }),
  })

const Known = ({ access, name }: { access: CustomerAccess; name: string }) => {
  const say = useAccessWords()
  return (
    <>
      <SessionsTable
        caption={say('open', { name })}
        sessions={access.sessions.map((session) => ({ ...session, key: session.startedAt }))}
      />
      {access.interventions.length > 0 && (
        <EventList
          events={access.interventions.map(({ at, what, by, reason }) => ({
            at,
            what: say(what),
            who: by.name,
            note: reason ?? say('altered'),
          }))}
        />
      )}
    </>
  )
}

type Props = {
  readonly customer: { readonly id: string; readonly name: string }
  readonly onChoose: (what: Intervening) => void
}

/** Where a customer is signed in, and the ways to end that at once. */
export const Access = ({ customer: { id, name }, onChoose }: Props) => {
  const say = useAccessWords()
  const { data: access, error, refetch } = useQuery(accessQuery(id))
  const mayLock = usePermissions().has('customers:lock')
  return (
    <Part title={say('title')}>
      {!access && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={2} />)}
      {access?.isLocked && (
        <p>
          <VerdictChip verdict="stopped">{say('isLocked')}</VerdictChip>
        </p>
      )}
      {access && <Known access={access} name={name} />}
      {access && mayLock && (
        <div className={styles.acts}>
          {access.sessions.length > 0 && (
            <Button onClick={() => onChoose('signed-out')}>{say('act-signed-out')}</Button>
          )}
          <Button
            look={access.isLocked ? 'quiet' : 'stop'}
            onClick={() => onChoose(access.isLocked ? 'let-in' : 'locked')}
          >
            {say(access.isLocked ? 'act-let-in' : 'act-locked')}
          </Button>
        </div>
      )}
    </Part>
  )
}
