import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { z } from 'zod'
import type { oneVisit } from '#wire/locker'
import { Loading } from '../../../../kit/empty.tsx'
import { Moment } from '../../../moment.tsx'
import { FactRow, Part, StaffPage } from '../../../page.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import table from '../../../table.module.css'
import { useHallWords } from '../hall-words.ts'
import { visitQuery } from '../locker-queries.ts'
import { LockerPicture } from '../picture.tsx'
import { useSeenWords } from './seen-words.ts'
import { VisitState } from './visits-page.tsx'

type Whole = z.infer<(typeof oneVisit)['answer']>

const Steps = ({ steps }: { steps: Whole['steps'] }) => {
  const say = useHallWords()
  const seen = useSeenWords()
  return (
    <table className={table.table}>
      <caption className="vh">{say('steps')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('at')}</th>
          <th scope="col">{say('door')}</th>
          <th scope="col">{say('outcome')}</th>
          <th scope="col">{say('seen')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ at, door, outcome, by, faults, distance, picture }) => (
          <tr key={`${at} ${door} ${outcome}`}>
            <td className={table.tight}>
              <Moment at={at} />
            </td>
            <td>
              {say(door)}
              {by && <span className={table.sub}>{say(by)}</span>}
            </td>
            <td>{say(outcome)}</td>
            <td className={table.wide}>
              {faults.map((fault) => seen(fault)).join(' ')}
              {distance !== null && (
                <span className={table.sub}>{say('distance', { value: distance.toFixed(2) })}</span>
              )}
              {picture && <LockerPicture id={picture} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One visit, door by door, with what was seen. */
export const VisitPage = () => {
  const say = useHallWords()
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(visitQuery(id))
  const title = data ? say('box', { number: data.visit.box.number }) : say('visit')
  return (
    <StaffPage title={title} crumb={<Link to="/lockers/visits">{say('backToVisits')}</Link>}>
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {data && (
        <>
          <FactRow
            facts={[
              [say('outcome'), <VisitState key="state" state={data.visit.state} />],
              [say('who'), data.visit.who?.name ?? say('nobodyKnown')],
              [say('branch'), `${data.visit.branch}, ${data.visit.kiosk.name}`],
              [say('began'), <Moment key="began" at={data.visit.beganAt} width="long" />],
              ...(data.visit.openedAt
                ? [[say('openedAt'), <Moment key="opened" at={data.visit.openedAt} />] as const]
                : []),
              ...(data.visit.closedAt
                ? [[say('closedAt'), <Moment key="closed" at={data.visit.closedAt} />] as const]
                : []),
            ]}
          />
          <Part title={say('steps')}>
            <Steps steps={data.steps} />
          </Part>
        </>
      )}
    </StaffPage>
  )
}
