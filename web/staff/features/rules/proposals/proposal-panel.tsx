import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { ProposalView } from '#wire/fraud'
import { decideProposal, propose, withdrawProposal } from '#wire/fraud'
import { call } from '../../../../api/call.ts'
import { newId } from '../../../../api/new-id.ts'
import { Button } from '../../../../kit/button.tsx'
import { dayAndTime } from '../../../../kit/dates.ts'
import { TextAreaField } from '../../../../kit/field.tsx'
import { Picks } from '../../../../kit/picks.tsx'
import { useLanguage } from '../../../../kit/words.ts'
import { Panel, PanelForm, Quote } from '../../../panel.tsx'
import { usePerson } from '../../../person.tsx'
import { useSaying } from '../../../said.tsx'
import { isWrongPassword, SignField, useSigning } from '../../../signing.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import { TwoPeople } from '../../../two-people.tsx'
import { useProposalWords } from './proposal-words.ts'

const LEAST_REASON = 3

/** A reason, and whether it is long enough to be sent. */
const useReason = () => {
  const say = useProposalWords()
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const isShort = text.trim().length < LEAST_REASON
  return {
    text,
    setText,
    error: isTried && isShort ? say('missing') : undefined,
    send: (go: (reason: string) => void): void => {
      setTried(true)
      if (!isShort) go(text.trim())
    },
  }
}

/** A change that is told in the status line, and after which everything is asked for anew. */
const useDeed = <Given, Answer>(
  path: string,
  deed: (given: Given) => Promise<Answer>,
  told: (answer: Answer) => string,
) => {
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: deed,
    onSuccess: (answer) => tell(told(answer), path),
    onSettled: () => client.invalidateQueries(),
  })
}

export type Proposable = {
  readonly about: 'rule' | 'policy'
  /** The number of the version, and how it is called. */
  readonly version: string
  readonly act: string
}

const Ask = ({ path, of: { about, version, act } }: { path: string; of: Proposable }) => {
  const say = useProposalWords()
  const me = usePerson()
  const reason = useReason()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  const signing = useSigning()
  const { mutate, isPending, error } = useDeed(
    path,
    async (why: string) => {
      const asked = { about, version, reason: why }
      const proof = await signing.prove({ kind: 'fraud.proposal', subject: id, asked })
      return call(propose, { params: { id }, body: { ...asked, proof } })
    },
    () => say('asked'),
  )
  const foot = (
    <>
      <SignField signing={signing} problem={error} />
      {error && !isWrongPassword(error) && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {act}
      </Button>
    </>
  )
  return (
    <PanelForm onSubmit={() => reason.send((why) => signing.isReady() && mutate(why))} foot={foot}>
      <p className="small soft">{say('two')}</p>
      <TwoPeople
        label={say('people')}
        people={[
          { name: me.name, remark: say('proposes'), hasSigned: false },
          { name: say('second'), remark: say('notTaken'), hasSigned: false },
        ]}
      />
      <TextAreaField
        label={say('reason')}
        hint={say('reasonHint')}
        value={reason.text}
        onChange={reason.setText}
        maxLength={500}
        error={reason.error}
      />
    </PanelForm>
  )
}

type Choice = 'deny' | 'grant'

const Decide = ({ path, proposal }: { path: string; proposal: ProposalView }) => {
  const say = useProposalWords()
  const [choice, setChoice] = useState<Choice>('deny')
  const isGrant = choice === 'grant'
  const reason = useReason()
  const signing = useSigning()
  const { mutate, isPending, error } = useDeed(
    path,
    async (note: string) => {
      const [{ id }, asked] = [proposal, { decision: choice, note }]
      const proof = isGrant ? await signing.prove({ kind: 'fraud.proposal', subject: id, asked }) : undefined
      return call(decideProposal, { params: { id }, body: { ...asked, proof } })
    },
    ({ outcome }) => say(outcome === 'granted' ? 'granted' : 'denied'),
  )
  const foot = (
    <>
      {isGrant && <SignField signing={signing} problem={error} />}
      {error && !isWrongPassword(error) && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say(choice === 'grant' ? 'grantAct' : 'denyAct')}
      </Button>
    </>
  )
  const options = [
    { value: 'deny', title: say('deny'), detail: say('denyMore') },
    { value: 'grant', title: say('grant'), detail: say('grantMore') },
  ] as const
  return (
    <PanelForm onSubmit={() => reason.send((note) => (!isGrant || signing.isReady()) && mutate(note))} foot={foot}>
      <Picks legend={say('what')} options={options} value={choice} onChange={setChoice} />
      <TextAreaField
        label={say('note')}
        value={reason.text}
        onChange={reason.setText}
        maxLength={500}
        error={reason.error}
      />
    </PanelForm>
  )
}

const Withdraw = ({ path, id }: { path: string; id: string }) => {
  const say = useProposalWords()
  const { mutate, isPending, error } = useDeed(
    path,
    () => call(withdrawProposal, { params: { id } }),
    () => say('withdrawn'),
  )
  return (
    <>
      {error && <StaffProblem error={error} />}
      <Button busy={isPending} onClick={() => mutate(undefined)}>
        {say('withdraw')}
      </Button>
    </>
  )
}

const Waiting = ({ path, proposal }: { path: string; proposal: ProposalView }) => {
  const say = useProposalWords()
  const me = usePerson()
  const at = dayAndTime(new Date(proposal.askedAt), useLanguage())
  const isMine = proposal.askedBy.id === me.id
  return (
    <>
      <TwoPeople
        label={say('people')}
        people={[
          { name: proposal.askedBy.name, remark: say(isMine ? 'youProposed' : 'proposed', { at }), hasSigned: true },
          isMine
            ? { name: say('second'), remark: say('notTaken'), hasSigned: false }
            : { name: me.name, remark: say('deciding'), hasSigned: false },
        ]}
      />
      <Quote>{proposal.reason}</Quote>
      {isMine ? <Withdraw path={path} id={proposal.id} /> : <Decide path={path} proposal={proposal} />}
    </>
  )
}

type ProposalPanelProps = {
  /** The page that it stands on, where what was done is said. */
  readonly path: string
  readonly waiting: ProposalView | null
  /** What can be proposed now, or a sentence that says why nothing can. */
  readonly next: Proposable | string
  readonly children?: ReactNode
}

/** Where one person proposes that something take effect, and another one grants it or not. */
export const ProposalPanel = ({ path, waiting, next, children }: ProposalPanelProps) => {
  const say = useProposalWords()
  return (
    <Panel title={say('title')}>
      {waiting ? (
        <Waiting key={waiting.id} path={path} proposal={waiting} />
      ) : typeof next === 'string' ? (
        <p className="small soft">{next}</p>
      ) : (
        <Ask key={next.version} path={path} of={next} />
      )}
      {children}
    </Panel>
  )
}
