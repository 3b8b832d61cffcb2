import { Door } from '../frame/doors.tsx'
import { Frame } from '../frame/frame.tsx'
import { Keypad } from '../frame/keypad.tsx'
import { Press } from '../frame/press.tsx'
import { LockProblem } from '../offline/lock.ts'
import { useOfflineWords } from '../offline/offline-words.ts'
import { useOpening } from '../offline/opening.ts'
import { Heading } from './heading.tsx'

/** Two people open a locker that the bank has permitted beforehand; what they do is noted, and the lock decides. */
export const OfflineScreen = ({ onDone }: { onDone: () => void }) => {
  const say = useOfflineWords()
  const { step, isBusy, problem, choose, sign } = useOpening()
  const sentence = problem === undefined ? undefined : say(problem instanceof LockProblem ? problem.code : 'other')
  if (step.name === 'box')
    return (
      <Frame
        pad={
          <Keypad
            label={say('boxField')}
            act={say('boxAct')}
            least={1}
            most={12}
            takes="both"
            busy={isBusy}
            error={sentence}
            onDone={(number) => void choose(number)}
          />
        }
      >
        <Heading sentence={say('boxTitle')} rest={say('boxHow')} />
        <Press onClick={onDone}>{say('back')}</Press>
      </Frame>
    )
  if (step.name === 'opened')
    return (
      <Frame box={step.number} picture={<Door state="open" isLarge />}>
        <Heading sentence={say('openedTitle', { box: step.number })} rest={say('openedHow')} tone="paid" />
        <Press look="go" onClick={onDone}>
          {say('finish')}
        </Press>
      </Frame>
    )
  const box = step.box.number
  return (
    <Frame box={box} onStop={onDone} picture={<Door state="now" isLarge />}>
      <Heading sentence={say(`${step.name}Title`, { box })} rest={say(`${step.name}How`)} />
      <p role="status">{sentence}</p>
      <Press look="go" busy={isBusy} onClick={() => void sign()}>
        {say(`${step.name}Act`)}
      </Press>
    </Frame>
  )
}
