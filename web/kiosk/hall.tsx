/** Which screen stands before the person: the bank says where an attempt is, the line whether it is reached at all. */
import { useEffect, useRef, useState } from 'react'
import type { AttemptView } from '#wire/locker'
import { isUnreachable } from '../api/problem.ts'
import { type Attempt, isOver, useAttempt } from './attempt/attempt.ts'
import { useCamera } from './camera/camera.tsx'
import { type Kept, readKept } from './device/kept.ts'
import { KioskProvider, useKiosk } from './device/kiosk.tsx'
import { BareFrame } from './frame/frame.tsx'
import { IdleGuard } from './frame/idle.tsx'
import { OpenScreen, OverScreen, ReadyScreen } from './screens/box-screens.tsx'
import { FaceScreen } from './screens/face-screen.tsx'
import { Heading } from './screens/heading.tsx'
import { LostScreen } from './screens/lost-screen.tsx'
import { OfflineScreen } from './screens/offline-screen.tsx'
import { PasskeyScreen } from './screens/passkey-screen.tsx'
import { useScreenWords } from './screens/screen-words.ts'
import { SetUpScreen } from './screens/set-up-screen.tsx'
import { CodeScreen, SecretScreen } from './screens/typed-screens.tsx'
import { WelcomeScreen } from './screens/welcome-screen.tsx'

const StepScreen = ({ attempt, view }: { attempt: Attempt; view: AttemptView }) => {
  const { state } = useCamera()
  if (isOver(view)) return <OverScreen attempt={attempt} view={view} />
  if (view.state !== 'under-way') return <OpenScreen view={view} />
  switch (view.door) {
    case 'secret':
      return <SecretScreen attempt={attempt} view={view} />
    case 'code':
      return <CodeScreen attempt={attempt} view={view} />
    case 'opening':
      return <ReadyScreen attempt={attempt} view={view} />
    default:
      return view.challenge && view.ways.includes('face') && state !== 'missing' ? (
        <FaceScreen attempt={attempt} view={view} challenge={view.challenge} />
      ) : (
        <PasskeyScreen attempt={attempt} view={view} />
      )
  }
}

/** Nobody is stopped while the box stands open, and nobody is asked where nobody has begun. */
const isHeld = (view: AttemptView | undefined): boolean =>
  view === undefined || view.state === 'opening' || view.state === 'open'

const Visit = () => {
  const { line, note } = useKiosk()
  const attempt = useAttempt()
  const { view, problem } = attempt
  // Two people are opening a box without the bank; they are not broken off where it is reached again meanwhile.
  const [isOpening, setOpening] = useState(false)
  const wanted = useRef('')
  useEffect(() => {
    if (wanted.current === '' || !isUnreachable(problem)) return
    void note({ kind: 'attempt', box: wanted.current, note: 'Somebody asked for it while the bank was not reached.' })
    wanted.current = ''
  }, [problem, note])
  if (isOpening) return <OfflineScreen onDone={() => setOpening(false)} />
  if (view === undefined && line === 'lost') return <LostScreen onOpen={() => setOpening(true)} />
  if (view === undefined)
    return (
      <WelcomeScreen
        isBusy={attempt.isBusy}
        problem={problem}
        onBegin={(box) => {
          wanted.current = box
          void attempt.begin(box)
        }}
      />
    )
  return (
    <>
      <StepScreen attempt={attempt} view={view} />
      <IdleGuard isHeld={isHeld(view)} onStop={isOver(view) ? attempt.leave : () => void attempt.cancel()} />
    </>
  )
}

const InService = ({ onSetUp }: { onSetUp: (kept: Kept) => void }) => {
  const { line } = useKiosk()
  const say = useScreenWords()
  if (line === 'refused') return <SetUpScreen isRefused onDone={onSetUp} />
  if (line === 'starting')
    return (
      <BareFrame>
        <Heading sentence={say('starting')} rest={say('startingHow')} isSilent />
      </BareFrame>
    )
  return <Visit />
}

/** The whole app: a kiosk without a key is set up first. */
export const Hall = () => {
  const [kept, setKept] = useState<Kept | 'none'>()
  useEffect(() => {
    // A browser that keeps nothing can be no kiosk; it is asked for its code at every start.
    readKept().then(
      (found) => setKept(found ?? 'none'),
      () => setKept('none'),
    )
  }, [])
  if (kept === undefined) return null
  if (kept === 'none') return <SetUpScreen isRefused={false} onDone={setKept} />
  return (
    <KioskProvider kept={kept}>
      <InService onSetUp={setKept} />
    </KioskProvider>
  )
}
