import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readingChoice } from '#wire/identity'
import { Problem } from '../api/problem.ts'
import { rememberReason } from '../api/reason.ts'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { Picks } from '../kit/picks.tsx'
import { useReadingWords } from './reading-words.ts'
import styles from './reason-form.module.css'

const LEAST = 3
const MOST = 500

type Choice = (typeof readingChoice.options)[number]

const isReasonNeeded = (error: unknown): boolean => error instanceof Problem && error.code === 'reason-needed'

/** Asks why somebody looks at a customer, once for a page and a working period, and then shows what was asked for. */
export const ReasonForm = () => {
  const say = useReadingWords()
  const client = useQueryClient()
  const [choice, setChoice] = useState<Choice>('customer-asked')
  const [words, setWords] = useState('')
  const [isTried, setTried] = useState(false)
  const isShort = words.trim().length < LEAST
  const send = (): void => {
    setTried(true)
    if (isShort) return
    rememberReason({ choice, words: words.trim() })
    void client.resetQueries({ predicate: ({ state }) => isReasonNeeded(state.error) })
  }
  return (
    <form
      className={styles.form}
      noValidate
      aria-label={say('why')}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <h2>{say('why')}</h2>
      <p className="small soft">{say('whyMore')}</p>
      <Picks
        legend={say('choice')}
        options={readingChoice.options.map((value) => ({ value, title: say(value) }))}
        value={choice}
        onChange={setChoice}
      />
      <TextField
        label={say('words')}
        hint={say('wordsHint')}
        value={words}
        onChange={setWords}
        maxLength={MOST}
        autoComplete="off"
        error={isTried && isShort ? say('wordsMissing') : undefined}
      />
      <div>
        <Button type="submit" look="go">
          {say('look')}
        </Button>
      </div>
    </form>
  )
}
