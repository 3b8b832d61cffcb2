import type { AttemptView } from '#wire/locker'
import type { Attempt } from '../attempt/attempt.ts'
import { useCamera } from '../camera/camera.tsx'
import { Door } from '../frame/doors.tsx'
import { Frame } from '../frame/frame.tsx'
import { Press } from '../frame/press.tsx'
import { useFaceWords } from './face-words.ts'
import { Heading } from './heading.tsx'
import { useProblemSentence } from './problem-words.ts'
import { useScreenWords } from './screen-words.ts'

/** The first two doors for who does not use the camera, or where there is none. */
export const PasskeyScreen = ({ attempt, view }: { attempt: Attempt; view: AttemptView }) => {
  const say = useScreenWords()
  const face = useFaceWords()
  const sentenceOf = useProblemSentence()
  const { state } = useCamera()
  return (
    <Frame view={view} box={view.box} onStop={() => void attempt.cancel()} picture={<Door state="now" isLarge />}>
      <Heading sentence={say('passkeyTitle')} rest={say('passkeyHow')} />
      <p role="status">
        {state === 'missing' && view.ways.includes('face') && face('missing')} {sentenceOf(attempt.problem)}
      </p>
      <Press look="go" busy={attempt.isBusy} onClick={() => void attempt.passkey()}>
        {say('passkeyAct')}
      </Press>
    </Frame>
  )
}
