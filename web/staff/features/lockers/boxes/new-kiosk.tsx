import { useState } from 'react'
import { putKiosk } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { newId } from '../../../../api/new-id.ts'
import { Button } from '../../../../kit/button.tsx'
import { TextField } from '../../../../kit/field.tsx'
import { Panel, PanelForm } from '../../../panel.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import { useCareWords } from '../care-words.ts'
import styles from '../lockers.module.css'
import { useDeed } from '../use-deed.ts'

/** The code of a kiosk, which is shown once. */
export const KioskCode = ({ code }: { code: string }) => {
  const say = useCareWords()
  return (
    <div role="status">
      <p>{say('kioskOpen', { address: `${location.origin}/kiosk/` })}</p>
      <p className="small soft">{say('kioskCode')}</p>
      <p className={styles.code}>{code}</p>
    </div>
  )
}

/** The panel where a kiosk is set up, and gets the code for its key. */
export const NewKiosk = ({ onClose }: { onClose: () => void }) => {
  const say = useCareWords()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [branch, setBranch] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error, data } = useDeed(
    () => call(putKiosk, { params: { id }, body: { name: name.trim(), branch: branch.trim() } }),
    { text: say('setUpDone'), path: '/lockers/boxes' },
  )
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('setUp')}
      </Button>
    </>
  )
  return (
    <Panel title={say('newKiosk')} onClose={onClose} isCalled>
      {data ? (
        <KioskCode code={data.code} />
      ) : (
        <PanelForm
          foot={foot}
          onSubmit={() => {
            setTried(true)
            if (name.trim() && branch.trim()) mutate(undefined)
          }}
        >
          <TextField
            label={say('kioskName')}
            value={name}
            onChange={setName}
            maxLength={80}
            error={isTried && !name.trim() ? say('nameMissing') : undefined}
          />
          <TextField
            label={say('branch')}
            value={branch}
            onChange={setBranch}
            maxLength={80}
            error={isTried && !branch.trim() ? say('branchMissing') : undefined}
          />
        </PanelForm>
      )}
    </Panel>
  )
}
