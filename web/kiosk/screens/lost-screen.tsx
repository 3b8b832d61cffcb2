import { useState } from 'react'
import { useCamera } from '../camera/camera.tsx'
import { useKiosk } from '../device/kiosk.tsx'
import { Door } from '../frame/doors.tsx'
import { Frame } from '../frame/frame.tsx'
import { Keypad } from '../frame/keypad.tsx'
import { Press } from '../frame/press.tsx'
import { Heading } from './heading.tsx'
import { useScreenWords } from './screen-words.ts'

/** The bank is not reached and nobody stands at a door. Where the policy lets staff open by their key, they note it here. */
export const LostScreen = () => {
  const say = useScreenWords()
  const { self, note } = useKiosk()
  const { grab } = useCamera()
  const [isNoting, setNoting] = useState(false)
  const [outcome, setOutcome] = useState<'keyNoted' | 'keyNotNoted'>()
  const noteOpening = async (box: string) => {
    const picture = await grab()
    const entry = {
      kind: 'opened',
      box: box.toUpperCase(),
      note: 'Opened with the key of the staff.',
      picture,
    } as const
    // Where the browser keeps nothing, paper does.
    const isKept = await note(entry).catch(() => false)
    setOutcome(isKept ? 'keyNoted' : 'keyNotNoted')
    setNoting(false)
  }
  return (
    <Frame
      picture={isNoting ? undefined : <Door state="next" isLarge />}
      pad={
        isNoting && (
          <Keypad label={say('keyBox')} act={say('keyAct')} least={1} most={12} takes="both" onDone={noteOpening} />
        )
      }
    >
      <Heading sentence={say('lostTitle')} rest={say('lostHow')} tone="warned" />
      {self.offline.mayOpen && !isNoting && <Press onClick={() => setNoting(true)}>{say('keyOpened')}</Press>}
      <p role="status">{outcome && say(outcome)}</p>
    </Frame>
  )
}
