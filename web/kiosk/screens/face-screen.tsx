import { useEffect, useRef, useState } from 'react'
import type { AttemptView } from '#wire/locker'
import type { Earcon } from '../../kit/earcon.ts'
import type { Attempt } from '../attempt/attempt.ts'
import { film } from '../attempt/film.ts'
import { useCamera } from '../camera/camera.tsx'
import { type Ask, type Challenge, planScenes } from '../camera/plan.ts'
import { Frame } from '../frame/frame.tsx'
import { Press } from '../frame/press.tsx'
import { Ring } from '../frame/ring.tsx'
import { useVoice } from '../voice/voice.tsx'
import { useFaceWords } from './face-words.ts'
import { Heading } from './heading.tsx'
import { useProblemSentence } from './problem-words.ts'
import { useScreenWords } from './screen-words.ts'

const tones: Readonly<Record<Ask, Earcon>> = {
  ahead: 'ahead',
  'turn-left': 'left',
  'turn-right': 'right',
  'look-up': 'up',
  blink: 'blink',
}

/** A scene of a film takes about so long, with its words; where less is left of the challenge, the next one is waited for. */
const SCENE_MS = 2_300

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const lastsMs = ({ issuedAt, expiresAt }: Challenge) => Date.parse(expiresAt) - Date.parse(issuedAt)

type Ready = { readonly challenge: Challenge; readonly receivedAt: number }

type FaceProps = { readonly attempt: Attempt; readonly view: AttemptView; readonly challenge: Challenge }

/** Films what the challenge asks; stops where the screen is left. */
const useFilm = ({ attempt, challenge }: FaceProps) => {
  const words = useFaceWords()
  const { grab } = useCamera()
  const { say } = useVoice()
  const [scene, setScene] = useState<{ readonly ask: Ask; readonly share: number }>()
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])

  const run = async ({ challenge, receivedAt: since }: Ready) => {
    const stopper = new AbortController()
    stop.current = stopper
    const { signal } = stopper
    const frames = await film(planScenes(challenge), {
      ask: (ask, share) => {
        setScene({ ask, share })
        return say(words(`short-${ask}`), tones[ask])
      },
      taken: (share) => setScene((before) => before && { ...before, share }),
      grab,
      wait,
      elapsed: () => performance.now() - since,
      signal,
    })
    if (frames && !signal.aborted) await attempt.frames(frames)
    setScene(undefined)
  }
  const isEnough = ({ challenge, receivedAt }: Ready) =>
    receivedAt + lastsMs(challenge) - performance.now() > planScenes(challenge).length * SCENE_MS
  const [isDue, setDue] = useState(false)
  const ready = { challenge, receivedAt: attempt.receivedAt }
  const now = useRef(ready)
  useEffect(() => {
    now.current = ready
  })
  // A challenge that is nearly over is left to end; the bank then gives the next one without counting a try.
  useEffect(() => {
    if (!isDue) return
    const timer = setInterval(() => {
      if (isEnough(now.current)) {
        setDue(false)
        void run(now.current)
      } else if (performance.now() > now.current.receivedAt + lastsMs(now.current.challenge))
        void attempt.refresh().catch(() => undefined)
    }, 500)
    return () => clearInterval(timer)
  })
  return { scene, isDue, start: () => (isEnough(ready) ? run(ready) : setDue(true)) }
}

/** What was wrong with the last frames, in the order of what helps most. */
const useAdvice = (view: AttemptView): readonly string[] => {
  const words = useFaceWords()
  const known = new Set<string>([
    'challenge-not-met',
    'another-face',
    'flat-picture',
    'attack-suspected',
    'not-the-owner',
    'not-sure',
    'too-late',
  ])
  const faults = view.faults.filter((fault) => known.has(fault)) as ('not-sure' | 'too-late')[]
  const advice = [...view.hints, ...faults].slice(0, 3).map((key) => words(key))
  return advice.length > 0 || view.faults.length === 0 ? advice : [words('other')]
}

/** The doors of the person and of the owner: a challenge before the camera. */
export const FaceScreen = (props: FaceProps) => {
  const { attempt, view } = props
  const words = useFaceWords()
  const say = useScreenWords()
  const sentenceOf = useProblemSentence()
  const camera = useCamera()
  const advice = useAdvice(view)
  const { scene, isDue, start } = useFilm(props)
  const isJudged = attempt.isBusy
  const isAgain = advice.length > 0
  const sentence = isJudged ? words('judging') : scene ? words(scene.ask) : words(isAgain ? 'againTitle' : 'readyTitle')
  const rest = isJudged ? words('judgingHow') : scene ? words('slowly') : isAgain ? advice.join(' ') : words('readyHow')
  const share = isJudged ? 1 : (scene?.share ?? 0)
  const light = camera.state === 'covered' ? words('covered') : camera.hint && words(camera.hint)
  return (
    <Frame
      view={view}
      box={view.box}
      onPasskey={view.ways.includes('passkey') && !isJudged ? () => void attempt.passkey() : undefined}
      onStop={() => void attempt.cancel()}
      picture={
        <Ring label={words('ring', { percent: Math.round(100 * share), sentence })} share={share} ask={scene?.ask} />
      }
    >
      <Heading
        sentence={sentence}
        rest={rest}
        tone={isAgain && !scene ? 'warned' : 'step'}
        isSilent={scene !== undefined && !isJudged}
      />
      {!isJudged && (
        <p role="status">
          <b>{light}</b> {sentenceOf(attempt.problem)}{' '}
          {isAgain && view.triesLeft !== null && !scene && words('tries', { count: view.triesLeft })}
        </p>
      )}
      {!scene && !isJudged && !isDue && (
        <Press look="go" onClick={() => void start()}>
          {words(isAgain ? 'againAct' : 'readyAct')}
        </Press>
      )}
      {!scene && !isJudged && !isAgain && <p className="small">{say('picture')}</p>}
    </Frame>
  )
}
