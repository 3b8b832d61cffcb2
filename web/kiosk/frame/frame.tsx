import { IconEar, IconHeadset, IconId, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { AttemptView } from '#wire/locker'
import { callPerson } from '#wire/locker'
import { Icon } from '../../kit/icon.tsx'
import { speak } from '../../kit/words.ts'
import { useKiosk } from '../device/kiosk.tsx'
import { languages, useKioskLanguage } from '../languages.ts'
import { useVoice } from '../voice/voice.tsx'
import { Doors } from './doors.tsx'
import styles from './frame.module.css'
import { useFrameWords } from './frame-words.ts'
import { Press } from './press.tsx'

/** The languages, last on every screen. */
export const Languages = () => {
  const say = useFrameWords()
  const current = useKioskLanguage()
  return (
    <nav className={styles.languages} aria-label={say('language')}>
      {languages.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-current={code === current ? 'true' : undefined}
          onClick={() => speak(code)}
        >
          {name}
        </button>
      ))}
    </nav>
  )
}

const Mark = () => (
  <p className={styles.mark}>
    <svg viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="2" fill="var(--green)" />
      <path d="M6 7.5h16M14 7.5v8" fill="none" stroke="var(--on-green)" strokeWidth="2.6" />
      <path d="M6 18.6h16M6 22h16" fill="none" stroke="var(--on-green)" strokeWidth="1.7" />
    </svg>
    Bankserver
  </p>
)

/** A screen without a bank behind it: setting the kiosk up, or closed. */
export const BareFrame = ({ children }: { children: ReactNode }) => (
  <div className={styles.kiosk}>
    <header className={styles.head}>
      <Mark />
    </header>
    <main id="main" className={styles.bare}>
      {children}
    </main>
    <Languages />
  </div>
)

/** What is said where the bank is lost, on every screen. */
const LostLine = () => {
  const say = useFrameWords()
  const { line, waiting, self } = useKiosk()
  return (
    <p role="status" className={styles.lost} data-shown={line === 'lost' || waiting > 0 || undefined}>
      {line === 'lost' && (
        <>
          <b>{say(self.offline.mayOpen ? 'lostOpen' : 'lost')}</b>{' '}
          {self.offline.mayQueue && !self.offline.mayOpen && say('lostQueued')}{' '}
        </>
      )}
      {waiting > 0 && say('waiting', { count: waiting })}
    </p>
  )
}

/** Asks for a person, and says whether the branch was told. */
const CallPress = ({ attempt }: { attempt: string | null }) => {
  const say = useFrameWords()
  const { ask } = useKiosk()
  const [outcome, setOutcome] = useState<'called' | 'notCalled'>()
  const [isBusy, setBusy] = useState(false)
  const callNow = async () => {
    setBusy(true)
    // Whatever went wrong, the way to the counter is the same.
    const isTold = await ask(callPerson, { body: { attempt } }).then(
      () => true,
      () => false,
    )
    setBusy(false)
    setOutcome(isTold ? 'called' : 'notCalled')
  }
  return (
    <>
      <Press busy={isBusy} onClick={callNow}>
        <Icon of={IconHeadset} />
        {say('call')}
      </Press>
      <p role="status" className={styles.said}>
        {outcome && say(outcome)}
      </p>
    </>
  )
}

type FrameProps = {
  readonly view?: AttemptView
  readonly box?: string
  /** What is seen: the ring, a drawing of a door. */
  readonly picture?: ReactNode
  /** Keys to type on; they stand beside the words where there is room. */
  readonly pad?: ReactNode
  readonly onPasskey?: () => void
  readonly onStop?: () => void
  readonly children: ReactNode
}

/** A screen in service: where it is, the four doors, what is seen and said, the ways out, the languages. */
export const Frame = ({ view, box, picture, pad, onPasskey, onStop, children }: FrameProps) => {
  const say = useFrameWords()
  const { self } = useKiosk()
  const voice = useVoice()
  return (
    <div className={styles.kiosk}>
      <a className={styles.skip} href="#main">
        {say('skip')}
      </a>
      <header className={styles.head}>
        <Mark />
        <p>{say('hall', { branch: self.branch })}</p>
      </header>
      <main id="main" className={styles.main}>
        <Doors view={view} box={box} />
        <LostLine />
        <div className={`${styles.stage} ${pad ? styles.typed : ''}`}>
          {picture && <div className={styles.picture}>{picture}</div>}
          <div className={styles.words}>{children}</div>
          {pad && <div className={styles.pad}>{pad}</div>}
        </div>
        <div className={`${styles.help} ${pad ? styles.typed : ''}`}>
          <Press pressed={voice.isOn} onClick={voice.toggle}>
            <Icon of={IconEar} />
            {say('voice')}
          </Press>
          {onPasskey && (
            <Press onClick={onPasskey}>
              <Icon of={IconId} />
              {say('passkey')}
            </Press>
          )}
          <CallPress attempt={view?.id ?? null} />
          {onStop && (
            <Press look="stop" onClick={onStop}>
              <Icon of={IconX} />
              {say('stop')}
            </Press>
          )}
          {voice.isOn && !voice.isThere && <p className={styles.said}>{say('noVoice')}</p>}
        </div>
      </main>
      <Languages />
    </div>
  )
}
