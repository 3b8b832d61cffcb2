import { IconBackspace } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { play } from '../../kit/earcon.ts'
import { Icon } from '../../kit/icon.tsx'
import styles from './keypad.module.css'
import { useKeypadWords } from './keypad-words.ts'
import { Press } from './press.tsx'

export type Keys = 'digits' | 'letters'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

type KeypadProps = {
  readonly label: string
  /** The button that sends what was typed. */
  readonly act: string
  readonly most: number
  readonly least: number
  /** Whether letters may be typed too; `both` begins with digits. */
  readonly takes: 'digits' | 'both'
  /** Shown as dots, and never said. */
  readonly isSecret?: boolean
  readonly busy?: boolean
  readonly error?: string
  readonly onDone: (text: string) => void
}

/** Big keys that beep. A keyboard works as well, and so does pasting, for who uses a switch or a reader. */
export const Keypad = ({ label, act, most, least, takes, isSecret, busy, error, onDone }: KeypadProps) => {
  const say = useKeypadWords()
  const [text, setText] = useState('')
  const [keys, setKeys] = useState<Keys>('digits')
  const [isSmall, setSmall] = useState(false)
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // A wrong answer is typed anew.
    if (error) setText('')
  }, [error])

  const type = (key: string) => {
    play('key')
    setText((before) => (before + key).slice(0, most))
  }
  const send = () => {
    if (busy || text.length < least) return field.current?.focus()
    onDone(text)
  }
  const shown = keys === 'digits' ? digits : letters.map((letter) => (isSmall ? letter.toLowerCase() : letter))
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
      <div className={`${styles.keys} ${styles[keys]}`}>
        {shown.map((key) => (
          <button key={key} type="button" className={styles.key} onClick={() => type(key)}>
            {key}
          </button>
        ))}
        {takes === 'both' && keys === 'letters' && (
          <button type="button" className={styles.key} aria-pressed={isSmall} onClick={() => setSmall(!isSmall)}>
            {isSmall ? 'abc' : 'Abc'}
            <span className="vh">{say('small')}</span>
          </button>
        )}
        {takes === 'both' && (
          <button
            type="button"
            className={styles.key}
            onClick={() => setKeys(keys === 'digits' ? 'letters' : 'digits')}
          >
            {keys === 'digits' ? 'ABC' : '123'}
            <span className="vh">{say(keys === 'digits' ? 'letters' : 'digits')}</span>
          </button>
        )}
        <button
          type="button"
          className={styles.key}
          aria-label={say('back')}
          onClick={() => {
            play('key')
            setText((before) => before.slice(0, -1))
          }}
        >
          <Icon of={IconBackspace} size={28} />
        </button>
      </div>
      <Press look="go" type="submit" busy={busy}>
        {act}
      </Press>
    </form>
  )
}
