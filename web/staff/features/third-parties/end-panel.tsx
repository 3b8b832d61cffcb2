import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { OauthClient } from '#wire/identity'
import { revokeOauthClient } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { oauthClientsQuery } from '../../queries.ts'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useThirdPartyWords } from './third-party-words.ts'

/** Asks once more before a client and all consents given to it end. */
export const EndPanel = ({ client: { id, name }, onClose }: { client: OauthClient; onClose: () => void }) => {
  const say = useThirdPartyWords()
  const tell = useSaying()
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(revokeOauthClient, { params: { id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: oauthClientsQuery.queryKey })
      tell(say('revokedNow', { name }), '/third-parties')
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
