import { useEffect, useRef } from 'react'
import type { Earcon } from '../../kit/earcon.ts'
import { useVoice } from '../voice/voice.tsx'

type HeadingProps = {
  readonly sentence: string
  readonly rest?: string
  readonly tone?: Earcon
  /** Where somebody else says it at its own pace. */
  readonly isSilent?: boolean
}

/** What a screen says: written, spoken once, and with the focus on it, so that a screen reader begins there. */
export const Heading = ({ sentence, rest = '', tone = 'step', isSilent }: HeadingProps) => {
  const heading = useRef<HTMLHeadingElement>(null)
  const { say } = useVoice()
  const said = useRef(say)
  useEffect(() => {
    said.current = say
  })
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    if (!isSilent) void said.current(`${sentence} ${rest}`, tone)
  }, [sentence, rest, tone, isSilent])
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {sentence}
      </h1>
      {rest && <p>{rest}</p>}
    </>
  )
}
