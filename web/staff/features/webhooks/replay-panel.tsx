import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { WebhookEndpoint } from '#wire/notifications'
import { replayWebhooks } from '#wire/notifications'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { Note } from '../../../kit/note.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useRefreshWebhooks } from './webhook-queries.ts'
import { useWebhookWords } from './webhook-words.ts'

const hourMs = 3_600_000
const spans = [1, 24, 72, 168, 720]

/** Sends the events of the last hours again, those too that the endpoint missed. */
export const ReplayPanel = ({ endpoint: { id }, onClose }: { endpoint: WebhookEndpoint; onClose: () => void }) => {
  const say = useWebhookWords()
  const [hours, setHours] = useState('24')
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () => {
      const to = new Date()
      const body = { from: new Date(to.getTime() - Number(hours) * hourMs).toISOString(), to: to.toISOString() }
      return call(replayWebhooks, { params: { id }, body })
    },
    onSettled: useRefreshWebhooks(),
  })
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('replayAct')}
      </Button>
    </>
  )
  return (
    <Panel title={say('replaySpan')} onClose={onClose} isCalled>
      <PanelForm onSubmit={() => mutate()} foot={foot}>
        <p className="soft">{say('replayMore')}</p>
        <SelectField
          label={say('span')}
          value={hours}
          onChange={setHours}
          options={spans.map((span) => ({ value: String(span), label: say('hours', { count: span }) }))}
        />
        <div role="status">{data && <Note>{say('replayed', { count: data.replayed })}</Note>}</div>
      </PanelForm>
    </Panel>
  )
}
