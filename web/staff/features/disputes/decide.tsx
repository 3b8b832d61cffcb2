import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DisputeCase, DisputeWhat } from '#wire/payments'
import { decideForDispute, disputeWhat, proposeForDispute, withdrawDisputeProposal } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { TextAreaField } from '../../../kit/field.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { Panel, PanelForm, Quote } from '../../panel.tsx'
import { usePerson } from '../../person.tsx'
import { useSaying } from '../../said.tsx'
import { isWrongPassword, SignField, useSigning } from '../../signing.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffDisputeWords } from './disputes-words.ts'

type Props = { readonly dispute: DisputeCase }
type Proposal = DisputeCase['proposals'][number]

const KIND = 'payments.dispute'
const LEAST = 3

const useSend = <Asked,>(send: (asked: Asked) => Promise<DisputeCase>, saying: 'proposedNow' | 'decidedNow') => {
  const say = useStaffDisputeWords()
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: ({ id }) => tell(say(saying), `/disputes/${id}`),
    onSettled: () => client.invalidateQueries(),
  })
}

type FootProps = {
  readonly signing?: ReturnType<typeof useSigning>
  readonly error: Error | null
  readonly isPending: boolean
  readonly act: string
}

const Foot = ({ signing, error, isPending, act }: FootProps) => (
  <>
    {signing && <SignField signing={signing} problem={error} />}
    {error && !(signing && isWrongPassword(error)) && <StaffProblem error={error} />}
    <Button type="submit" look="go" wide busy={isPending}>
      {act}
    </Button>
  </>
)

const decisions = disputeWhat.options.filter((what) => what !== 'write-off')

const whatsOf = ({ isCredited, isDue, outcome }: DisputeCase): readonly DisputeWhat[] =>
  outcome === null
    ? decisions.filter((what) => (what !== 'credit' || !isCredited) && (what !== 'payer' || isDue))
    : ['write-off']

/** Whether nothing more can be done with it: it was decided, and the bank bears nothing of it any more. */
const isDone = ({ outcome, writtenOffAt }: DisputeCase): boolean =>
  outcome !== null && (outcome !== 'bank' || writtenOffAt !== null)

const Propose = ({ dispute }: Props) => {
  const say = useStaffDisputeWords()
  const signing = useSigning()
  const whats = whatsOf(dispute)
  const [what, setWhat] = useState<DisputeWhat>(whats[0] ?? 'merchant')
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const isShort = note.trim().length < LEAST
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  const { mutate, isPending, error } = useSend(async (asked: { dispute: string; what: DisputeWhat; note: string }) => {
    const proof = await signing.prove({ kind: KIND, subject: id, asked })
    return call(proposeForDispute, { params: { id }, body: { ...asked, proof } })
  }, 'proposedNow')
  const submit = () => {
    setTried(true)
    if (signing.isReady() && !isShort) mutate({ dispute: dispute.id, what, note: note.trim() })
  }
  return (
    <Panel title={say('decideTitle')}>
      <PanelForm
        onSubmit={submit}
        foot={<Foot signing={signing} error={error} isPending={isPending} act={say('propose')} />}
      >
        <Picks
          legend={say('what')}
          options={whats.map((value) => ({ value, title: say(`what_${value}`), detail: say(`what_${value}More`) }))}
          value={what}
          onChange={setWhat}
        />
        <TextAreaField
          label={say('note')}
          hint={say('noteHint')}
          value={note}
          maxLength={500}
          onChange={setNote}
          error={isTried && isShort ? say('missing') : undefined}
        />
      </PanelForm>
    </Panel>
  )
}

const About = ({ proposal }: { proposal: Proposal }) => {
  const say = useStaffDisputeWords()
  return (
    <>
      <p className="strong">{say(`what_${proposal.what}`)}</p>
      <p className="small soft">{say('proposedBy', { name: proposal.askedBy.name })}</p>
      <Quote>{proposal.note}</Quote>
    </>
  )
}

const Second = ({ proposal }: { proposal: Proposal }) => {
  const say = useStaffDisputeWords()
  const signing = useSigning()
  const [decision, setDecision] = useState<'grant' | 'deny'>('deny')
  const { mutate, isPending, error } = useSend(async (asked: { decision: 'grant' | 'deny' }) => {
    const proof =
      asked.decision === 'grant' ? await signing.prove({ kind: KIND, subject: proposal.id, asked }) : undefined
    return call(decideForDispute, { params: { id: proposal.id }, body: { ...asked, proof } })
  }, 'decidedNow')
  const isGrant = decision === 'grant'
  return (
    <Panel title={say('secondTitle')}>
      <About proposal={proposal} />
      <PanelForm
        onSubmit={() => {
          if (!isGrant || signing.isReady()) mutate({ decision })
        }}
        foot={
          <Foot
            signing={isGrant ? signing : undefined}
            error={error}
            isPending={isPending}
            act={say(isGrant ? 'grantAct' : 'denyAct')}
          />
        }
      >
        <Picks
          legend={say('answer')}
          options={(['deny', 'grant'] as const).map((value) => ({
            value,
            title: say(value),
            detail: say(`${value}More`),
          }))}
          value={decision}
          onChange={setDecision}
        />
      </PanelForm>
    </Panel>
  )
}

const Own = ({ proposal }: { proposal: Proposal }) => {
  const say = useStaffDisputeWords()
  const { mutate, isPending, error } = useSend(
    () => call(withdrawDisputeProposal, { params: { id: proposal.id } }),
    'decidedNow',
  )
  return (
    <Panel title={say('ownTitle')}>
      <About proposal={proposal} />
      <p>{say('ownMore')}</p>
      {error && <StaffProblem error={error} />}
      <Button busy={isPending} wide onClick={() => mutate(undefined)}>
        {say('withdraw')}
      </Button>
    </Panel>
  )
}

/** Where a dispute is decided: by a proposal, and by the second person who answers it. */
export const DecidePanel = ({ dispute }: Props) => {
  const say = useStaffDisputeWords()
  const person = usePerson()
  const waiting = dispute.proposals.find(({ outcome }) => outcome === 'waiting')
  if (dispute.outcome !== null && isDone(dispute))
    return (
      <Panel title={say('endedTitle')}>
        <p>{say(`outcome_${dispute.outcome}`)}</p>
        {dispute.writtenOffAt && <p>{say('writtenOff')}</p>}
      </Panel>
    )
  if (!waiting) return <Propose key={`${dispute.proposals.length}`} dispute={dispute} />
  return waiting.askedBy.id === person.id ? <Own proposal={waiting} /> : <Second proposal={waiting} />
}
