import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ServiceClient } from '#wire/identity'
import { revokeServiceClient } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { clientsQuery } from '../../queries.ts'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useClientWords } from './client-words.ts'

/** Asks once more before a key is taken away for good. */
export const RevokePanel = ({ client: { id, name }, onClose }: { client: ServiceClient; onClose: () => void }) => {
  const say = useClientWords()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(revokeServiceClient, { params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: clientsQuery.queryKey })
      tell(say('revokedNow', { name }), '/clients')
      onClose()
    },
  })
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="stop" wide busy={isPending}>
        {say('revokeAct', { name })}
      </Button>
      <Button wide onClick={onClose}>
        {say('keep')}
      </Button>
    </>
  )
  return (
    <Panel title={say('revokeTitle', { name })} onClose={onClose} isCalled>
      <PanelForm onSubmit={() => mutate()} foot={foot}>
        <p className="soft">{say('revokeMore')}</p>
      </PanelForm>
    </Panel>
  )
}
