import { useRef } from 'react'
import type { AttemptView } from '#wire/locker'
import type { Attempt } from '../attempt/attempt.ts'
import { Frame } from '../frame/frame.tsx'
import { Keypad } from '../frame/keypad.tsx'
import { Heading } from './heading.tsx'
import { useProblemSentence } from './problem-words.ts'
import { useScreenWords } from './screen-words.ts'

type Props = { readonly attempt: Attempt; readonly view: AttemptView }

/** What is wrong with the last thing that was typed: the bank's no, or that the same door is still next. */
const useWrong = ({ attempt, view }: Props) => {
  const sentenceOf = useProblemSentence()
  const wasSent = useRef(false)
  return {
    sent: () => {
      wasSent.current = true
    },
    error: (wrong: (count: number) => string): string | undefined => {
      if (attempt.isBusy) return undefined
      if (attempt.problem !== undefined) return sentenceOf(attempt.problem)
      return wasSent.current && view.triesLeft !== null ? wrong(view.triesLeft) : undefined
    },
  }
}

/** The third door: the secret, typed on keys that only beep. */
export const SecretScreen = (props: Props) => {
  const { attempt, view } = props
  const say = useScreenWords()
  const { sent, error } = useWrong(props)
  return (
    <Frame
      view={view}
      box={view.box}
      onStop={() => void attempt.cancel()}
      pad={
        <Keypad
          label={say('secretField')}
          act={say('secretAct')}
          least={1}
          most={128}
          takes="both"
          isSecret
          busy={attempt.isBusy}
          error={error((count) => say('wrongSecret', { count }))}
          onDone={(secret) => {
            sent()
            void attempt.secret(secret)
          }}
        />
      }
    >
      <Heading sentence={say('secretTitle')} rest={say('secretHow')} />
    </Frame>
  )
}

/** The fourth: the code that went to the owner's device. */
export const CodeScreen = (props: Props) => {
  const { attempt, view } = props
  const say = useScreenWords()
  const { sent, error } = useWrong(props)
  return (
    <Frame
      view={view}
      box={view.box}
      onStop={() => void attempt.cancel()}
      pad={
        <Keypad
          label={say('codeField')}
          act={say('codeAct')}
          least={6}
          most={6}
          takes="digits"
          busy={attempt.isBusy}
          error={error((count) => say('wrongCodeSent', { count }))}
          onDone={(code) => {
            sent()
            void attempt.code(code)
          }}
        />
      }
    >
      <Heading sentence={say('codeTitle')} rest={say('codeHow', { sentTo: view.code?.sentTo ?? '' })} />
    </Frame>
  )
}
