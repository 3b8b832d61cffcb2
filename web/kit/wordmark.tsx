import { Link } from '@tanstack/react-router'
import styles from './wordmark.module.css'

/** The mark and the name of the bank, leading home. */
export const Wordmark = ({ to }: { to: string }) => (
  <Link className={styles.wordmark} to={to}>
    <svg viewBox="0 0 28 28" width="30" height="30" aria-hidden="true">
      <rect width="28" height="28" rx="2" fill="var(--green)" />
      <path d="M6 7.5h16M14 7.5v8" fill="none" stroke="var(--on-green)" strokeWidth="2.6" />
      <path d="M6 18.6h16M6 22h16" fill="none" stroke="var(--on-green)" strokeWidth="1.7" />
    </svg>
    Bankserver
  </Link>
)
