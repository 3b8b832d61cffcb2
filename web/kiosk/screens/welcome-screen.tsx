import { Frame } from '../frame/frame.tsx'
import { Keypad } from '../frame/keypad.tsx'
import { Heading } from './heading.tsx'
import { useProblemSentence } from './problem-words.ts'
import { useScreenWords } from './screen-words.ts'

type WelcomeProps = {
  readonly isBusy: boolean
  readonly problem: unknown
  readonly onBegin: (box: string) => void
}

/** Nobody is there: which locker somebody wants to. */
export const WelcomeScreen = ({ isBusy, problem, onBegin }: WelcomeProps) => {
  const say = useScreenWords()
  const sentenceOf = useProblemSentence()
  return (
    <Frame
      pad={
        <Keypad
          label={say('boxField')}
          act={say('begin')}
          least={1}
          most={12}
          takes="both"
          busy={isBusy}
          error={sentenceOf(problem)}
          onDone={(box) => onBegin(box.toUpperCase())}
        />
      }
    >
      <Heading sentence={say('welcome')} rest={say('welcomeHow')} />
    </Frame>
  )
}
