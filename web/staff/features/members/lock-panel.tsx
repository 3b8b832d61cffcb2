import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { StaffMember } from '#wire/identity'
import { lockMember } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useMemberWords } from './member-words.ts'

/** Where somebody is locked out at once, or let in again, with a reason. */
export const LockPanel = ({ member, onClose }: { member: StaffMember; onClose: () => void }) => {
  const say = useMemberWords()
  const tell = useSaying()
  const client = useQueryClient()
  const { id, name, isLocked } = member
  const { mutate, isPending, error } = useMutation({
    mutationFn: (reason: string) => call(lockMember, { params: { id }, body: { isLocked: !isLocked, reason } }),
    onSuccess: (answer) => {
      tell(say(answer.isLocked ? 'lockedNow' : 'letInNow', { name }), `/members/${id}`)
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <ReasonedPanel
      title={say(isLocked ? 'letInTitle' : 'lockTitle', { name })}
      intro={<p className="small soft">{say(isLocked ? 'letInMore' : 'lockMore', { name })}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('missing')}
      act={say(isLocked ? 'letIn' : 'lock')}
      look={isLocked ? 'go' : 'stop'}
      sending={{ isPending, error }}
      onSend={mutate}
      onClose={onClose}
    />
  )
}
