import { useState } from 'react'
import { boxNumber, putBox } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { newId } from '../../../../api/new-id.ts'
import { Button } from '../../../../kit/button.tsx'
import { TextField } from '../../../../kit/field.tsx'
import { Picks } from '../../../../kit/picks.tsx'
import { Panel, PanelForm } from '../../../panel.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import { useCareWords } from '../care-words.ts'
import { useDeed } from '../use-deed.ts'

type Drive = 'simulated' | 'http'

const isWebAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** The panel where a box is set up. */
export const NewBox = ({ onClose }: { onClose: () => void }) => {
  const say = useCareWords()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  const [number, setNumber] = useState('')
  const [branch, setBranch] = useState('')
  const [kind, setKind] = useState<Drive>('simulated')
  const [url, setUrl] = useState('')
  const [kioskUrl, setKioskUrl] = useState('')
  const [isTried, setTried] = useState(false)
  const isRight = boxNumber.safeParse(number.trim()).success
  const isReachRight = kioskUrl === '' || isWebAddress(kioskUrl)
  const isReady = isRight && branch.trim() !== '' && (kind === 'simulated' || (isWebAddress(url) && isReachRight))
  const { mutate, isPending, error } = useDeed(
    () => {
      const drive = kind === 'http' ? { kind, url, ...(kioskUrl === '' ? {} : { kioskUrl }) } : { kind }
      return call(putBox, { params: { id }, body: { number: number.trim(), branch: branch.trim(), drive } })
    },
    { text: say('setUpDone'), path: '/lockers/boxes' },
    onClose,
  )
  const options = [
    { value: 'simulated', title: say('simulated'), detail: say('simulatedMore') },
    { value: 'http', title: say('http'), detail: say('httpMore') },
  ] as const
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('setUp')}
      </Button>
    </>
  )
  return (
    <Panel title={say('newBox')} onClose={onClose} isCalled>
      <PanelForm
        foot={foot}
        onSubmit={() => {
          setTried(true)
          if (isReady) mutate(undefined)
        }}
      >
        <TextField
          label={say('number')}
          value={number}
          onChange={setNumber}
          maxLength={12}
          error={isTried && !isRight ? say('numberWrong') : undefined}
        />
        <TextField
          label={say('branch')}
          value={branch}
          onChange={setBranch}
          maxLength={80}
          error={isTried && branch.trim() === '' ? say('branchMissing') : undefined}
        />
        <Picks legend={say('drive')} options={options} value={kind} onChange={setKind} />
        {kind === 'http' && (
          <TextField
            type="url"
            label={say('url')}
            value={url}
            onChange={setUrl}
            maxLength={300}
            error={isTried && !isWebAddress(url) ? say('urlWrong') : undefined}
          />
        )}
        {kind === 'http' && (
          <TextField
            type="url"
            label={say('kioskUrl')}
            hint={say('kioskUrlHint')}
            value={kioskUrl}
            onChange={setKioskUrl}
            maxLength={300}
            error={isTried && !isReachRight ? say('urlWrong') : undefined}
          />
        )}
      </PanelForm>
    </Panel>
  )
}
