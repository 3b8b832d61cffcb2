import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { board } from '#wire/locker'
import { Moment } from '../../../moment.tsx'
import { useHallWords } from '../hall-words.ts'
import styles from '../lockers.module.css'

export type BoardBox = z.infer<(typeof board)['answer']>['boxes'][number]

const lookOf = ({ isLocked, lock, attempt }: BoardBox): string => {
  if (isLocked || lock === 'forced' || lock === 'unknown') return styles.wrong
  if (lock === 'open' || lock === 'unlocked') return styles.open
  return attempt ? styles.busy : ''
}

const Tile = ({ box }: { box: BoardBox }) => {
  const say = useHallWords()
  const { id, number, branch, lock, isLocked, openSince, attempt } = box
  return (
    <li>
      <Link className={`${styles.box} ${lookOf(box)}`} to="/lockers/boxes/$id" params={{ id }}>
        <b>
          <span className="vh">{say('boxNumber')} </span>
          {number}
        </b>
        <span>{branch}</span>
        <span className={styles.stateWord}>{say(isLocked ? 'lockedOut' : lock)}</span>
        {openSince && (
          <span>
            {say('since')} <Moment at={openSince} />
          </span>
        )}
        {attempt?.door && <span>{say('atDoor', { door: say(attempt.door) })}</span>}
      </Link>
    </li>
  )
}

/** Every box as a tile: its number, its lock in a word, and who stands before it. */
export const BoxTiles = ({ boxes }: { boxes: readonly BoardBox[] }) => (
  <ul className={styles.boxes}>
    {boxes.map((box) => (
      <Tile key={box.id} box={box} />
    ))}
  </ul>
)
