import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { StaffMember } from '#wire/identity'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { ListTable } from '../../list-table.tsx'
import { Moment } from '../../moment.tsx'
import { Part, StaffPage } from '../../page.tsx'
import { membersQuery, staffSessionsQuery } from '../../role-queries.ts'
import { SearchField, useSearchText } from '../../search-field.tsx'
import { SessionsTable } from '../../sessions-table.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffWords } from '../../staff-words.ts'
import table from '../../table.module.css'
import { useMemberWords } from './member-words.ts'

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
    <ListTable
      isLinked
      caption={say('list')}
      headings={[
        say('name'),
        say('roles'),
        { title: say('keys'), isAtEnd: true },
        { title: say('sessions'), isAtEnd: true },
        { title: say('seen'), isAtEnd: true },
      ]}
    >
      {data.map((member) => (
        <Row key={member.id} member={member} />
      ))}
    </ListTable>
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
  const { search, ...field } = useSearchText()
  return (
    <StaffPage title={say('title')} lead={say('lead')}>
      <SearchField label={say('search')} {...field} />
      <Members search={search} />
      <OpenSessions />
    </StaffPage>
  )
}
