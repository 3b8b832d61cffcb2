import type { AttemptView } from '#wire/locker'
import styles from './doors.module.css'
import { useFrameWords } from './frame-words.ts'

export type DoorState = 'open' | 'now' | 'next' | 'later' | 'last' | 'refused'
type Drawn = { readonly word: 'person' | 'owner' | 'secret' | 'box'; readonly state: DoorState }

const bankDoors = { person: ['person'], owner: ['owner'], secret: ['secret', 'code'], box: ['opening'] } as const

/** The bank's five doors as the four that are drawn: the secret and its code are one. */
const drawnOf = (view: AttemptView | undefined): Drawn[] => {
  const stateOf = (word: Drawn['word']): DoorState | undefined => {
    const own: readonly string[] = bankDoors[word]
    const doors = (view?.doors ?? []).filter(({ door }) => own.includes(door))
    if (doors.length > 0 && doors.every(({ state }) => state === 'open')) return 'open'
    if (doors.some(({ state }) => state === 'refused')) return 'refused'
    return doors.some(({ state }) => state === 'now') ? 'now' : undefined
  }
  let isNextGiven = false
  const words: Drawn['word'][] = ['person', 'owner', 'secret', 'box']
  return words.map((word) => {
    const known = stateOf(word)
    if (known) return { word, state: known }
    const state = word === 'box' ? 'last' : isNextGiven ? 'later' : 'next'
    isNextGiven = true
    return { word, state }
  })
}

/** A door from the front: its leaf swung open, ajar, or shut. */
export const Door = ({ state, isLarge }: { state: DoorState; isLarge?: boolean }) => {
  const color = { open: 'var(--green)', now: 'var(--ink)', refused: 'var(--stop)' }[state as 'open'] ?? 'var(--edge)'
  return (
    <svg
      className={isLarge ? styles.large : styles.drawing}
      viewBox="0 0 64 84"
      aria-hidden="true"
      fill="none"
      stroke={color}
      strokeWidth={isLarge ? 1.2 : 3}
    >
      {(state === 'open' || state === 'now') && <path d="M2 82h60" />}
      <rect x="10" y="5" width="44" height="77" fill={state === 'open' ? 'var(--green-wash)' : 'none'} />
      {state === 'open' && <path d="M10 5l26 10v65l-26 2z" fill="var(--green)" strokeLinejoin="round" />}
      {state === 'now' && <path d="M10 5l38 4v71l-38 2z" fill="var(--sheet)" strokeLinejoin="round" />}
      {state === 'refused' && <path d="M22 32l20 22M42 32L22 54" strokeLinecap="round" />}
      {state !== 'refused' && (
        <circle
          cx={state === 'open' ? 30 : state === 'now' ? 41 : 46}
          cy="48"
          r="2.8"
          fill={state === 'open' ? 'var(--on-green)' : color}
          stroke="none"
        />
      )}
    </svg>
  )
}

/** How far somebody has come: four doors, each with a word for how it stands. */
export const Doors = ({ view, box }: { view: AttemptView | undefined; box: string | undefined }) => {
  const say = useFrameWords()
  const name = ({ word }: Drawn) => (word === 'box' ? (box ? say('box', { box }) : say('anyBox')) : say(word))
  return (
    <ol className={styles.doors} aria-label={say('doors')}>
      {drawnOf(view).map((door) => (
        <li key={door.word} className={styles[door.state]} aria-current={door.state === 'now' ? 'step' : undefined}>
          <Door state={door.state} />
          <span className={styles.name}>{name(door)}</span>
          <span className={styles.state}>{say(door.state)}</span>
        </li>
      ))}
    </ol>
  )
}
