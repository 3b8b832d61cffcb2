import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ButtonLink } from '../../../kit/button.tsx'
import { Wordmark } from '../../../kit/wordmark.tsx'
import { useHomeWords } from './home-words.ts'
import styles from './public-frame.module.css'

/** The bar and the foot of the public pages. */
export const PublicFrame = ({ title, children }: { title: string; children: ReactNode }) => {
  const say = useHomeWords()
  return (
    <>
      <title>{`${title} · Bankserver`}</title>
      <header className={styles.bar}>
        <Wordmark to="/" />
        <span className={styles.space} />
        <nav className={styles.places} aria-label={say('whatYouCanDo')}>
          <Link to="/" hash="safe">
            {say('whyTrust')}
          </Link>
          <Link to="/features">{say('whatYouCanDo')}</Link>
          <Link to="/register">{say('open')}</Link>
        </nav>
        <ButtonLink to="/sign-in">{say('signIn')}</ButtonLink>
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <footer className={`${styles.wrap} ${styles.foot}`}>
        <ul>
          <li>
            <Link to="/features">{say('tourTitle')}</Link>
          </li>
          <li>
            <Link to="/register">{say('open')}</Link>
          </li>
          <li>
            <Link to="/sign-in">{say('signIn')}</Link>
          </li>
        </ul>
      </footer>
    </>
  )
}

/** A column as wide as the public pages are. */
export const Wrap = ({ children }: { children: ReactNode }) => <div className={styles.wrap}>{children}</div>
