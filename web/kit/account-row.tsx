import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import styles from './account-row.module.css'

type AccountRowProps = {
  readonly name: string
  readonly value: ReactNode
  readonly detail: ReactNode
  readonly remark: ReactNode
  readonly to: string
  readonly search?: Record<string, unknown>
}

/** One account: name and amount, below them what it is and what differs. */
export const AccountRow = ({ name, value, detail, remark, to, search }: AccountRowProps) => (
  <Link className={styles.row} to={to} search={search}>
    <span className={styles.name}>{name}</span>
    <span className={styles.value}>{value}</span>
    <span className={styles.detail}>{detail}</span>
    <span className={`${styles.detail} ${styles.end}`}>{remark}</span>
  </Link>
)
