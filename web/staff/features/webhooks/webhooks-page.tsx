import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WebhookEndpoint } from '#wire/notifications'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { StaffPage } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { EndpointState } from './endpoint-state.tsx'
import { NewEndpoint } from './new-endpoint.tsx'
import { endpointsQuery } from './webhook-queries.ts'
import { useWebhookWords } from './webhook-words.ts'

const Row = ({ endpoint }: { endpoint: WebhookEndpoint }) => {
  const say = useWebhookWords()
  const { id, name, url, events, madeAt, ofClient } = endpoint
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to="/webhooks/$id" params={{ id }}>
          {name}
        </Link>
        <span className={table.sub}>{url}</span>
      </td>
      <td>
        {say('eventCount', { count: events.length })}
        <span className={table.sub}>{say(ofClient ? 'ofClient' : 'ofStaff')}</span>
      </td>
      <td className={`${table.tight} ${table.desk}`}>
        <Moment at={madeAt} />
      </td>
      <td className={table.figure}>
        <EndpointState endpoint={endpoint} />
      </td>
    </tr>
  )
}

const Endpoints = ({ endpoints }: { endpoints: readonly WebhookEndpoint[] }) => {
  const say = useWebhookWords()
  return (
    <table className={`${table.table} ${table.linked}`}>
      <caption className="vh">{say('list')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('name')}</th>
          <th scope="col">{say('events')}</th>
          <th scope="col" className={table.desk}>
            {say('madeAt')}
          </th>
          <th scope="col">{say('state')}</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <Row key={endpoint.id} endpoint={endpoint} />
        ))}
      </tbody>
    </table>
  )
}

/** Addresses of programs that are told of events. */
export const WebhooksPage = () => {
  const say = useWebhookWords()
  const { data, error, refetch } = useQuery(endpointsQuery)
  const [isMaking, setMaking] = useState(false)
  const panel = isMaking ? <NewEndpoint onClose={() => setMaking(false)} /> : null
  return (
    <StaffPage title={say('webhooks')} lead={say('lead')} panel={panel}>
      <p className={table.act}>
        <Button look="go" onClick={() => setMaking(true)}>
          {say('make')}
        </Button>
      </p>
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {data?.length === 0 && <Empty>{say('none')}</Empty>}
      {data && data.length > 0 && <Endpoints endpoints={data} />}
    </StaffPage>
  )
}
