import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Header, Page } from '../../../kit/shell.tsx'
import styles from './entry-frame.module.css'

type EntryFrameProps = {
  readonly title: string
  readonly lede?: string
  readonly question: string
  readonly otherTo: string
  readonly otherAct: string
  readonly children: ReactNode
}

/** The frame of registration and sign-in: one form, and below it the way to the other. */
export const EntryFrame = ({ title, lede, question, otherTo, otherAct, children }: EntryFrameProps) => (
  <>
    <Header home="/" places={[]} />
    <Page title={title} titleHidden>
      <p aria-hidden="true" className={styles.title}>
        {title}
      </p>
      {lede && <p className="soft">{lede}</p>}
      {children}
      <p className={styles.other}>
        {question} <Link to={otherTo}>{otherAct}</Link>
      </p>
    </Page>
  </>
)
