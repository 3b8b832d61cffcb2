import { IconBackspace } from '@tabler/icons-react'
import { useState } from 'react'
import { Icon } from '../../kit/icon.tsx'
import styles from './keypad.module.css'
import { useKeypadWords } from './keypad-words.ts'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

type KeysProps = {
  /** Whether letters may be typed too; `both` begins with digits. */
  readonly takes: 'digits' | 'both'
  readonly onType: (key: string) => void
  readonly onBack: () => void
}

/** The keys themselves: digits, and letters on a second side where they are taken. */
export const Keys = ({ takes, onType, onBack }: KeysProps) => {
  const say = useKeypadWords()
  const [side, setSide] = useState<'digits' | 'letters'>('digits')
  const [isSmall, setSmall] = useState(false)
  const shown = side === 'digits' ? digits : letters.map((letter) => (isSmall ? letter.toLowerCase() : letter))
  const other = side === 'digits' ? 'letters' : 'digits'
  return (
    <div className={`${styles.keys} ${styles[side]}`}>
      {shown.map((key) => (
        <button key={key} type="button" className={styles.key} onClick={() => onType(key)}>
          {key}
        </button>
      ))}
      {side === 'letters' && (
        <button type="button" className={styles.key} aria-pressed={isSmall} onClick={() => setSmall(!isSmall)}>
          {isSmall ? 'abc' : 'Abc'}
          <span className="vh">{say('small')}</span>
        </button>
      )}
      {takes === 'both' && (
        <button type="button" className={styles.key} onClick={() => setSide(other)}>
          {other === 'letters' ? 'ABC' : '123'}
          <span className="vh">{say(other)}</span>
        </button>
      )}
      <button type="button" className={styles.key} aria-label={say('back')} onClick={onBack}>
        <Icon of={IconBackspace} size={28} />
      </button>
    </div>
  )
}
