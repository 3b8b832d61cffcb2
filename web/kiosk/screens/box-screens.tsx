import type { AttemptView } from '#wire/locker'
import type { Attempt } from '../attempt/attempt.ts'
import { Door } from '../frame/doors.tsx'
import { Frame } from '../frame/frame.tsx'
import { Press } from '../frame/press.tsx'
import { Heading } from './heading.tsx'
import { useOverWords } from './over-words.ts'
import { useProblemSentence } from './problem-words.ts'
import { useScreenWords } from './screen-words.ts'

type Props = { readonly attempt: Attempt; readonly view: AttemptView }

/** Every door is passed; the lock waits for the person's word. */
export const ReadyScreen = ({ attempt, view }: Props) => {
  const say = useScreenWords()
  const sentenceOf = useProblemSentence()
  return (
    <Frame view={view} box={view.box} onStop={() => void attempt.cancel()} picture={<Door state="now" isLarge />}>
      <Heading sentence={say('readyTitle', { box: view.box })} rest={say('readyHow')} tone="paid" />
      <p role="status">{sentenceOf(attempt.problem)}</p>
      <Press look="go" busy={attempt.isBusy} onClick={() => void attempt.open()}>
        {say('readyAct', { box: view.box })}
      </Press>
    </Frame>
  )
}

/** The lock moves, or the box stands open: what the lock itself says. */
export const OpenScreen = ({ view }: { view: AttemptView }) => {
  const say = useScreenWords()
  const { box, lock } = view
  const isWrong = lock === 'forced' || lock === 'unknown'
  const titles = { open: 'openTitle', unlocked: 'unlockedTitle' } as const
  const hows = { open: 'openHow', unlocked: 'unlockedHow' } as const
  const known = lock === 'open' || lock === 'unlocked' ? lock : undefined
  return (
    <Frame view={view} box={box} picture={<Door state={isWrong ? 'refused' : 'open'} isLarge />}>
      <Heading
        sentence={isWrong ? say('lockTitle') : say(known ? titles[known] : 'openingTitle', { box })}
        rest={isWrong ? say('lockHow') : known ? say(hows[known]) : undefined}
        tone={isWrong ? 'warned' : 'paid'}
      />
    </Frame>
  )
}

/** How it ended, and the way back to the beginning. */
export const OverScreen = ({ attempt, view }: Props) => {
  const say = useScreenWords()
  const over = useOverWords()
  const { box, denial, state } = view
  const isGood = state === 'closed'
  const sentence =
    state === 'closed' || state === 'cancelled' || state === 'expired' ? over(state, { box }) : over('refused', { box })
  const rest = () => {
    if (state === 'closed' || state === 'cancelled' || state === 'expired') return over(`${state}How`, { box })
    if (denial === 'expired' || denial === 'cancelled') return over(`${denial}How`, { box })
    return denial ? over(denial) : ''
  }
  return (
    <Frame view={view} box={box} picture={<Door state={state === 'refused' ? 'refused' : 'next'} isLarge />}>
      <Heading sentence={sentence} rest={rest()} tone={isGood ? 'paid' : 'warned'} />
      <Press look="go" onClick={attempt.leave}>
        {say(isGood ? 'finish' : 'again')}
      </Press>
    </Frame>
  )
}
