import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type Reading, readingChoice, readings } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { ListTable, More } from '../../list-table.tsx'
import { Moment } from '../../moment.tsx'
import { Filters, StaffPage } from '../../page.tsx'
import { useReadingWords } from '../../reading-words.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffWords } from '../../staff-words.ts'
import table from '../../table.module.css'
import { useLogWords } from './log-words.ts'

const PAGE = '50'
const MOST_NAMES = 5
const choices = [...readingChoice.options, 'work'] as const

export type ReadingFilter = {
  readonly reader?: string
  readonly person?: string
  readonly choice?: (typeof choices)[number]
}

const readingsQuery = (filter: ReadingFilter) =>
  infiniteQueryOptions({
    queryKey: ['readings', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(readings, { query: { ...filter, before: pageParam, limit: PAGE }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  })

const Whom = ({ people }: { people: Reading['people'] }) => {
  const say = useLogWords()
  const shown = people.slice(0, MOST_NAMES)
  return (
    <>
      {shown.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link to="/readings" search={{ person: id }}>
            {name}
          </Link>
        </span>
      ))}
      {people.length > MOST_NAMES && ` ${say('andMore', { count: people.length - MOST_NAMES })}`}
    </>
  )
}

const Row = ({ reading }: { reading: Reading }) => {
  const say = useReadingWords()
  const sayRole = useStaffWords()
  const sayLog = useLogWords()
  const { at, reader, roles, people, what, choice, reason } = reading
  return (
    <tr>
      <td className={table.lead}>
        <Link className="strong" to="/readings" search={{ reader: reader.id }}>
          {reader.name}
        </Link>
        <span className={table.sub}>{roles.map((role) => sayRole(role)).join(', ')}</span>
      </td>
      <td>
        <Whom people={people} />
        <span className={table.sub}>{say(`what_${what}`)}</span>
      </td>
      <td>
        {say(choice)}
        {reason && <span className={table.sub}>{reason}</span>}
        {reason === null && (
          <span className={table.sub}>
            <VerdictChip verdict="stopped">{sayLog('altered')}</VerdictChip>
          </span>
        )}
      </td>
      <td className={table.end}>
        <Moment at={at} />
      </td>
    </tr>
  )
}

const Log = ({ filter }: { filter: ReadingFilter }) => {
  const say = useLogWords()
  const query = useInfiniteQuery(readingsQuery(filter))
  const { data, error, refetch } = query
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={6} />
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <Empty>{say('none')}</Empty>
  return (
    <>
      <ListTable
        caption={say('title')}
        headings={[say('who'), say('whom'), say('why'), { title: say('when'), isAtEnd: true }]}
      >
        {items.map((reading) => (
          <Row key={reading.id} reading={reading} />
        ))}
      </ListTable>
      <More query={query} />
    </>
  )
}

/** Who of the staff looked at whom, at what and why; found by the one who looked, the customer and the reason. */
export const ReadingsPage = () => {
  const say = useLogWords()
  const sayReason = useReadingWords()
  const navigate = useNavigate()
  const filter: ReadingFilter = useSearch({ strict: false })
  const narrow = (choice: string) =>
    navigate({ to: '/readings', search: { ...filter, choice: (choice || undefined) as ReadingFilter['choice'] } })
  return (
    <StaffPage title={say('title')} lead={say('lead')}>
      <Filters>
        <SelectField
          label={say('choice')}
          options={[
            { value: '', label: say('every') },
            ...choices.map((value) => ({ value, label: sayReason(value) })),
          ]}
          value={filter.choice ?? ''}
          onChange={narrow}
        />
        {(filter.reader ?? filter.person) && (
          <Link to="/readings" search={{}}>
            {say('all')}
          </Link>
        )}
      </Filters>
      <Log filter={filter} />
    </StaffPage>
  )
}
