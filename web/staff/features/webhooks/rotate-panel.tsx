import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { WebhookEndpoint } from '#wire/notifications'
import { rotateWebhookSecret } from '#wire/notifications'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { SecretPanel } from './secret-panel.tsx'
import { useRefreshWebhooks } from './webhook-queries.ts'
import { useWebhookWords } from './webhook-words.ts'

const overlaps = [0, 1, 24, 168, 720]

/** Makes a secret that replaces the one of before, and shows it once. */
export const RotatePanel = ({
  endpoint: { id, name },
  onClose,
}: {
  endpoint: WebhookEndpoint
  onClose: () => void
}) => {
  const say = useWebhookWords()
  const [secret] = useState(newId)
  const [hours, setHours] = useState('24')
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () => call(rotateWebhookSecret, { params: { id, secret }, body: { overlapHours: Number(hours) } }),
    onSuccess: useRefreshWebhooks(),
    gcTime: 0,
  })
  if (data) return <SecretPanel title={say('rotated', { name })} made={data} onClose={onClose} />
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('rotateAct')}
      </Button>
    </>
  )
  return (
    <Panel title={say('rotate')} onClose={onClose} isCalled>
      <PanelForm onSubmit={() => mutate()} foot={foot}>
        <p className="soft">{say('rotateMore')}</p>
        <SelectField
          label={say('overlap')}
          value={hours}
          onChange={setHours}
          options={overlaps.map((span) => ({ value: String(span), label: say('hours', { count: span }) }))}
        />
      </PanelForm>
    </Panel>
  )
}
