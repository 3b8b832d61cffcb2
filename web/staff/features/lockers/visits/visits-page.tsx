import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { exportVisits, type VisitView } from '#wire/locker'
import { download, keep } from '../../../../api/download.ts'
import { Button } from '../../../../kit/button.tsx'
import { VerdictChip } from '../../../../kit/chip.tsx'
import { Empty, Loading } from '../../../../kit/empty.tsx'
import { SelectField, TextField } from '../../../../kit/field.tsx'
import { Moment } from '../../../moment.tsx'
import { Filters, StaffPage } from '../../../page.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import table from '../../../table.module.css'
import { useHallWords } from '../hall-words.ts'
import { type VisitFilter, visitsQuery } from '../locker-queries.ts'
import { Tabs } from '../tabs.tsx'

const states = ['under-way', 'opening', 'open', 'closed', 'refused', 'expired', 'cancelled'] as const
const verdicts = {
  'under-way': 'asked',
  opening: 'asked',
  open: 'held',
  closed: 'passed',
  refused: 'stopped',
  expired: 'returned',
  cancelled: 'returned',
} as const

/** How a visit stands, as a chip. */
export const VisitState = ({ state }: { state: VisitView['state'] }) => {
  const say = useHallWords()
  const word = state === 'opening' ? 'opening-state' : state === 'open' ? 'open-state' : state
  return <VerdictChip verdict={verdicts[state]}>{say(word)}</VerdictChip>
}

const Row = ({ visit }: { visit: VisitView }) => {
  const say = useHallWords()
  const { id, box, branch, kiosk, who, by, state, beganAt } = visit
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to="/lockers/visits/$id" params={{ id }}>
          {say('box', { number: box.number })}
        </Link>
        <span className={table.sub}>
          {branch}, {kiosk.name}
        </span>
      </td>
      <td>
        {who?.name ?? <span className="mut">{say('nobodyKnown')}</span>}
        {by && <span className={table.sub}>{say(by)}</span>}
      </td>
      <td className={table.tight}>
        <Moment at={beganAt} />
      </td>
      <td className={table.figure}>
        <VisitState state={state} />
      </td>
    </tr>
  )
}

const Visits = ({ filter }: { filter: VisitFilter }) => {
  const say = useHallWords()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...visitsQuery(filter),
    placeholderData: (before) => before,
  })
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />
  const visits = data.pages.flatMap((page) => page.items)
  if (visits.length === 0) return <Empty>{say('noVisits')}</Empty>
  return (
    <>
      <table className={`${table.table} ${table.linked}`}>
        <caption className="vh">{say('listOfVisits')}</caption>
        <thead>
          <tr className="l-one">
            <th scope="col">{say('boxNumber')}</th>
            <th scope="col">{say('who')}</th>
            <th scope="col">{say('began')}</th>
            <th scope="col">{say('outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {visits.map((visit) => (
            <Row key={visit.id} visit={visit} />
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <p className={table.more}>
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {say('more')}
          </Button>
        </p>
      )}
    </>
  )
}

const Export = ({ filter }: { filter: VisitFilter }) => {
  const say = useHallWords()
  const fetching = useMutation({
    mutationFn: async () => keep(await download(exportVisits, { query: filter, onProgress: () => undefined })),
  })
  return (
    <>
      <p className={table.act}>
        <Button busy={fetching.isPending} onClick={() => fetching.mutate()}>
          {say('export')}
        </Button>
      </p>
      {fetching.error && <StaffProblem error={fetching.error} />}
    </>
  )
}

const isNumber = (text: string) => /^[A-Z0-9]([A-Z0-9-]{0,10}[A-Z0-9])?$/.test(text)
const dayOf = (day: string, time: string) => (day ? new Date(`${day}T${time}`).toISOString() : undefined)

/** The log of attempts: who stood before which door, and what became of it. */
export const VisitsPage = () => {
  const say = useHallWords()
  const [box, setBox] = useState('')
  const [state, setState] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const number = box.trim().toUpperCase()
  const filter: VisitFilter = {
    box: isNumber(number) ? number : undefined,
    state: states.find((one) => one === state),
    from: dayOf(from, '00:00:00'),
    until: dayOf(until, '23:59:59.999'),
  }
  const options = [
    { value: '', label: say('anyState') },
    ...states.map((value) => ({
      value,
      label: say(value === 'opening' ? 'opening-state' : value === 'open' ? 'open-state' : value),
    })),
  ]
  return (
    <StaffPage title={say('visits')} lead={say('visitsLead')}>
      <Tabs />
      <Filters>
        <TextField type="search" label={say('boxNumber')} value={box} onChange={setBox} maxLength={12} />
        <SelectField label={say('outcome')} value={state} onChange={setState} options={options} />
        <TextField type="date" label={say('from')} value={from} onChange={setFrom} />
        <TextField type="date" label={say('until')} value={until} onChange={setUntil} />
      </Filters>
      <Visits filter={filter} />
      <Export filter={filter} />
    </StaffPage>
  )
}
