import { type ComponentProps, type PropsWithChildren, useRef } from 'react'
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

type Typed = Pick<ComponentProps<typeof Keypad>, 'label' | 'act' | 'least' | 'most' | 'takes' | 'isSecret'> & {
  /** How the bank's no is said, with the tries that are left. */
  readonly wrong: (count: number) => string
  readonly onTyped: (text: string) => void
}

/** A door that is passed by typing. */
const TypedScreen = ({ attempt, view, wrong, onTyped, children, ...keys }: Props & Typed & PropsWithChildren) => {
  const { sent, error } = useWrong({ attempt, view })
  const send = (text: string) => {
    sent()
    onTyped(text)
  }
  const pad = <Keypad {...keys} busy={attempt.isBusy} error={error(wrong)} onDone={send} />
  return (
    <Frame view={view} box={view.box} onStop={() => void attempt.cancel()} pad={pad}>
      {children}
    </Frame>
  )
}

/** The third door: the secret, typed on keys that only beep. */
export const SecretScreen = (props: Props) => {
  const say = useScreenWords()
  return (
    <TypedScreen
      {...props}
      label={say('secretField')}
      act={say('secretAct')}
      least={1}
      most={128}
      takes="both"
      isSecret
      wrong={(count) => say('wrongSecret', { count })}
      onTyped={(secret) => void props.attempt.secret(secret)}
    >
      <Heading sentence={say('secretTitle')} rest={say('secretHow')} />
    </TypedScreen>
  )
}

/** The fourth: the code that went to the owner's device. */
export const CodeScreen = (props: Props) => {
  const say = useScreenWords()
  return (
    <TypedScreen
      {...props}
      label={say('codeField')}
      act={say('codeAct')}
      least={6}
      most={6}
      takes="digits"
      wrong={(count) => say('wrongCodeSent', { count })}
      onTyped={(code) => void props.attempt.code(code)}
    >
      <Heading sentence={say('codeTitle')} rest={say('codeHow', { sentTo: props.view.code?.sentTo ?? '' })} />
    </TypedScreen>
  )
}
