import { useEffect, useId, useRef, useState } from 'react'
import type { SafetyChecked } from '#wire/fraud'
import { Button, ButtonLink } from '../kit/button.tsx'
import { beep } from '../kit/comfort.ts'
import { SafetyFindings } from '../kit/safety-findings.tsx'
import { useGuardWords } from './guard-words.ts'
import styles from './warned.module.css'

const useSecondsLeft = (seconds: number): number => {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return left
}

/** What the guard found before anything is authorized: time to read it, and the safe way first. Takes the focus. */
export const Warned = ({ checked, onGo, busy }: { checked: SafetyChecked; onGo: () => void; busy: boolean }) => {
  const say = useGuardWords()
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const left = useSecondsLeft(checked.pauseSeconds)
  useEffect(() => {
    heading.current?.focus()
    beep('warned')
  }, [])
  return (
    <section className={styles.warned} aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {say('warned')}
      </h2>
      <SafetyFindings findings={checked.findings} />
      <p className="small">{say('warnedMore')}</p>
      <div className={styles.acts}>
        <ButtonLink to="/overview" look="go" wide>
          {say('warnedStop')}
        </ButtonLink>
        <Button look="plain" wide disabled={left > 0} busy={busy} onClick={onGo}>
          {left > 0 ? say('warnedWait', { count: left }) : say('warnedGo')}
        </Button>
      </div>
      <p role="status" className="vh">
        {left === 0 ? say('warnedReady') : ''}
      </p>
    </section>
  )
}
