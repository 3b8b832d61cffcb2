import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { WebhookEndpoint, WebhookState } from '#wire/notifications'
import { changeWebhookEndpoint, testWebhookEndpoint, webhookState } from '#wire/notifications'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { Moment } from '../../moment.tsx'
import { NothingHere } from '../../nothing-here.tsx'
import { FactRow, Filters, Part, StaffPage } from '../../page.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { DeliveriesTable } from './deliveries-table.tsx'
import { DeliveryPanel } from './delivery-panel.tsx'
import { EndpointState } from './endpoint-state.tsx'
import { RemovePanel } from './remove-panel.tsx'
import { ReplayPanel } from './replay-panel.tsx'
import { RotatePanel } from './rotate-panel.tsx'
import { endpointsQuery, useRefreshWebhooks } from './webhook-queries.ts'
import { eventWord, useWebhookWords } from './webhook-words.ts'
import styles from './webhooks.module.css'

type Open = 'nothing' | 'rotate' | 'replay' | 'remove' | { readonly delivery: string }

const Facts = ({ endpoint }: { endpoint: WebhookEndpoint }) => {
  const say = useWebhookWords()
  const { url, events, secrets, publicKey, failingSince, ofClient } = endpoint
  return (
    <div className={styles.facts}>
      <FactRow
        facts={[
          [say('state'), <EndpointState key="state" endpoint={endpoint} />],
          [say('address'), url],
          [say('hears'), say(ofClient ? 'ofClient' : 'ofStaff')],
          ...(failingSince ? [[say('since'), <Moment key="since" at={failingSince} width="long" />] as const] : []),
        ]}
      />
      <FactRow
        facts={[
          [say('events'), events.map((type) => say(eventWord(type))).join(', ')],
          [say('secrets'), say('secretCount', { count: secrets.length })],
          [say('publicKey'), <code key="key">{publicKey}</code>],
        ]}
      />
    </div>
  )
}

const Acts = ({ endpoint, onOpen }: { endpoint: WebhookEndpoint; onOpen: (open: Open) => void }) => {
  const say = useWebhookWords()
  const tell = useSaying()
  const refresh = useRefreshWebhooks()
  const { id, offAt } = endpoint
  const params = { id }
  const isOn = offAt === null
  const turn = useMutation({
    mutationFn: () => call(changeWebhookEndpoint, { params, body: { isOn: !isOn } }),
    onSettled: refresh,
  })
  const test = useMutation({
    mutationFn: () => call(testWebhookEndpoint, { params }),
    onSuccess: () => tell(say('tested'), `/webhooks/${id}`),
    onSettled: refresh,
  })
  const error = turn.error ?? test.error
  return (
    <>
      <div className={styles.acts}>
        {isOn && (
          <Button busy={test.isPending} onClick={() => test.mutate()}>
            {say('test')}
          </Button>
        )}
        {isOn && <Button onClick={() => onOpen('replay')}>{say('replaySpan')}</Button>}
        <Button onClick={() => onOpen('rotate')}>{say('rotate')}</Button>
        <Button busy={turn.isPending} onClick={() => turn.mutate()}>
          {say(isOn ? 'turnOff' : 'turnOn')}
        </Button>
        <Button look="stop" onClick={() => onOpen('remove')}>
          {say('remove')}
        </Button>
      </div>
      {error && <StaffProblem error={error} />}
    </>
  )
}

const panelOf = (open: Open, endpoint: WebhookEndpoint, close: () => void) => {
  if (open === 'nothing') return null
  if (open === 'rotate') return <RotatePanel endpoint={endpoint} onClose={close} />
  if (open === 'replay') return <ReplayPanel endpoint={endpoint} onClose={close} />
  if (open === 'remove') return <RemovePanel endpoint={endpoint} onClose={close} />
  return <DeliveryPanel key={open.delivery} id={open.delivery} isOn={endpoint.offAt === null} onClose={close} />
}

const One = ({ endpoint }: { endpoint: WebhookEndpoint }) => {
  const say = useWebhookWords()
  const [open, setOpen] = useState<Open>('nothing')
  const [state, setState] = useState<WebhookState | ''>('')
  const options = [
    { value: '', label: say('any') },
    ...webhookState.options.map((value) => ({ value, label: say(value) })),
  ]
  return (
    <StaffPage
      title={endpoint.name}
      crumb={<Link to="/webhooks">{say('webhooks')}</Link>}
      panel={panelOf(open, endpoint, () => setOpen('nothing'))}
    >
      <Facts endpoint={endpoint} />
      <Acts endpoint={endpoint} onOpen={setOpen} />
      <Part title={say('log')}>
        <Filters>
          <SelectField
            label={say('state')}
            options={options}
            value={state}
            onChange={(value) => setState(webhookState.safeParse(value).data ?? '')}
          />
        </Filters>
        <DeliveriesTable
          endpoint={endpoint.id}
          state={state === '' ? undefined : state}
          onOpen={(delivery) => setOpen({ delivery })}
        />
      </Part>
    </StaffPage>
  )
}

/** One endpoint: what it hears, what became of each delivery, and what can be done about it. */
export const EndpointPage = () => {
  const { id } = useParams({ from: '/webhooks/$id' })
  const { data, error, refetch } = useQuery(endpointsQuery)
  const say = useWebhookWords()
  const endpoint = data?.find((one) => one.id === id)
  if (endpoint) return <One key={id} endpoint={endpoint} />
  if (data) return <NothingHere />
  return (
    <StaffPage title={say('webhooks')}>
      {error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={6} />}
    </StaffPage>
  )
}
