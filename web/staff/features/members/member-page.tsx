import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { StaffMember } from '#wire/identity'
import { endMemberSessions } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { EventList } from '../../event-list.tsx'
import { FactRow, Part, StaffPage } from '../../page.tsx'
import { usePermissions, usePerson } from '../../person.tsx'
import { memberQuery } from '../../role-queries.ts'
import { useSaying } from '../../said.tsx'
import { SessionsTable } from '../../sessions-table.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffWords } from '../../staff-words.ts'
import table from '../../table.module.css'
import { LockPanel } from './lock-panel.tsx'
import { useMemberWords } from './member-words.ts'
import styles from './members.module.css'
import { RolesPanel } from './roles-panel.tsx'

type Open = 'roles' | 'lock' | undefined

const EndSessions = ({ member: { id, name } }: { member: StaffMember }) => {
  const say = useMemberWords()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(endMemberSessions, { params: { id } }),
    onSuccess: () => tell(say('ended', { name }), `/members/${id}`),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <>
      {error && <StaffProblem error={error} />}
      <Button busy={isPending} onClick={() => mutate()}>
        {say('endAll')}
      </Button>
    </>
  )
}

const Acts = ({ member, onOpen }: { member: StaffMember; onOpen: (open: Open) => void }) => {
  const say = useMemberWords()
  const isMe = usePerson().id === member.id
  return (
    <div className={styles.acts}>
      {usePermissions().has('roles:change') && <Button onClick={() => onOpen('roles')}>{say('changeRoles')}</Button>}
      {member.openSessions > 0 && <EndSessions member={member} />}
      {!isMe && (
        <Button look={member.isLocked ? 'quiet' : 'stop'} onClick={() => onOpen('lock')}>
          {say(member.isLocked ? 'letIn' : 'lock')}
        </Button>
      )}
    </div>
  )
}

const Facts = ({ member }: { member: StaffMember }) => {
  const say = useMemberWords()
  const sayRole = useStaffWords()
  return (
    <FactRow
      facts={[
        [say('email'), member.email ?? ''],
        [say('roles'), member.roles.map((role) => sayRole(role)).join(', ') || say('noRole')],
        [say('keys'), member.passkeys],
      ]}
    />
  )
}

const Crumb = ({ name }: { name: string }) => {
  const say = useMemberWords()
  return (
    <span>
      <Link to="/members">{say('title')}</Link> {name && `/ ${name}`}
    </span>
  )
}

/** One of those who work here: roles, sessions, and who locked them out. */
export const MemberPage = () => {
  const say = useMemberWords()
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(memberQuery(id))
  const [open, setOpen] = useState<Open>()
  if (!data)
    return (
      <StaffPage title={say('title')} crumb={<Crumb name="" />}>
        {error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
      </StaffPage>
    )
  const { member, sessions, locks } = data
  const close = () => setOpen(undefined)
  const panel =
    open === 'roles' ? (
      <RolesPanel key={id} member={member} onClose={close} />
    ) : open === 'lock' ? (
      <LockPanel key={`${id} ${member.isLocked}`} member={member} onClose={close} />
    ) : null
  const caption = say('open', { name: member.name })
  return (
    <StaffPage title={member.name} crumb={<Crumb name={member.name} />} panel={panel}>
      {member.isLocked && (
        <p>
          <VerdictChip verdict="stopped">{say('lockedOut')}</VerdictChip>
        </p>
      )}
      <Facts member={member} />
      <Acts member={member} onOpen={setOpen} />
      <Part title={caption}>
        <SessionsTable
          caption={caption}
          sessions={sessions.filter(({ isOpen }) => isOpen).map((session) => ({ ...session, key: session.id }))}
        />
      </Part>
      <Part title={say('locks')}>
        {locks.length === 0 ? (
          <p className={table.note}>{say('locksNone')}</p>
        ) : (
          <EventList
            events={locks.map(({ at, isLocked, by, reason }) => ({
              at,
              what: say(isLocked ? 'didLock' : 'didLetIn'),
              who: by.name,
              note: reason,
            }))}
          />
        )}
      </Part>
    </StaffPage>
  )
}
