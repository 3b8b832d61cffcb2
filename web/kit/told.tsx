import { useEffect, useState } from 'react'
import { beep } from './comfort.ts'
import type { Earcon } from './earcon.ts'

/** What was just done, for ears: a sentence and the beep that goes with it. */
export interface Step {
  readonly text: string
  readonly earcon: Earcon
}

/** Long enough that an amount is not spoken digit by digit while it is typed. */
const restMs = 700

/**
 * Says each step of a page with one task to a screen reader, once it has rested for a moment, and beeps where beeps were chosen.
 * It is there, empty, before anything is said: what comes into a page together with its words is not announced.
 */
export const Told = ({ step }: { step: Step | undefined }) => {
  const [said, setSaid] = useState('')
  const { text, earcon } = step ?? {}
  useEffect(() => {
    if (text === undefined || earcon === undefined) return
    const timer = setTimeout(() => {
      setSaid(text)
      beep(earcon)
    }, restMs)
    return () => clearTimeout(timer)
  }, [text, earcon])
  return (
    <p role="status" className="vh" data-told>
      {said}
    </p>
  )
}
