import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Approval } from '#wire/identity'
import {
  decideClient,
  decideProfile,
  decideRoles,
  withdrawClient,
  withdrawProfile,
  withdrawRoles,
} from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { ApprovalLines } from '../../approval-lines.tsx'
import { Quote } from '../../panel.tsx'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useSigning } from '../../signing.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useApprovalWords } from './approval-words.ts'

/** What is decided on this page: changes of roles, programs with their keys, and what is sealed. */
const pathsOf = (kind: string) => {
  if (kind.startsWith('clients.')) return { decide: decideClient, withdraw: withdrawClient }
  if (kind.startsWith('sealed.')) return { decide: decideProfile, withdraw: withdrawProfile }
  return { decide: decideRoles, withdraw: withdrawRoles }
}

type Choice = 'deny' | 'grant'
type Decided = { readonly decision: Choice; readonly note: string }

const useDecide = ({ id, kind }: Approval, signing: ReturnType<typeof useSigning>, onClose: () => void) => {
  const say = useApprovalWords()
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (asked: Decided) => {
      const isGrant = asked.decision === 'grant'
      const proof = isGrant ? await signing.prove({ kind, subject: id, asked }) : undefined
      return call(pathsOf(kind).decide, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: ({ outcome }) => {
      tell(say(outcome === 'granted' ? 'granted' : 'denied'), '/approvals')
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
}

/** Where a second person signs and grants, or denies; to leave it is chosen already. */
export const DecidePanel = ({ approval, onClose }: { approval: Approval; onClose: () => void }) => {
  const say = useApprovalWords()
  const [choice, setChoice] = useState<Choice>('deny')
  const signing = useSigning()
  const { mutate, isPending, error } = useDecide(approval, signing, onClose)
  const options = [
    { value: 'deny', title: say('deny'), detail: say('denyMore') },
    { value: 'grant', title: say('grant'), detail: say('grantMore') },
  ] as const
  const intro = (
    <>
      <p className="small soft">{say('asked', { name: approval.askedBy.name })}</p>
      <ApprovalLines lines={approval.lines} />
      <Quote>{approval.reason}</Quote>
    </>
  )
  return (
    <ReasonedPanel
      title={say('panel')}
      intro={intro}
      label={say('note')}
      hint={say('noteHint')}
      missing={say('missing')}
      act={say(choice === 'grant' ? 'grantAct' : 'denyAct')}
      sending={{ isPending, error }}
      signing={choice === 'grant' ? signing : undefined}
      onSend={(note) => mutate({ decision: choice, note })}
      onClose={onClose}
    >
      <Picks legend={say('what')} options={options} value={choice} onChange={setChoice} />
    </ReasonedPanel>
  )
}

/** Takes back what one asked for oneself. */
export const Withdraw = ({ id, kind }: Pick<Approval, 'id' | 'kind'>) => {
  const say = useApprovalWords()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(pathsOf(kind).withdraw, { params: { id } }),
    onSuccess: () => tell(say('withdrawn'), '/approvals'),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <>
      {error && <StaffProblem error={error} />}
      <Button busy={isPending} onClick={() => mutate()}>
        {say('withdraw')}
      </Button>
    </>
  )
}
