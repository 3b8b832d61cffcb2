import { useEffect, useId, useRef, useState } from 'react'
import { play } from '../../kit/earcon.ts'
import styles from './keypad.module.css'
import { Keys } from './keys.tsx'
import { Press } from './press.tsx'

type KeypadProps = {
  readonly label: string
  /** The button that sends what was typed. */
  readonly act: string
  readonly most: number
  readonly least: number
  readonly takes: 'digits' | 'both'
  /** Shown as dots, and never said. */
  readonly isSecret?: boolean
  readonly busy?: boolean
  readonly error?: string
  readonly onDone: (text: string) => void
}

/** Big keys that beep. A keyboard works as well, and so does pasting, for who uses a switch or a reader. */
export const Keypad = ({ label, act, most, least, takes, isSecret, busy, error, onDone }: KeypadProps) => {
  const [text, setText] = useState('')
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // A wrong answer is typed anew.
    if (error) setText('')
  }, [error])

  const change = (next: (before: string) => string) => {
    play('key')
    setText((before) => next(before).slice(0, most))
  }
  const send = () => {
    if (busy || text.length < least) return field.current?.focus()
    onDone(text)
  }
  return (
    <form
      className={styles.pad}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        ref={field}
        id={id}
        className={styles.field}
        type={isSecret ? 'password' : 'text'}
        // The kiosk belongs to nobody: nothing is kept or offered here.
        autoComplete="off"
        // The keys of the screen are there already.
        inputMode="none"
        value={text}
        maxLength={most}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => setText(event.currentTarget.value.slice(0, most))}
      />
      <p id={`${id}-error`} className={styles.error} role="status">
        {error}
      </p>
      <Keys
        takes={takes}
        onType={(key) => change((before) => before + key)}
        onBack={() => change((before) => before.slice(0, -1))}
      />
      <Press look="go" type="submit" busy={busy}>
        {act}
      </Press>
    </form>
  )
}
