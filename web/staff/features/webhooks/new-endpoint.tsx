import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { WebhookEventType } from '#wire/notifications'
import { makeWebhookEndpoint, webhookEventType } from '#wire/notifications'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { Checks } from '../../../kit/checks.tsx'
import { TextField } from '../../../kit/field.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { SecretPanel } from './secret-panel.tsx'
import { useRefreshWebhooks } from './webhook-queries.ts'
import { eventWord, useWebhookWords } from './webhook-words.ts'

const useMake = () => {
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  return useMutation({
    mutationFn: (body: { name: string; url: string; events: WebhookEventType[] }) =>
      call(makeWebhookEndpoint, { params: { id }, body }),
    onSuccess: useRefreshWebhooks(),
    gcTime: 0,
  })
}

/** Has an address told of events, and shows its secret once. */
export const NewEndpoint = ({ onClose }: { onClose: () => void }) => {
  const say = useWebhookWords()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<readonly WebhookEventType[]>(['payment.settled'])
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error, data } = useMake()
  if (data) return <SecretPanel title={say('made', { name })} made={data} onClose={onClose} />
  const isAddress = /^https?:\/\/\S+\.?\S/.test(url.trim())
  const send = (): void => {
    setTried(true)
    if (name.trim() && isAddress && events.length > 0)
      mutate({ name: name.trim(), url: url.trim(), events: [...events] })
  }
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('makeAct')}
      </Button>
    </>
  )
  return (
    <Panel title={say('make')} onClose={onClose} isCalled>
      <PanelForm onSubmit={send} foot={foot}>
        <TextField
          label={say('name')}
          hint={say('nameHint')}
          value={name}
          onChange={setName}
          maxLength={120}
          error={isTried && !name.trim() ? say('nameMissing') : undefined}
        />
        <TextField
          type="url"
          inputMode="url"
          autoComplete="off"
          label={say('address')}
          hint={say('addressHint')}
          value={url}
          onChange={setUrl}
          maxLength={1000}
          error={isTried && !isAddress ? say('addressMissing') : undefined}
        />
        <Checks
          legend={say('whichEvents')}
          options={webhookEventType.options.map((value) => ({ value, title: say(eventWord(value)), detail: value }))}
          values={events}
          onChange={setEvents}
          error={isTried && events.length === 0 ? say('eventsMissing') : undefined}
        />
      </PanelForm>
    </Panel>
  )
}
