import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { TextAreaField } from '../../../kit/field.tsx'
import { useFaultSentence } from './fault-sentence.ts'
import styles from './rules.module.css'
import { checkQuery, featuresQuery } from './rules-queries.ts'
import { useRulesWords } from './rules-words.ts'

const PAUSE_MS = 250

/** What somebody types, once they pause. */
const usePaused = (text: string): string => {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}

/** Checks a condition while it is written; the answer is about the text as it stands, or undefined. */
export const useChecked = (condition: string) => {
  const paused = usePaused(condition)
  const { data, isPlaceholderData } = useQuery(checkQuery(paused))
  return paused === condition && !isPlaceholderData && condition.trim() !== '' ? data : undefined
}

type Checked = ReturnType<typeof useChecked>

const Place = ({ condition, checked }: { condition: string; checked: NonNullable<Checked> }) => {
  if (!checked.fault || checked.fault.length === 0) return null
  const { at, length } = checked.fault
  return (
    <p className={styles.place} aria-hidden="true">
      {condition.slice(Math.max(0, at - 40), at)}
      <mark>{condition.slice(at, at + length)}</mark>
      {condition.slice(at + length, at + length + 20)}
    </p>
  )
}

const Reading = ({ checked }: { checked: NonNullable<Checked> }) => {
  const say = useRulesWords()
  if (checked.condition === null) return null
  const labels = checked.features.map(({ label }) => label).join('; ')
  return (
    <div className={styles.reading}>
      <p>{say('isRight', { condition: checked.condition })}</p>
      <p>{labels === '' ? say('noFeatures') : say('looksAt', { features: labels })}</p>
    </div>
  )
}

const Words = () => {
  const say = useRulesWords()
  const { data = [] } = useQuery(featuresQuery)
  return (
    <details className={styles.words}>
      <summary>{say('words')}</summary>
      <ul aria-label={say('wordsMore')}>
        <li>
          <code>amount &gt; 500 INR</code>
        </li>
        <li>
          <code>kind is send</code>
        </li>
        <li>
          <code>probability &gt;= 0.2</code>
        </li>
        {data.map(({ name, label, unit }) => (
          <li key={name}>
            <code>{name}</code>
            <span lang="en">
              {label} ({unit})
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

type ConditionFieldProps = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly checked: Checked
  readonly error?: string
}

/** Where a condition is written; it is read while it is being written. */
export const ConditionField = ({ value, onChange, checked, error }: ConditionFieldProps) => {
  const say = useRulesWords()
  const tell = useFaultSentence()
  return (
    <div className={styles.condition}>
      <TextAreaField
        label={say('condition')}
        hint={say('conditionHint')}
        value={value}
        onChange={onChange}
        maxLength={4000}
        error={checked?.fault ? tell(checked.fault) : error}
      />
      {checked && <Place condition={value} checked={checked} />}
      <div role="status">{checked && <Reading checked={checked} />}</div>
      <Words />
    </div>
  )
}
