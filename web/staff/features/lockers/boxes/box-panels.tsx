import { useState } from 'react'
import { askRelease, lockBox, putHolder } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { newId } from '../../../../api/new-id.ts'
import { Button } from '../../../../kit/button.tsx'
import { FieldError, TextField } from '../../../../kit/field.tsx'
import { Picks } from '../../../../kit/picks.tsx'
import { Panel, PanelForm } from '../../../panel.tsx'
import { ReasonedPanel } from '../../../reasoned-panel.tsx'
import { useSigning } from '../../../signing.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import { useCareWords } from '../care-words.ts'
import { CustomerChoice } from '../customer-choice.tsx'
import { useDeed } from '../use-deed.ts'

type Props = { readonly box: string; readonly onClose: () => void }
type As = 'owner' | 'agent'

/** Enters somebody as owner, or as agent with dates. */
export const AddHolder = ({ box, onClose }: Props) => {
  const say = useCareWords()
  const [holder] = useState(newId)
  const [person, setPerson] = useState('')
  const [as, setAs] = useState<As>('owner')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [isTried, setTried] = useState(false)
  const isDated = as === 'owner' || (from !== '' && until >= from)
  const { mutate, isPending, error } = useDeed(
    () => {
      const dates = as === 'agent' ? { from, until } : { from: null, until: null }
      return call(putHolder, { params: { id: box, holder }, body: { person, as, ...dates } })
    },
    { text: say('added'), path: `/lockers/boxes/${box}` },
    onClose,
  )
  const options = [
    { value: 'owner', title: say('owner'), detail: say('ownerMore') },
    { value: 'agent', title: say('agent'), detail: say('agentMore') },
  ] as const
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('addAct')}
      </Button>
    </>
  )
  return (
    <Panel title={say('addTitle')} onClose={onClose} isCalled>
      <PanelForm
        foot={foot}
        onSubmit={() => {
          setTried(true)
          if (person && isDated) mutate(undefined)
        }}
      >
        <CustomerChoice value={person} onChange={setPerson} isMissing={isTried && !person} />
        <Picks legend={say('as')} options={options} value={as} onChange={setAs} />
        {as === 'agent' && (
          <>
            <TextField type="date" label={say('from')} value={from} onChange={setFrom} />
            <TextField type="date" label={say('until')} value={until} onChange={setUntil} />
            {isTried && !isDated && <FieldError>{say('datesMissing')}</FieldError>}
          </>
        )}
      </PanelForm>
    </Panel>
  )
}

/** Keeps everybody out of a box. */
export const LockPanel = ({ box, onClose }: Props) => {
  const say = useCareWords()
  const { mutate, isPending, error } = useDeed(
    (reason: string) => call(lockBox, { params: { id: box }, body: { reason } }),
    { text: say('lockedNow'), path: `/lockers/boxes/${box}` },
    onClose,
  )
  return (
    <ReasonedPanel
      title={say('lockTitle')}
      intro={<p className="small soft">{say('lockMore')}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('whyMissing')}
      act={say('lockBox')}
      look="stop"
      sending={{ isPending, error }}
      onSend={mutate}
      onClose={onClose}
    />
  )
}

/** Asks, signed, that a locked box may be opened again. */
export const ReleasePanel = ({ box, onClose }: Props) => {
  const say = useCareWords()
  const signing = useSigning()
  const [id] = useState(newId)
  const { mutate, isPending, error } = useDeed(
    async (reason: string) => {
      const asked = { box, reason }
      const proof = await signing.prove({ kind: 'locker.release', subject: id, asked })
      return call(askRelease, { params: { id }, body: { ...asked, proof } })
    },
    { text: say('releaseAsked'), path: `/lockers/boxes/${box}` },
    onClose,
  )
  return (
    <ReasonedPanel
      title={say('releaseTitle')}
      intro={<p className="small soft">{say('releaseMore')}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('whyMissing')}
      act={say('releaseAct')}
      signing={signing}
      sending={{ isPending, error }}
      onSend={mutate}
      onClose={onClose}
    />
  )
}
