import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackTestSubject, KindPolicyBody, PolicyOfKindView } from '#wire/fraud'
import { dayAndTime } from '../../../../kit/dates.ts'
import { Loading } from '../../../../kit/empty.tsx'
import { SelectField } from '../../../../kit/field.tsx'
import { Note } from '../../../../kit/note.tsx'
import { useLanguage } from '../../../../kit/words.ts'
import { Filters, StaffPage } from '../../../page.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import { ProposalLog } from '../proposals/proposal-log.tsx'
import { type Proposable, ProposalPanel } from '../proposals/proposal-panel.tsx'
import { useProposalWords } from '../proposals/proposal-words.ts'
import { policiesQuery, policyHistoryQuery } from '../rules-queries.ts'
import { BackTest, useIsTried } from '../trial/back-test.tsx'
import { usePolicyDraft } from './policy-draft.ts'
import { PolicyForm } from './policy-form.tsx'
import { usePolicyWords } from './policy-words.ts'

type Kind = PolicyOfKindView['kind']
const kinds: readonly Kind[] = ['send', 'withdrawal', 'card']

const isSame = (one: KindPolicyBody, other: KindPolicyBody): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

/** The same content in one order of keys, however it was stored. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)])
    : value

/** What can be proposed now, or why nothing can. */
const useNext = (it: PolicyOfKindView, policy: KindPolicyBody | null): Proposable | string => {
  const say = useProposalWords()
  const { latest } = it
  const isTried = useIsTried(latest ? { kind: it.kind, policy: latest.policy } : null)
  if (!latest || !policy || !isSame(latest.policy, policy)) return say('unsaved')
  if (it.number === latest.number) return say('nothing')
  return isTried ? { about: 'policy', version: latest.number, act: say('askPolicy') } : say('notTried')
}

const InForce = ({ it }: { it: PolicyOfKindView }) => {
  const say = usePolicyWords()
  const language = useLanguage()
  if (!it.since?.endedAt) return <p className="soft">{say('byModel')}</p>
  const at = dayAndTime(new Date(it.since.endedAt), language)
  const names = { name: it.since.askedBy.name, other: it.since.endedBy?.name ?? '' }
  return <p className="soft">{say('byStaff', { at, ...names })}</p>
}

type OfKindProps = { readonly it: PolicyOfKindView; readonly onKind: (kind: Kind) => void }

const OfKind = ({ it, onKind }: OfKindProps) => {
  const say = usePolicyWords()
  const shown = it.waiting?.version.policy ?? it.latest?.policy ?? it.policy
  const draft = usePolicyDraft(shown)
  const { data: history = [] } = useQuery(policyHistoryQuery(it.kind))
  const subject: BackTestSubject | null = draft.policy ? { kind: it.kind, policy: draft.policy } : null
  const next = useNext(it, draft.policy)
  return (
    <StaffPage
      title={say('policy')}
      lead={say('lead')}
      panel={<ProposalPanel path="/policy" waiting={it.waiting?.proposal ?? null} next={next} />}
    >
      <Filters>
        <SelectField
          label={say('kind')}
          value={it.kind}
          onChange={(kind) => onKind(kind as Kind)}
          options={kinds.map((value) => ({ value, label: say(value) }))}
        />
      </Filters>
      <InForce it={it} />
      {it.waiting && <Note tone="wait" lead={say('waitsHere')} />}
      <PolicyForm kind={it.kind} draft={draft} />
      <BackTest subject={subject} />
      <ProposalLog proposals={history} nameOf={(version) => say('version', { version })} />
    </StaffPage>
  )
}

/** What decides each kind of payment, and where another policy is written, tried and put in force. */
export const PolicyPage = () => {
  const say = usePolicyWords()
  const [kind, setKind] = useState<Kind>('send')
  const { data: items, error, refetch } = useQuery(policiesQuery)
  const it = items?.find((each) => each.kind === kind)
  if (it) return <OfKind key={kind} it={it} onKind={setKind} />
  return (
    <StaffPage title={say('policy')} lead={say('lead')}>
      {error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />}
    </StaffPage>
  )
}
