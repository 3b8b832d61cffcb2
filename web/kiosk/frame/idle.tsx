import { useEffect, useRef, useState } from 'react'
import { useVoice } from '../voice/voice.tsx'
import { useFrameWords } from './frame-words.ts'
import styles from './idle.module.css'
import { Press } from './press.tsx'

/** After so long without a touch somebody is asked; after as long again what was begun is stopped. */
const [QUIET_MS, ANSWER_S] = [60_000, 30]
const signs = ['pointerdown', 'keydown'] as const

/** Whether nobody has touched anything for a while. Never while it is held. */
const useQuiet = (isHeld: boolean): [boolean, () => void] => {
  const [isQuiet, setQuiet] = useState(false)
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round begins the time anew
  useEffect(() => {
    if (isHeld || isQuiet) return
    let timer = setTimeout(() => setQuiet(true), QUIET_MS)
    const begin = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setQuiet(true), QUIET_MS)
    }
    for (const sign of signs) addEventListener(sign, begin)
    return () => {
      clearTimeout(timer)
      for (const sign of signs) removeEventListener(sign, begin)
    }
  }, [isHeld, isQuiet, round])
  return [
    isQuiet && !isHeld,
    () => {
      setQuiet(false)
      setRound((before) => before + 1)
    },
  ]
}

const Question = ({ onMore, onStop }: { onMore: () => void; onStop: () => void }) => {
  const say = useFrameWords()
  const { say: speakAloud } = useVoice()
  const dialog = useRef<HTMLDialogElement>(null)
  const [seconds, setSeconds] = useState(ANSWER_S)
  const told = useRef({ onStop, speakAloud, question: say('idle') })
  useEffect(() => {
    dialog.current?.showModal()
    void told.current.speakAloud(told.current.question, 'warned')
    const timer = setInterval(() => setSeconds((before) => before - 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    if (seconds <= 0) told.current.onStop()
  }, [seconds])
  return (
    <dialog ref={dialog} className={styles.question} aria-labelledby="idle-question" onCancel={onMore}>
      <h2 id="idle-question">{say('idle')}</h2>
      <p>{say('idleWhy', { seconds })}</p>
      <Press look="go" onClick={onMore}>
        {say('more')}
      </Press>
      <Press look="stop" onClick={onStop}>
        {say('stop')}
      </Press>
    </dialog>
  )
}

/** Asks whether somebody is still there before anything is stopped; one press gives the whole time again, as often as wanted. */
export const IdleGuard = ({ isHeld, onStop }: { isHeld: boolean; onStop: () => void }) => {
  const [isQuiet, begin] = useQuiet(isHeld)
  if (!isQuiet) return null
  return (
    <Question
      onMore={begin}
      onStop={() => {
        begin()
        onStop()
      }}
    />
  )
}
