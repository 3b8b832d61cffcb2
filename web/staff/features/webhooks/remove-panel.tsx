import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { WebhookEndpoint } from '#wire/notifications'
import { removeWebhookEndpoint } from '#wire/notifications'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useRefreshWebhooks } from './webhook-queries.ts'
import { useWebhookWords } from './webhook-words.ts'

/** Asks once more before nothing is sent there any more. */
export const RemovePanel = ({
  endpoint: { id, name },
  onClose,
}: {
  endpoint: WebhookEndpoint
  onClose: () => void
}) => {
  const say = useWebhookWords()
  const tell = useSaying()
  const navigate = useNavigate()
  const refresh = useRefreshWebhooks()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(removeWebhookEndpoint, { params: { id } }),
    onSuccess: async () => {
      await navigate({ to: '/webhooks' })
      tell(say('removed', { name }), '/webhooks')
      await refresh()
    },
  })
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="stop" wide busy={isPending}>
        {say('removeAct', { name })}
      </Button>
      <Button wide onClick={onClose}>
        {say('keep')}
      </Button>
    </>
  )
  return (
    <Panel title={say('remove')} onClose={onClose} isCalled>
      <PanelForm onSubmit={() => mutate()} foot={foot}>
        <p className="soft">{say('removeMore')}</p>
      </PanelForm>
    </Panel>
  )
}
