import { Link } from '@tanstack/react-router'
import styles from './log.module.css'
import type { LogFilter } from './log-page.tsx'
import { type LeafSaid, sentenceOf } from './sentence-of.ts'
import { useSentenceWords } from './sentence-words.ts'

const idShape = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/

const ENDS = 6

type SentenceProps = {
  readonly leaf: LeafSaid
  readonly filter: LogFilter
  /** Names of members of staff by their ids; everybody else is an id. */
  readonly staff: ReadonlyMap<string, string>
}

/** What a leaf says; every id in it leads to all that names it. */
export const Sentence = ({ leaf, filter, staff }: SentenceProps) => {
  const say = useSentenceWords()
  const { key, values } = sentenceOf(leaf)
  const parts = say(key, values).split(idShape)
  return (
    <>
      {parts.map((part, place) =>
        idShape.test(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is never reordered, and an id may stand in it twice
          <Link key={place} to="/log" search={{ ...filter, about: part, leaf: undefined }} title={part}>
            {staff.get(part) ?? <span className={styles.id}>…{part.slice(-ENDS)}</span>}
          </Link>
        ) : (
          part
        ),
      )}
    </>
  )
}
