import { IconHandStop } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from './button.tsx'
import type { MoneyAmount } from './currency.ts'
import { useKitWords } from './kit-words.ts'
import { Money } from './money.tsx'
import { Note } from './note.tsx'
import styles from './pause.module.css'
import { ProportionBar } from './proportion-bar.tsx'

type PauseProps = {
  readonly title: string
  readonly fact: ReactNode
  /** The usual amount, where the bank knows one. */
  readonly usual?: MoneyAmount
  readonly now: MoneyAmount
  /** The choices, the safe one first and preselected. */
  readonly children: ReactNode
}

const Scale = ({ usual, now }: { usual: MoneyAmount; now: MoneyAmount }) => {
  const say = useKitWords()
  return (
    <div className={styles.scale}>
      <p>
        <span>{say('usualSend')}</span>
        <span className="strong">
          <Money amount={usual} />
        </span>
      </p>
      <ProportionBar unit={usual.minor} value={usual.minor} whole={now.minor} />
      <p>
        <span>{say('thisTime')}</span>
        <span className="strong">
          <Money amount={now} />
        </span>
      </p>
      <ProportionBar unit={usual.minor} value={now.minor} whole={now.minor} />
    </div>
  )
}

const Hurry = () => {
  const say = useKitWords()
  const [answer, setAnswer] = useState<'yes' | 'no'>()
  return (
    <>
      <fieldset className={styles.hurry}>
        <legend className="vh">{say('hurry')}</legend>
        <span aria-hidden="true">{say('hurry')}</span>
        <span className={styles.two}>
          <Button pressed={answer === 'yes'} onClick={() => setAnswer('yes')}>
            {say('yes')}
          </Button>
          <Button pressed={answer === 'no'} onClick={() => setAnswer('no')}>
            {say('no')}
          </Button>
        </span>
      </fieldset>
      <div role="status" className={styles.hurried}>
        {answer === 'yes' && (
          <Note tone="stop" icon={IconHandStop} lead={say('stopHere')}>
            {say('stopWhy')}
          </Note>
        )}
      </div>
    </>
  )
}

/** The calm halt before a payment that stands out: what stands out, how much, and the choices. Takes the focus. */
export const Pause = ({ title, fact, usual, now, children }: PauseProps) => {
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={styles.pause} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <div className={styles.fact}>{fact}</div>
      </header>
      {usual && usual.minor > 0n && now.minor > usual.minor && <Scale usual={usual} now={now} />}
      <Hurry />
      <div className={styles.choices}>{children}</div>
    </section>
  )
}
