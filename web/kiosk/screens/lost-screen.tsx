import { useEffect, useState } from 'react'
import { useCamera } from '../camera/camera.tsx'
import { useKiosk } from '../device/kiosk.tsx'
import { Door } from '../frame/doors.tsx'
import { Frame } from '../frame/frame.tsx'
import { Keypad } from '../frame/keypad.tsx'
import { Press } from '../frame/press.tsx'
import { useOfflineWords } from '../offline/offline-words.ts'
import { heldPermit } from '../offline/permits.ts'
import { Heading } from './heading.tsx'
import { useScreenWords } from './screen-words.ts'

/** Whether this kiosk holds a permit for a box of its hall. */
const useHasPermit = (): boolean => {
  const { self } = useKiosk()
  const [has, setHas] = useState(false)
  useEffect(() => {
    // A browser that keeps nothing has no permit either.
    heldPermit().then(
      (held) => setHas(held !== undefined && held.permit.boxes.length > 0),
      () => setHas(false),
    )
  }, [])
  return self.offline.mayOpen && has
}

/** What staff did with a key of metal, which no machine sees: they say it here. */
const KeyNote = ({ onNoted }: { onNoted: (outcome: 'keyNoted' | 'keyNotNoted') => void }) => {
  const say = useScreenWords()
  const { note } = useKiosk()
  const { grab } = useCamera()
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
    onNoted(isKept ? 'keyNoted' : 'keyNotNoted')
  }
  return <Keypad label={say('keyBox')} act={say('keyAct')} least={1} most={12} takes="both" onDone={noteOpening} />
}

/** The bank is not reached and nobody stands at a door. Where the policy allows it, two passkeys open, and staff note what they did by key. */
export const LostScreen = ({ onOpen }: { onOpen: () => void }) => {
  const say = useScreenWords()
  const offline = useOfflineWords()
  const { self } = useKiosk()
  const hasPermit = useHasPermit()
  const [isNoting, setNoting] = useState(false)
  const [outcome, setOutcome] = useState<'keyNoted' | 'keyNotNoted'>()
  const noted = (how: 'keyNoted' | 'keyNotNoted') => {
    setOutcome(how)
    setNoting(false)
  }
  return (
    <Frame picture={isNoting ? undefined : <Door state="next" isLarge />} pad={isNoting && <KeyNote onNoted={noted} />}>
      <Heading sentence={say('lostTitle')} rest={hasPermit ? offline('offerHow') : say('lostHow')} tone="warned" />
      {hasPermit && !isNoting && (
        <Press look="go" onClick={onOpen}>
          {offline('offer')}
        </Press>
      )}
      {self.offline.mayOpen && !isNoting && <Press onClick={() => setNoting(true)}>{say('keyOpened')}</Press>}
      <p role="status">{outcome && say(outcome)}</p>
    </Frame>
  )
}
