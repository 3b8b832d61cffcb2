import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { StaffMember } from '#wire/identity'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { TextField } from '../../../kit/field.tsx'
import { Moment } from '../../moment.tsx'
import { Filters, Part, StaffPage } from '../../page.tsx'
import { membersQuery, staffSessionsQuery } from '../../role-queries.ts'
import { SessionsTable } from '../../sessions-table.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffWords } from '../../staff-words.ts'
import table from '../../table.module.css'
import { useMemberWords } from './member-words.ts'

const TYPING_MS = 250

const Row = ({ member }: { member: StaffMember }) => {
  const say = useMemberWords()
  const sayRole = useStaffWords()
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to={`/members/${member.id}`}>
          {member.name}
        </Link>
        <span className={table.sub}>{member.email}</span>
      </td>
      <td className={table.beside}>
        {member.roles.map((role) => sayRole(role)).join(', ') || say('noRole')}
        {member.isLocked && <VerdictChip verdict="stopped">{say('lockedOut')}</VerdictChip>}
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('keys')} </span>
        {member.passkeys}
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('sessions')} </span>
        {member.openSessions}
      </td>
      <td className={`${table.end} ${table.desk}`}>{member.seenAt ? <Moment at={member.seenAt} /> : say('never')}</td>
    </tr>
  )
}

const Members = ({ search }: { search: string | undefined }) => {
  const say = useMemberWords()
  const { data, error, refetch } = useQuery({ ...membersQuery(search), placeholderData: (before) => before })
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />
  if (data.length === 0) return <Empty>{say('none')}</Empty>
  return (
    <table className={`${table.table} ${table.linked}`}>
      <caption className="vh">{say('list')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('name')}</th>
          <th scope="col">{say('roles')}</th>
          <th scope="col" className={table.end}>
            {say('keys')}
          </th>
          <th scope="col" className={table.end}>
            {say('sessions')}
          </th>
          <th scope="col" className={table.end}>
            {say('seen')}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map((member) => (
          <Row key={member.id} member={member} />
        ))}
      </tbody>
    </table>
  )
}

const OpenSessions = () => {
  const say = useMemberWords()
  const { data, error, refetch } = useQuery(staffSessionsQuery)
  return (
    <Part title={say('allOpen')}>
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={2} />)}
      {data && (
        <SessionsTable
          caption={say('allOpen')}
          sessions={data.map((session) => ({ ...session, key: `${session.person.id} ${session.startedAt}` }))}
        />
      )}
    </Part>
  )
}

/** Those who work here, and where they are signed in. */
export const MembersPage = () => {
  const say = useMemberWords()
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), TYPING_MS)
  return (
    <StaffPage title={say('title')} lead={say('lead')}>
      <Filters>
        <TextField type="search" label={say('search')} value={text} onChange={setText} maxLength={120} />
      </Filters>
      <Members search={settled || undefined} />
      <OpenSessions />
    </StaffPage>
  )
}
