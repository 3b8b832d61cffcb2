import type { ReactNode } from 'react'
import { LanguageRow } from '../../../kit/preferences.tsx'
import { SkipLink } from '../../../kit/shell.tsx'
import { Wordmark } from '../../../kit/wordmark.tsx'
import styles from './door.module.css'

/** The frame of everything before the console: the mark, one sheet, the languages. */
export const Door = ({ title, lede, children }: { title: string; lede: string; children: ReactNode }) => (
  <>
    <title>{`${title} · Bankserver`}</title>
    <SkipLink />
    <div className={styles.door}>
      <header>
        <Wordmark to="/" />
      </header>
      <main id="main" className={styles.sheet}>
        <h1>{title}</h1>
        <p className={styles.lede}>{lede}</p>
        {children}
      </main>
      <footer className={styles.languages}>
        <LanguageRow />
      </footer>
    </div>
  </>
)
