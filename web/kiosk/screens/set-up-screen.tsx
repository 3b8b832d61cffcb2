import { useState } from 'react'
import { giveKioskKey } from '#wire/locker'
import { call } from '../../api/call.ts'
import { makeSigningKey } from '../../api/device-key.ts'
import { Problem } from '../../api/problem.ts'
import { forgetEntries, type Kept, keep } from '../device/kept.ts'
import { BareFrame } from '../frame/frame.tsx'
import { Keypad } from '../frame/keypad.tsx'
import { Heading } from './heading.tsx'
import { useProblemSentence } from './problem-words.ts'
import { useScreenWords } from './screen-words.ts'

/** Nothing is queued or opened until the bank has said that it may be. */
const nothing = { mayQueue: false, mayOpen: false, most: 0 }

/** Makes a key that never leaves this browser, and gives the bank its public half. */
const setUp = async (code: string): Promise<Kept> => {
  const { pair, publicKey } = await makeSigningKey()
  const { kiosk, name, branch } = await call(giveKioskKey, { body: { code: code.toUpperCase(), publicKey } })
  const kept = { id: kiosk, name, branch, pair, offline: nothing }
  await forgetEntries()
  await keep(kept)
  return kept
}

/** The first screen of a new kiosk, or of one whose key the bank knows no more. */
export const SetUpScreen = ({ isRefused, onDone }: { isRefused: boolean; onDone: (kept: Kept) => void }) => {
  const say = useScreenWords()
  const sentenceOf = useProblemSentence()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const make = async (code: string) => {
    setBusy(true)
    setError(undefined)
    try {
      onDone(await setUp(code))
    } catch (problem) {
      const isWrong = problem instanceof Problem && ['wrong-kiosk-code', 'invalid-input'].includes(problem.code)
      setError(isWrong ? say('wrongCode') : sentenceOf(problem))
    }
    setBusy(false)
  }
  return (
    <BareFrame>
      <Heading sentence={say('setUp')} rest={say(isRefused ? 'setUpAgain' : 'setUpHow')} />
      <Keypad
        label={say('setUpCode')}
        act={say('setUpAct')}
        least={8}
        most={8}
        takes="both"
        busy={isBusy}
        error={error}
        onDone={make}
      />
    </BareFrame>
  )
}
